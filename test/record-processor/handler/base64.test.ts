import * as fc from 'fast-check';
import { decodeBase64 } from '../../../src/record-processor/handler/base64';
import { runs } from '../../support/property-runs';

/** The grammar of RFC 4648, section 4, with bits that belong to no byte being zero. */
function isBase64(text: string): boolean {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/.test(text);
}

describe('base64', () => {
  test('takes what encoders write', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => {
      expect(decodeBase64(Buffer.from(bytes).toString('base64'))).toEqual(Buffer.from(bytes));
    }), runs(2000));
  });

  test('refuses everything else', () => {
    // One wrong character in a good text is what a lenient decoder misses.
    const almost = fc.tuple(fc.base64String({ maxLength: 24 }), fc.nat(24), fc.constantFrom('=', '-', '_', '*', '\n', ' ', 'B', '\u0141', '\ud83d', ''))
      .map(([text, at, wrong]) => text.slice(0, at) + wrong + text.slice(at + 1));
    fc.assert(fc.property(fc.oneof(almost, fc.string({ unit: fc.constantFrom('A', 'Q', 'z', '=', '+', '_', '\n') })), (text) => {
      expect([text, decodeBase64(text) !== undefined]).toEqual([text, isBase64(text)]);
    }), runs(20_000));
  });
});
