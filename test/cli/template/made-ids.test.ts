import * as fc from 'fast-check';
import { cut, shortId, uuidOf } from '../../../cli/template/made-ids';

test('an id has the asked length and its characters, always the same ones', () => {
  fc.assert(fc.property(fc.string(), fc.integer({ min: 1, max: 20 }), (text, length) => {
    expect(shortId(text, length)).toMatch(new RegExp(`^[a-z0-9]{${length}}$`));
    expect(shortId(text, length)).toBe(shortId(text, length));
  }));
});

test('different texts have different ids', () => {
  expect(shortId('Api', 10)).not.toBe(shortId('Api2', 10));
  expect(uuidOf('Key')).not.toBe(uuidOf('Key2'));
});

test('a name that fits stays', () => {
  expect(cut('events', 63)).toBe('events');
});

test('a name that is cut stays distinct', () => {
  const names = ['a', 'b'].map(end => cut(`${'x'.repeat(80)}${end}`, 63));
  expect(names.map(({ length }) => length)).toEqual([63, 63]);
  expect(names[0]).not.toBe(names[1]);
});
