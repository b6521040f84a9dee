import { LambdaAuthorizer, authorizerFunctions } from '../../../../cli/api/authorization/lambda-authorizer';
import type { GatewayError } from '../../../../cli/api/gateway-error';
import { RequestContext } from '../../../../cli/api/vtl-context';
import { InvocationError } from '../../../../cli/invocation-error';
import { deployed } from '../../template/deployed';
import { requestWith } from '../requests';

const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:authorizer';
const URI = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`;
const ARN = 'arn:aws:execute-api:us-east-1:000000000000:abcdefghij/dev/POST/track';

function policy(effect: string, resource = ARN) {
  return { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: resource }] };
}

const ALLOWED = { principalId: 'jane', policyDocument: policy('Allow'), context: { team: 'blue', level: 7 } };

interface Setup {
  readonly properties?: Record<string, any>;
  readonly api?: Record<string, any>;
}

function authorizerWith(answer: unknown, { properties = {}, api = {} }: Setup = {}) {
  const time = { now: 0 };
  const calls: [string, any][] = [];
  const resource = { stack: 'S', logicalId: 'Auth', type: 'AWS::ApiGateway::Authorizer', ref: 'auth', properties: { Type: 'TOKEN', AuthorizerUri: URI, ...properties } };
  const restApi = { stack: 'S', logicalId: 'Api', type: 'AWS::ApiGateway::RestApi', ref: 'api', properties: api };
  const functions = {
    invoke: async (functionArn: string, payload: string) => {
      calls.push([functionArn, JSON.parse(payload)]);
      if (answer instanceof Error) throw answer;
      return JSON.stringify(answer);
    },
  };
  const authorizer = new LambdaAuthorizer(resource, restApi, 'us-east-1', functions, () => time.now);
  const ask = async (headers: Record<string, string> = { authorization: 'secret' }, path = '/track', stage = 'dev') => {
    const plain = requestWith({ headers });
    const request = { ...plain, context: new RequestContext({ ...plain.context, stage, sourceIp: '203.0.113.7', userAgent: 'curl' }) };
    await authorizer.check(request, path);
    return request.context;
  };
  /** The gateway response that ends the request. */
  const refusal = async (...args: Parameters<typeof ask>): Promise<GatewayError> => {
    const ended = await ask(...args).then(() => undefined, (error: GatewayError) => error);
    if (ended === undefined) throw new Error('it passed');
    return ended;
  };
  return { ask, refusal, calls, time };
}

test('the function is called with the token, and what it answers stands in the context', async () => {
  const { ask, calls } = authorizerWith(ALLOWED);
  expect((await ask()).authorizer).toEqual({ principalId: 'jane', team: 'blue', level: '7' });
  expect(calls).toEqual([[FUNCTION, { type: 'TOKEN', authorizationToken: 'secret', methodArn: ARN }]]);
});

test('the function of type REQUEST is called with the request', async () => {
  const { ask, calls } = authorizerWith(ALLOWED, { properties: { Type: 'REQUEST', IdentitySource: 'method.request.header.X-Team' } });
  await ask({ 'x-team': 'blue' });
  expect(calls[0][1]).toMatchObject({ type: 'REQUEST', methodArn: ARN, path: '/track', requestContext: { stage: 'dev' } });
});

test('a client without what the authorizer asks for is unauthorized, and the function is not called', async () => {
  const { refusal, calls } = authorizerWith(ALLOWED, { properties: { IdentitySource: 'method.request.header.X-Token', IdentityValidationExpression: '[a-z]+' } });
  expect((await refusal({ authorization: 'secret' })).type).toBe('UNAUTHORIZED');
  expect((await refusal({ 'x-token': '' })).type).toBe('UNAUTHORIZED');
  expect((await refusal({ 'x-token': 'secret5' })).type).toBe('UNAUTHORIZED');
  expect(calls).toEqual([]);
});

test('an expression has no meaning for type REQUEST', async () => {
  const { ask } = authorizerWith(ALLOWED, { properties: { Type: 'REQUEST', IdentitySource: 'method.request.header.Authorization', IdentityValidationExpression: 'x' } });
  await expect(ask()).resolves.toBeDefined();
});

test.each([
  ['an explicit deny', policy('Deny'), 'User is not authorized to access this resource with an explicit deny'],
  ['a policy for another method', policy('Allow', ARN.replace('POST', 'GET')), 'User is not authorized to access this resource'],
])('%s is access denied', async (_name, policyDocument, message) => {
  const { refusal } = authorizerWith({ ...ALLOWED, policyDocument });
  expect(await refusal()).toMatchObject({ type: 'ACCESS_DENIED', message });
});

test('a function that throws Unauthorized answers so', async () => {
  const { refusal } = authorizerWith(new InvocationError('function error', 'Error: Unauthorized', 'Unauthorized'));
  expect((await refusal()).type).toBe('UNAUTHORIZED');
});

test.each([
  new InvocationError('function error', 'Error: Unauthorized: no user', 'Unauthorized: no user'),
  new InvocationError('timeout', 'Task timed out after 3.00 seconds'),
  new InvocationError('not run here', 'Auth: its runtime is python3.13'),
])('%s is a failure of the authorizer', async error => {
  const { refusal } = authorizerWith(error);
  expect(await refusal()).toMatchObject({ type: 'AUTHORIZER_FAILURE', reason: `the authorizer Auth failed: ${error.message}` });
});

test.each([null, {}, { ...ALLOWED, policyDocument: { Statement: [{}] } }, { ...ALLOWED, context: { user: {} } }])('an answer like %j is a wrong configuration', async answer => {
  const { refusal } = authorizerWith(answer);
  expect(await refusal()).toMatchObject({ type: 'AUTHORIZER_CONFIGURATION_ERROR', reason: expect.stringMatching(/^the authorizer Auth gave no usable answer: /) });
});

test('an answer is kept for five minutes, for each token', async () => {
  const { ask, calls, time } = authorizerWith(ALLOWED);
  await ask();
  time.now = 299_999;
  await ask();
  expect(calls).toHaveLength(1);
  await ask({ authorization: 'other' });
  expect(calls).toHaveLength(2);
  time.now = 300_000;
  await ask();
  expect(calls).toHaveLength(3);
});

test('each stage keeps answers of its own', async () => {
  const { ask, calls } = authorizerWith({ ...ALLOWED, policyDocument: policy('Allow', '*') });
  await ask();
  await ask(undefined, undefined, 'prod');
  expect(calls).toHaveLength(2);
});

test('what is kept is the policy: another method is judged by it too', async () => {
  const { ask, refusal, calls } = authorizerWith(ALLOWED);
  await ask();
  expect((await refusal(undefined, '/batch')).type).toBe('ACCESS_DENIED');
  expect(calls).toHaveLength(1);
});

test('a time of 0 asks each time, and needs nothing to tell clients apart by', async () => {
  const { ask, calls } = authorizerWith(ALLOWED, { properties: { Type: 'REQUEST', AuthorizerResultTtlInSeconds: 0 } });
  await ask({});
  await ask({});
  expect(calls).toHaveLength(2);
});

test('errors are not kept', async () => {
  const { refusal, calls } = authorizerWith(new InvocationError('function error', 'Error: Unauthorized', 'Unauthorized'));
  await refusal();
  await refusal();
  expect(calls).toHaveLength(2);
});

test('the key of the answer counts only where the API takes keys from its authorizer', async () => {
  const answer = { ...ALLOWED, usageIdentifierKey: 'the-key' };
  expect((await authorizerWith(answer).ask()).identity.apiKey).toBeUndefined();
  expect((await authorizerWith(answer, { api: { ApiKeySourceType: 'AUTHORIZER' } }).ask()).identity.apiKey).toBe('the-key');
});

test.each<[Record<string, any>, RegExp]>([
  [{ Type: 'REQUEST' }, /^Auth: answers are kept for 300 s but there is no IdentitySource/],
  [{ AuthorizerResultTtlInSeconds: 3_601 }, /AuthorizerResultTtlInSeconds is 3601, allowed is a whole number from 0 to 3600/],
  [{ AuthorizerUri: FUNCTION }, /^Auth: AuthorizerUri is arn:aws:lambda:/],
  [{ IdentitySource: 'Authorization' }, /^Auth: IdentitySource is Authorization/],
])('%j is refused', (properties, message) => {
  expect(() => authorizerWith(ALLOWED, { properties })).toThrow(message);
});

test('the functions of authorizers are known by their ARN', () => {
  const deployment = deployed({
    Resources: {
      A: { Type: 'AWS::ApiGateway::Authorizer', Properties: { Type: 'TOKEN', AuthorizerUri: URI } },
      B: { Type: 'AWS::ApiGateway::Authorizer', Properties: { Type: 'COGNITO_USER_POOLS', ProviderARNs: [] } },
    },
  });
  expect(authorizerFunctions(deployment)).toEqual([FUNCTION]);
});
