import { checkSignature } from '../../../../cli/api/authorization/signature-check';
import type { GatewayError } from '../../../../cli/api/gateway-error';
import { requestWith } from '../requests';

const NOW = Date.UTC(2026, 10, 22, 10, 15);

interface Parts {
  readonly scope?: string;
  readonly signedHeaders?: string;
  readonly signature?: string;
  readonly date?: string;
}

function signed({ scope = 'AKIAEXAMPLE/20261122/eu-west-1/execute-api/aws4_request', signedHeaders = 'host;x-amz-date', signature = 'ab'.repeat(32), date = '20261122T101500Z' }: Parts = {}) {
  return requestWith({
    headers: { 'authorization': `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`, 'x-amz-date': date },
  });
}

function refusal(parts: Parts, now = NOW) {
  try {
    checkSignature(signed(parts), now);
  } catch (error) {
    const { type, message } = error as GatewayError;
    return { type, message };
  }
  throw new Error('it passed');
}

test('a signature of now passes and tells the access key', () => {
  const request = signed();
  checkSignature(request, NOW);
  expect(request.context.identity.accessKey).toBe('AKIAEXAMPLE');
});

test('a date of HTTP passes', () => {
  expect(() => checkSignature(signed({ date: 'Sun, 22 Nov 2026 10:14:00 GMT' }), NOW)).not.toThrow();
});

test('clocks may be five minutes apart', () => {
  expect(() => checkSignature(signed(), NOW + 300_000)).not.toThrow();
  expect(() => checkSignature(signed(), NOW - 300_000)).not.toThrow();
  expect(refusal({}, NOW + 301_000)).toEqual({
    type: 'INVALID_SIGNATURE', message: 'Signature expired: 20261122T101500Z is now earlier than 20261122T101501Z (20261122T102001Z - 5 min.)',
  });
  expect(refusal({}, NOW - 301_000)).toEqual({
    type: 'INVALID_SIGNATURE', message: 'Signature not yet current: 20261122T101500Z is still later than 20261122T101459Z (20261122T100959Z + 5 min.)',
  });
});

test.each<[string, Parts, RegExp]>([
  ['a scope with too few parts', { scope: 'AKIAEXAMPLE/20261122/eu-west-1/execute-api' }, /^Credential must have exactly 5 slash-delimited elements/],
  ['another service', { scope: 'AKIAEXAMPLE/20261122/eu-west-1/firehose/aws4_request' }, /^Credential should be scoped to correct service: 'execute-api'/],
  ['another end of the scope', { scope: 'AKIAEXAMPLE/20261122/eu-west-1/execute-api/aws5_request' }, /^Credential should be scoped with a valid terminator/],
  ['another day', { scope: 'AKIAEXAMPLE/20261121/eu-west-1/execute-api/aws4_request' }, /^Date in Credential scope does not match .* '20261121' != '20261122'/],
  ['a date that is none', { date: '2026-11' + '-99' }, /^Date must be in ISO-8601 'basic format'\. Got '2026-11-99'/],
  ['a host that is not signed', { signedHeaders: 'x-amz-date' }, /^'Host' or ':authority' must be a 'SignedHeader'/],
  ['a signature that is too short', { signature: 'ab' }, /^The request signature we calculated does not match/],
  ['a signature that is not hex', { signature: 'XY'.repeat(32) }, /^The request signature we calculated does not match/],
])('%s is refused', (_name, parts, message) => {
  expect(refusal(parts)).toEqual({ type: 'INVALID_SIGNATURE', message: expect.stringMatching(message) });
});
