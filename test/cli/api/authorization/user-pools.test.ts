import { UserPools, issuers } from '../../../../cli/api/authorization/user-pools';
import type { GatewayError } from '../../../../cli/api/gateway-error';
import { requestWith } from '../requests';

const NOW = Date.UTC(2026, 10, 22, 10, 15);
const ISSUER = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abcdefghi';
const ID_CLAIMS = {
  'sub': 'aaaa-bbbb',
  'aud': 'client-1',
  'iss': ISSUER,
  'token_use': 'id',
  'exp': NOW / 1000 + 60,
  'iat': NOW / 1000 - 60,
  'auth_time': NOW / 1000 - 60,
  'email_verified': true,
  'cognito:groups': ['a', 'b'],
  'cognito:username': 'jane',
  'address': { formatted: 'x' },
};
const ACCESS_CLAIMS = { sub: 'aaaa-bbbb', client_id: 'client-1', iss: ISSUER, token_use: 'access', exp: NOW / 1000 + 60, scope: 'events/write openid' };

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (claims: object) => `${part({ kid: 'k', alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;

function resource(properties: Record<string, any> = {}) {
  return {
    stack: 'S',
    logicalId: 'Pools',
    type: 'AWS::ApiGateway::Authorizer',
    ref: 'pools',
    properties: { ProviderARNs: ['arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_abcdefghi'], IdentitySource: 'method.request.header.Authorization', ...properties },
  };
}

function ask(authorization: string | undefined, scopes: string[] = [], properties: Record<string, any> = {}) {
  const request = requestWith({ headers: authorization === undefined ? {} : { authorization } });
  new UserPools(resource(properties), () => NOW).check(request, '/track', scopes);
  return request.context.authorizer?.claims;
}

/** The gateway response that ends the request. */
function refusal(authorization: string | undefined, scopes: string[] = [], properties: Record<string, any> = {}) {
  try {
    ask(authorization, scopes, properties);
  } catch (error) {
    return [(error as GatewayError).type, (error as GatewayError).message];
  }
  throw new Error('it passed');
}

test('the claims of an identity token reach the context as texts', () => {
  expect(ask(token(ID_CLAIMS))).toEqual({
    'sub': 'aaaa-bbbb',
    'aud': 'client-1',
    'iss': ISSUER,
    'token_use': 'id',
    'exp': 'Sun Nov 22 10:16:00 UTC 2026',
    'iat': 'Sun Nov 22 10:14:00 UTC 2026',
    'auth_time': String(NOW / 1000 - 60),
    'email_verified': 'true',
    'cognito:groups': 'a,b',
    'cognito:username': 'jane',
    'address': '{"formatted":"x"}',
  });
});

test('a token may stand behind Bearer', () => {
  expect(ask(`Bearer ${token(ID_CLAIMS)}`)).toMatchObject({ sub: 'aaaa-bbbb' });
});

test('another header can hold the token', () => {
  const request = requestWith({ headers: { auth: token(ID_CLAIMS) } });
  new UserPools(resource({ IdentitySource: 'method.request.header.Auth' }), () => NOW).check(request, '/track', []);
  expect(request.context.authorizer).toBeDefined();
});

test.each<[string, string | undefined]>([
  ['no token', undefined],
  ['an empty header', ''],
  ['a text that is no token', 'Bearer abc'],
  ['a token of another pool', token({ ...ID_CLAIMS, iss: ISSUER.replace('abcdefghi', 'other') })],
  ['a token of nobody', token({ ...ID_CLAIMS, iss: undefined })],
  ['an access token', token(ACCESS_CLAIMS)],
  ['a token that never expires', token({ ...ID_CLAIMS, exp: undefined })],
  ['an expiry that is no number', token({ ...ID_CLAIMS, exp: '9999999999' })],
])('%s is unauthorized', (_name, authorization) => {
  expect(refusal(authorization)).toEqual(['UNAUTHORIZED', 'Unauthorized']);
});

test('a token that has expired is told so', () => {
  expect(refusal(token({ ...ID_CLAIMS, exp: NOW / 1000 }))).toEqual(['UNAUTHORIZED', 'The incoming token has expired']);
});

test('a method with scopes takes an access token with one of them', () => {
  expect(ask(token(ACCESS_CLAIMS), ['events/read', 'events/write'])).toMatchObject({ scope: 'events/write openid' });
});

test.each<[string, object]>([
  ['an identity token', ID_CLAIMS],
  ['an identity token that claims the scope', { ...ID_CLAIMS, scope: 'events/write' }],
  ['an access token with other scopes', { ...ACCESS_CLAIMS, scope: 'events/write2' }],
  ['an access token without scopes', { ...ACCESS_CLAIMS, scope: undefined }],
])('a method with scopes does not take %s', (_name, claims) => {
  expect(refusal(token(claims), ['events/write'])[0]).toBe('UNAUTHORIZED');
});

test('the audience must match its expression as a whole', () => {
  expect(ask(token(ID_CLAIMS), [], { IdentityValidationExpression: 'client-[12]' })).toBeDefined();
  expect(ask(token(ACCESS_CLAIMS), ['openid'], { IdentityValidationExpression: 'client-[12]' })).toBeDefined();
  expect(refusal(token(ID_CLAIMS), [], { IdentityValidationExpression: 'client' })[0]).toBe('UNAUTHORIZED');
});

test('each pool is an issuer', () => {
  expect(issuers(resource({ ProviderARNs: ['arn:aws:cognito-idp:eu-west-1:1:userpool/eu-west-1_A', 'arn:aws-cn:cognito-idp:cn-north-1:1:userpool/cn-north-1_B'] })))
    .toEqual(['https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A', 'https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_B']);
});

test('what is no ARN of a pool is refused', () => {
  expect(() => issuers(resource({ ProviderARNs: ['us-east-1_A'] }))).toThrow(/^Pools: ProviderARNs has us-east-1_A, allowed is arn:/);
});
