import * as fc from 'fast-check';
import { matchesWildcards } from '../../../../cli/api/authorization/wildcards';
import { runs } from '../../../support/property-runs';

test.each([
  ['*', '', true],
  ['', '', true],
  ['', 'a', false],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['a*c', 'a/b/c', true],
  ['a*c', 'a/b/d', false],
  ['*/POST/*', 'dev/POST/track', true],
  ['**', 'x', true],
  ['abc', 'ABC', false],
  ['a.c', 'abc', false],
])('%j for %j is %s', (pattern, text, expected) => {
  expect(matchesWildcards(pattern, text)).toBe(expected);
});

/** Few characters, so that patterns match by chance. */
const texts = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?', '.', '\n'), maxLength: 12 });

test('patterns mean what their regular expression means', () => {
  fc.assert(fc.property(texts, texts, (pattern, text) => {
    const escaped = pattern.replace(/[.\\/]/g, '\\$&').replace(/\*/g, '[^]*').replace(/\?/g, '[^]');
    expect(matchesWildcards(pattern, text)).toBe(new RegExp(`^${escaped}$`).test(text));
  }), runs(5_000));
});

test('a text matches a pattern in which parts of it are left open', () => {
  fc.assert(fc.property(fc.array(fc.string()), parts => {
    expect(matchesWildcards(parts.map(part => part.replace(/[*?]/g, '?')).join('*'), parts.join(''))).toBe(true);
  }), runs(1_000));
});

test('a pattern full of stars ends soon', () => {
  expect(matchesWildcards(`${'a*'.repeat(500)}b`, 'a'.repeat(10_000))).toBe(false);
});
