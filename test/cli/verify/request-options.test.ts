import { headerName, origin, requestHeader } from '../../../cli/verify/request-options';

test.each(['https://shop.example', 'http://127.0.0.1:3000', 'capacitor://localhost'])('%s is an origin', (text) => {
  expect(origin(text, ['https://before.example'])).toEqual(['https://before.example', text]);
});

test.each(['*', 'shop.example', 'https://Shop.example', 'https://shop.example/', 'https://shop.example:443', 'https://shop.example/path', 'null', ''])('%j is no origin', (text) => {
  expect(() => origin(text, [])).toThrow(/^Allowed is an origin as a browser sends it/);
});

test.each([['traceparent', 'traceparent'], ['X-Request-Id', 'x-request-id'], ['*', '*']])('%s is the name of a header', (text, name) => {
  expect(headerName(text, ['baggage'])).toEqual(['baggage', name]);
});

test.each(['', 'a b', 'traceparent: 00', 'a,b', 'zo\u00eb'])('%j is no name of a header', (text) => {
  expect(() => headerName(text)).toThrow('Allowed is the name of a header, such as traceparent, or * for any.');
});

test('headers are collected', () => {
  expect(requestHeader('x-api-key:  secret ', { Authorization: 'Bearer x' })).toEqual({ 'Authorization': 'Bearer x', 'x-api-key': 'secret' });
});

test.each(['x-api-key', ': x', 'a b: c', 'x-api-key:', 'x: a\nb'])('%j is no header', (text) => {
  expect(() => requestHeader(text, {})).toThrow(/^Allowed is name: value/);
});

test.each(['Content-Type: text/plain', 'origin: https://a.example', 'Host: x'])('%s is what the suite sets itself', (text) => {
  expect(() => requestHeader(text, {})).toThrow(/those are what is checked/);
});
