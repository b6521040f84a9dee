import * as fc from 'fast-check';
import { base64Size } from '../../../cli/firehose/base64';
import { runs } from '../../support/property-runs';

test('property: the size of every base64 text is that of its bytes', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
    expect(base64Size(Buffer.from(bytes).toString('base64'))).toBe(bytes.length);
  }));
});

test('property: a text that has a size decodes to as many bytes', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'AZaz09+/=-_ \nä'), maxLength: 12 }), (text) => {
    const size = base64Size(text);
    if (size !== undefined) expect(Buffer.from(text, 'base64').length).toBe(size);
  }), runs(5000));
});

test.each(['a', 'ab', 'abc', '====', 'ab==cd==', 'a===', 'ab=c', 'ab c', 'ab\n=', '-_-_', 'AAA\u0141'])('%j is no base64', (text) => {
  expect(base64Size(text)).toBeUndefined();
});

test('property: one wrong letter anywhere is no base64', () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 3, maxLength: 200 }), fc.nat(), fc.constantFrom(...'-_ \n*é€\u0141'), (bytes, at, wrong) => {
    const text = Buffer.from(bytes).toString('base64');
    const index = at % text.length;
    expect(base64Size(text.slice(0, index) + wrong + text.slice(index + 1))).toBeUndefined();
  }));
});
