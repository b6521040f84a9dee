import { createHash, createHmac } from 'crypto';
import { Failure } from '../../cli/failure';
import { RequestSigner } from '../../cli/request-signer';

const CREDENTIALS = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const NOW = Date.UTC(2026, 10, 22, 10, 15, 30, 999);
const REQUEST = {
  method: 'POST',
  url: 'https://x.execute-api.eu-west-1.amazonaws.com/live/shop%20v1/track?b=2&a=1',
  headers: { 'Content-Type': 'text/plain', 'X-Text': ' it\'s  "quoted" ' },
  body: '{"name":"é"}',
};

const signer = (sessionToken?: string) => new RequestSigner('eu-west-1', sessionToken === undefined ? CREDENTIALS : { ...CREDENTIALS, sessionToken }, () => NOW);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** Step by step: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function signatureOf(canonicalRequest: string): string {
  const toSign = ['AWS4-HMAC-SHA256', '20261122T101530Z', '20261122/eu-west-1/execute-api/aws4_request', sha256(canonicalRequest)].join('\n');
  const key = ['20261122', 'eu-west-1', 'execute-api', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${CREDENTIALS.secretAccessKey}`);
  return hmac(key, toSign).toString('hex');
}

test('signs method, path, query, headers and body as Signature Version 4 says', () => {
  const names = 'content-type;host;x-amz-date;x-text';
  const canonical = [
    'POST',
    // Every service but S3 encodes a path once more.
    '/live/shop%2520v1/track',
    'a=1&b=2',
    'content-type:text/plain',
    'host:x.execute-api.eu-west-1.amazonaws.com',
    'x-amz-date:20261122T101530Z',
    'x-text:it\'s "quoted"',
    '',
    names,
    sha256(REQUEST.body),
  ].join('\n');
  expect(signer().sign(REQUEST)).toEqual({
    'X-Amz-Date': '20261122T101530Z',
    'Authorization': `AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261122/eu-west-1/execute-api/aws4_request, SignedHeaders=${names}, Signature=${signatureOf(canonical)}`,
  });
});

test('a request that names no content type gets none', () => {
  const { Authorization } = signer().sign({ method: 'POST', url: 'http://127.0.0.1:3000/dev/track', headers: {}, body: '{}' });
  expect(Authorization).toContain('SignedHeaders=host;x-amz-date, ');
});

test('the port belongs to the host', () => {
  const canonical = ['GET', '/dev', '', 'host:127.0.0.1:3000', 'x-amz-date:20261122T101530Z', '', 'host;x-amz-date', sha256('')].join('\n');
  expect(signer().sign({ method: 'GET', url: 'http://127.0.0.1:3000/dev', headers: {} }).Authorization).toContain(`Signature=${signatureOf(canonical)}`);
});

test('the token of credentials that expire is sent and signed', () => {
  const { Authorization, ...added } = signer('session').sign(REQUEST);
  expect(added).toEqual({ 'X-Amz-Date': '20261122T101530Z', 'X-Amz-Security-Token': 'session' });
  expect(Authorization).toContain('SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-text, ');
});

test('the environment gives the credentials', () => {
  const env = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
  expect(RequestSigner.fromEnvironment('eu-west-1', env, {}).sign(REQUEST)).toEqual({ 'X-Amz-Date': expect.any(String), 'Authorization': expect.stringContaining('AKIAEXAMPLE/') });
  expect(RequestSigner.fromEnvironment('eu-west-1', { ...env, AWS_SESSION_TOKEN: 'session' }, {}).sign(REQUEST)).toMatchObject({ 'X-Amz-Security-Token': 'session' });
});

test.each<[string, NodeJS.ProcessEnv, string]>([
  ['nothing', {}, 'got no AWS_ACCESS_KEY_ID and no AWS_SECRET_ACCESS_KEY in the environment'],
  ['no secret', { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE' }, 'got no AWS_SECRET_ACCESS_KEY in the environment'],
  ['an empty key', { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: 'secret' }, 'got no AWS_ACCESS_KEY_ID in the environment'],
])('an environment with %s is one clear failure', (_name, env, message) => {
  const make = () => RequestSigner.fromEnvironment('eu-west-1', env, {});
  expect(make).toThrow(Failure);
  expect(make).toThrow(`--aws-sigv4: ${message}, allowed are AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, of credentials that expire, AWS_SESSION_TOKEN`);
});

test.each(['authorization', 'X-Amz-Date', 'x-amz-security-token'])('the header %s is a part of the signature, so it cannot be given besides', (name) => {
  const env = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
  expect(() => RequestSigner.fromEnvironment('eu-west-1', env, { [name]: 'x' })).toThrow(`--aws-sigv4: got it together with --header '${name}: …'`);
});
