import * as fc from 'fast-check';
import { readSignature } from '../../../../cli/api/authorization/signature';
import { GatewayError } from '../../../../cli/api/gateway-error';
import { runs } from '../../../support/property-runs';
import { requestWith } from '../requests';

const SIGNATURE = 'fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024';
const CREDENTIAL = 'AKIAIOSFODNN7EXAMPLE/20261122/us-east-1/execute-api/aws4_request';
const HEADER = `AWS4-HMAC-SHA256 Credential=${CREDENTIAL}, SignedHeaders=host;x-amz-date, Signature=${SIGNATURE}`;
const DATE = { 'x-amz-date': '20261122T101500Z' };

function refusal(headers: Record<string, string>, querystring: Record<string, string> = {}) {
  try {
    readSignature(requestWith({ headers, parameters: { path: {}, querystring, header: {} } }));
  } catch (error) {
    const { type, message, errorType } = error as GatewayError;
    return { type, message, errorType };
  }
  throw new Error('it passed');
}

test.each([
  ['as clients of AWS write it', HEADER],
  ['without spaces', HEADER.replace(/, /g, ',')],
  ['with its parts in another order', `AWS4-HMAC-SHA256 Signature=${SIGNATURE}, SignedHeaders=host;x-amz-date, Credential=${CREDENTIAL}`],
])('a header %s is read', (_name, authorization) => {
  expect(readSignature(requestWith({ headers: { ...DATE, authorization } })))
    .toEqual({ credential: CREDENTIAL, signedHeaders: 'host;x-amz-date', signature: SIGNATURE, date: '20261122T101500Z', seconds: 300 });
});

test('the date of HTTP is enough', () => {
  expect(readSignature(requestWith({ headers: { authorization: HEADER, date: 'Sun, 22 Nov 2026 10:15:00 GMT' } })).date).toBe('Sun, 22 Nov 2026 10:15:00 GMT');
});

const QUERY = {
  'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
  'X-Amz-Credential': CREDENTIAL,
  'X-Amz-Date': '20261122T101500Z',
  'X-Amz-Expires': '60',
  'X-Amz-SignedHeaders': 'host',
  'X-Amz-Signature': SIGNATURE,
};

test('a URL can be signed', () => {
  expect(readSignature(requestWith({ parameters: { path: {}, querystring: QUERY, header: {} } })))
    .toEqual({ credential: CREDENTIAL, signedHeaders: 'host', signature: SIGNATURE, date: '20261122T101500Z', seconds: 60 });
});

test('no signature at all is a missing token', () => {
  expect(refusal({}, { since: '5' })).toMatchObject({ type: 'MISSING_AUTHENTICATION_TOKEN', message: 'Missing Authentication Token' });
  expect(refusal({ authorization: '' }).type).toBe('MISSING_AUTHENTICATION_TOKEN');
});

test.each([
  ['Bearer sometoken', "'sometoken' not a valid key=value pair (missing equal-sign) in Authorization header: 'Bearer sometoken'."],
  ['sometoken', "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. "
    + "Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=sometoken"],
  ['Basic dXNlcjpwYXNzd29yZA==', "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. "
    + "Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
    + 'Authorization=Basic dXNlcjpwYXNzd29yZA=='],
])('%s is answered in the words of AWS', (authorization, message) => {
  expect(refusal({ authorization })).toEqual({ type: 'INVALID_SIGNATURE', errorType: 'IncompleteSignatureException', message });
});

test.each(['Credential', 'SignedHeaders', 'Signature'])('a header without %s names it', name => {
  const authorization = HEADER.replace(new RegExp(`${name}=[^,]+`), `${name}=`);
  expect(refusal({ ...DATE, authorization }).message).toBe(`Authorization header requires '${name}' parameter. Authorization=${authorization}`);
});

test('another algorithm is refused', () => {
  expect(refusal({ ...DATE, authorization: HEADER.replace('AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA1') }).message).toBe("Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1'.");
});

test.each(['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Date', 'X-Amz-SignedHeaders', 'X-Amz-Signature'])('a URL without %s names it', name => {
  const query = Object.fromEntries(Object.entries(QUERY).filter(([key]) => key !== name));
  expect(refusal({}, query).message).toBe(`AWS query-string parameters must include '${name}'. Re-examine the query-string parameters.`);
});

test.each(['0', '604801', 'x'])('a URL cannot be valid for %s seconds', seconds => {
  expect(refusal({}, { ...QUERY, 'X-Amz-Expires': seconds }).message).toMatch(/^X-Amz-Expires must be/);
});

test('any header is a signature or is refused with a gateway response', () => {
  const pieces = fc.constantFrom('AWS4-HMAC-SHA256', ' ', ', ', 'Credential=', 'Signature', 'SignedHeaders=host', '=', 'a/b', 'x');
  fc.assert(fc.property(fc.oneof(fc.string({ minLength: 1 }), fc.array(pieces, { minLength: 1 }).map(parts => parts.join(''))), authorization => {
    try {
      readSignature(requestWith({ headers: { ...DATE, authorization } }));
    } catch (error) {
      expect(error).toBeInstanceOf(GatewayError);
    }
  }), runs(2_000));
});
