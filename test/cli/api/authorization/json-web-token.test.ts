import * as fc from 'fast-check';
import { readClaims } from '../../../../cli/api/authorization/json-web-token';
import { runs } from '../../../support/property-runs';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('the example of RFC 7515 is read', () => {
  // https://www.rfc-editor.org/rfc/rfc7515#appendix-A.1
  const token = 'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9'
    + '.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ'
    + '.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
  expect(readClaims(token)).toEqual({ 'iss': 'joe', 'exp': 1300819380, 'http://example.com/is_root': true });
});

test('claims come back as they were written', () => {
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean())), claims => {
    expect(readClaims(`${part({ alg: 'RS256' })}.${part(claims)}.c2ln`)).toEqual(JSON.parse(JSON.stringify(claims)));
  }), runs(500));
});

test.each([
  '', 'token', 'a.b', `${part({})}.${part({})}.`, `${part({})}.${part({})}`, `${part({})}.${part([])}.c2ln`, `${part('x')}.${part({})}.c2ln`, `${part({})}.bm9uZQ.c2ln`,
  `${part({})}.${part({})}.c2ln.more`, `${part({})}.${part({})}.c2l=`, `Bearer ${part({})}.${part({})}.c2ln`,
])('%j is no token', text => {
  expect(readClaims(text)).toBeUndefined();
});

test('any text is no token or gives an object', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.tuple(fc.base64String(), fc.base64String(), fc.base64String()).map(parts => parts.join('.'))), text => {
    expect(typeof (readClaims(text) ?? {})).toBe('object');
  }), runs(1_000));
});
