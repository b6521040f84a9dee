import { parseLossless } from '../../../../cli/verify/bucket/lossless-json';

test('numbers keep their digits, and texts that look like numbers stay texts', () => {
  expect(parseLossless('{"a":9007199254740993,"b":-1.50e3,"c":"12","d":"\\"7\\\\","e":[0,true,null]}'))
    .toEqual({ a: '#9007199254740993', b: '#-1.50e3', c: '12', d: '"7\\', e: ['#0', true, null] });
});

test('a number and a text of the same digits differ', () => {
  expect(parseLossless('{"a":12}')).not.toEqual(parseLossless('{"a":"12"}'));
});

test.each(['', 'hello', '{"a":1}{"b":2}', '{"a":01}', '{1:2}'])('%j is no JSON', (text) => {
  expect(() => parseLossless(text)).toThrow(SyntaxError);
});
