import * as fc from 'fast-check';
import { VtlUtil } from '../../../cli/api/vtl-util';

const util = new VtlUtil();

test('base64 goes through UTF-8 both ways', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), text => {
    expect(util.base64Decode(util.base64Encode(text))).toBe(text);
    expect(util.base64Encode(text)).toBe(Buffer.from(text).toString('base64'));
  }));
});

test('escapeJavaScript escapes single quotes, slashes, control characters and what is beyond ASCII', () => {
  expect(util.escapeJavaScript('"it\'s" a/b\\ \n\t\u0001é😀')).toBe('\\"it\\\'s\\" a\\/b\\\\ \\n\\t\\u0001\\u00E9\\uD83D\\uDE00');
});

test('escapeJavaScript of nothing is nothing', () => {
  expect([util.escapeJavaScript(undefined), util.escapeJavaScript(null), util.escapeJavaScript('')]).toEqual([undefined, undefined, '']);
});

test('escapeJavaScript of any text is JSON once its single quotes are undone', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), text => {
    expect(JSON.parse(`"${util.escapeJavaScript(text)!.replaceAll("\\'", "'")}"`)).toBe(text);
  }));
});

test('urlEncode writes a space as plus, as forms do', () => {
  expect(util.urlEncode("a b&c=é~!'()*")).toBe('a+b%26c%3D%C3%A9%7E%21%27%28%29*');
});

test('urlDecode undoes urlEncode', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), text => {
    expect(util.urlDecode(util.urlEncode(text))).toBe(text);
  }));
});

test('parseJson gives values', () => {
  expect(util.parseJson('{"a":[1]}')).toEqual({ a: [1] });
});
