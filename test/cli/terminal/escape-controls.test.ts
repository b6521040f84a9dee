import * as fc from 'fast-check';
import { escapeControls } from '../../../cli/terminal/escape-controls';
import { runs } from '../../support/property-runs';

/** By code and not by an expression, so that the two ways must agree. */
function controlsIn(text: string): string[] {
  return [...text].filter((character) => {
    const code = character.codePointAt(0)!;
    return (code < 0x20 && character !== '\t' && character !== '\n') || (code >= 0x7f && code < 0xa0);
  });
}

test.each([
  ['a write to the clipboard', '\x1b]52;c;aGk=\x07', '\\u001b]52;c;aGk=\\u0007'],
  ['the same in C1', '\x9d52;c;aGk=\x9c', '\\u009d52;c;aGk=\\u009c'],
  ['colours', '\x1b[31mred', '\\u001b[31mred'],
  ['a carriage return that hides what is before', 'rm\rls', 'rm\\u000dls'],
  ['DEL', 'a\x7f', 'a\\u007f'],
  ['NUL', '\0', '\\u0000'],
])('shows %s', (_name, text, shown) => {
  expect(escapeControls(text)).toBe(shown);
});

test.each(['', 'a\tb\nc', 'é — 中 🎉', '\xa0\xad', '\\u001b'])('leaves %j as it is', (text) => {
  expect(escapeControls(text)).toBe(text);
});

test('leaves no control character in any text, and changes nothing else', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    const shown = escapeControls(text);
    expect(controlsIn(shown)).toEqual([]);
    if (controlsIn(text).length === 0) expect(shown).toBe(text);
  }), runs(1_000));
});

test('leaves no control character in any bytes, however they are decoded', () => {
  fc.assert(fc.property(fc.uint8Array(), fc.constantFrom<BufferEncoding>('utf8', 'latin1', 'utf16le'), (bytes, encoding) => {
    expect(controlsIn(escapeControls(Buffer.from(bytes).toString(encoding)))).toEqual([]);
  }), runs(1_000));
});

test('keeps the value of any JSON', () => {
  fc.assert(fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
    const json = JSON.stringify(value);
    expect(JSON.parse(escapeControls(json))).toEqual(JSON.parse(json));
  }), runs(500));
});
