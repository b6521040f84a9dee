import { headerOption } from '../../../cli/terminal/header-option';

const header = headerOption(['content-type', 'host'], 'those are set here');

test('headers are collected, without the spaces around their values', () => {
  expect(header('x-api-key:  secret ', { Authorization: 'Bearer x' })).toEqual({ 'Authorization': 'Bearer x', 'x-api-key': 'secret' });
  expect(header('x-api-key: secret')).toEqual({ 'x-api-key': 'secret' });
});

test.each(['x-api-key', ': x', 'a b: c', 'x-api-key:', 'x: a\nb'])('%j is no header', (text) => {
  expect(() => header(text)).toThrow(/^Allowed is name: value/);
});

test('a header of the command itself is refused with the reason', () => {
  expect(() => header('Content-Type: text/plain')).toThrow('Allowed is any header but content-type, host: those are set here.');
});
