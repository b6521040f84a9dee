import {
  ApiKey, ApiKeySourceType, AuthorizationType, CognitoUserPoolsAuthorizer, IdentitySource, Period, RequestAuthorizer, TokenAuthorizer,
} from 'aws-cdk-lib/aws-apigateway';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Duration } from 'aws-cdk-lib/core';
import type { Stack } from 'aws-cdk-lib/core';
import { METHOD, NOW, mock, serve } from './cdk-api';
import { apiCoverage, apiNotes } from '../../../../cli/api/coverage';
import { uncovered } from '../../../../cli/template/coverage';

/** What the CDK's own constructs make of authorization, served as it is: shapes of templates that nobody here made up. */

const KEY = 'a-key-of-more-than-20-characters';

function authorizerFunction(stack: Stack, code: string): LambdaFunction {
  return new LambdaFunction(stack, 'Authorizer', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(code) });
}

const DECIDE = `
exports.handler = async event => {
  const token = event.authorizationToken ?? event.headers['X-Team'] ?? event.headers['x-team'];
  if (token === 'unauthorized') throw new Error('Unauthorized');
  if (token === 'broken') throw new Error('the database is gone');
  if (token === 'odd') return { isAuthorized: true };
  const Effect = token === 'denied' ? 'Deny' : 'Allow';
  const Resource = token === 'elsewhere' ? 'arn:aws:execute-api:us-east-1:1:x/*' : event.methodArn;
  return {
    principalId: 'jane',
    policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }] },
    context: { team: String(event.type) },
    usageIdentifierKey: token === 'with-key' ? '${KEY}' : undefined,
  };
};`;

describe('API keys', () => {
  const withKey = (stack: Stack, api: RestApi) => {
    const method = api.root.addResource('track').addMethod('POST', mock, { ...METHOD, apiKeyRequired: true });
    api.root.addResource('open').addMethod('POST', mock, METHOD);
    const plan = api.addUsagePlan('Plan', {
      quota: { limit: 3, period: Period.DAY },
      apiStages: [{ stage: api.deploymentStage, throttle: [{ method, throttle: { rateLimit: 1, burstLimit: 2 } }] }],
    });
    plan.addApiKey(new ApiKey(stack, 'Key', { value: KEY }));
    new ApiKey(stack, 'WithoutPlan', { value: `${KEY}-2` });
  };

  test('a key of the plan passes, any other is forbidden', async () => {
    const { ask, deployment } = await serve(withKey);
    const { status, body } = await ask('/track', { 'x-api-key': KEY });
    const key = deployment.resources('AWS::ApiGateway::ApiKey').find(({ properties }) => properties.Value === KEY)!;
    expect([status, body]).toEqual([200, expect.objectContaining({ key: KEY, keyId: key.ref })]);
    for (const headers of [undefined, { 'x-api-key': 'x' }, { 'x-api-key': `${KEY}-2` }]) {
      const refused = await ask('/track', headers);
      expect([refused.status, refused.body, refused.headers.get('x-amzn-errortype')]).toEqual([403, { message: 'Forbidden' }, 'ForbiddenException']);
      expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    }
  });

  test('a method without a key, and the preflight, stay open', async () => {
    const { ask } = await serve(withKey);
    expect(await ask('/open')).toMatchObject({ status: 200, body: { key: '', keyId: '' } });
    expect((await ask('/track', {}, 'OPTIONS')).status).toBe(204);
  });

  test('throttle and quota of the plan end requests with 429', async () => {
    const { ask, time } = await serve(withKey);
    const send = async () => {
      const { status, body } = await ask('/track', { 'x-api-key': KEY });
      return status === 200 ? 200 : [status, body.message];
    };
    expect([await send(), await send(), await send()]).toEqual([200, 200, [429, 'Too Many Requests']]);
    time.now += 2_000;
    expect([await send(), await send()]).toEqual([200, [429, 'Limit Exceeded']]);
    time.now += 86_400_000;
    expect(await send()).toBe(200);
  });

  test('a key can come from the authorizer', async () => {
    const { ask } = await serve((stack, api) => {
      const authorizer = new TokenAuthorizer(stack, 'Auth', { handler: authorizerFunction(stack, DECIDE) });
      api.root.addResource('track').addMethod('POST', mock, { ...METHOD, apiKeyRequired: true, authorizer });
      api.addUsagePlan('Plan', { apiStages: [{ stage: api.deploymentStage }] }).addApiKey(new ApiKey(stack, 'Key', { value: KEY }));
    }, { apiKeySourceType: ApiKeySourceType.AUTHORIZER });
    expect(await ask('/track', { authorization: 'with-key' })).toMatchObject({ status: 200, body: { key: KEY } });
    expect(await ask('/track', { 'authorization': 'without', 'x-api-key': KEY })).toMatchObject({ status: 403, body: { message: 'Forbidden' } });
  });

  test('the authorizer is asked before the key', async () => {
    const { ask } = await serve((stack, api) => {
      const authorizer = new TokenAuthorizer(stack, 'Auth', { handler: authorizerFunction(stack, DECIDE) });
      api.root.addResource('track').addMethod('POST', mock, { ...METHOD, apiKeyRequired: true, authorizer });
    });
    expect((await ask('/track')).status).toBe(401);
    expect(await ask('/track', { authorization: 'jane' })).toMatchObject({ status: 403, body: { message: 'Forbidden' } });
  });
});

test('IAM wants a request that is signed', async () => {
  const { ask } = await serve((_stack, api) => {
    api.root.addResource('track').addMethod('POST', mock, { ...METHOD, authorizationType: AuthorizationType.IAM });
  });
  const unsigned = await ask('/track');
  expect([unsigned.status, unsigned.body, unsigned.headers.get('x-amzn-errortype')])
    .toEqual([403, { message: 'Missing Authentication Token' }, 'MissingAuthenticationTokenException']);
  expect(unsigned.headers.get('access-control-allow-origin')).toBe('*');
  const wrong = await ask('/track', { authorization: 'Bearer abc' });
  expect([wrong.status, wrong.body.message, wrong.headers.get('x-amzn-errortype')])
    .toEqual([403, "'abc' not a valid key=value pair (missing equal-sign) in Authorization header: 'Bearer abc'.", 'IncompleteSignatureException']);
  const authorization = `AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261122/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0f'.repeat(32)}`;
  expect(await ask('/track', { authorization, 'x-amz-date': '20261122T101400Z' })).toMatchObject({ status: 200, body: { accessKey: 'AKIAEXAMPLE' } });
  expect((await ask('/track', {}, 'OPTIONS')).status).toBe(204);
});

test('Cognito wants a token of its pools', async () => {
  const { ask, deployment } = await serve((stack, api) => {
    const authorizer = new CognitoUserPoolsAuthorizer(stack, 'Auth', { cognitoUserPools: [new UserPool(stack, 'Pool')] });
    api.root.addResource('track').addMethod('POST', mock, { ...METHOD, authorizer });
    api.root.addResource('scoped').addMethod('POST', mock, { ...METHOD, authorizer, authorizationScopes: ['events/write'] });
  });
  const [pool] = deployment.resources('AWS::Cognito::UserPool');
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = (claims: object) => [
    part({ alg: 'RS256' }), part({ iss: `https://cognito-idp.us-east-1.amazonaws.com/${pool.ref}`, exp: NOW / 1000 + 60, ...claims }), 'c2ln',
  ].join('.');
  const id = token({ 'token_use': 'id', 'email': 'jane@example.com', 'cognito:username': 'jane' });
  const access = token({ token_use: 'access', scope: 'events/write' });
  expect(await ask('/track', { authorization: `Bearer ${id}` })).toMatchObject({ status: 200, body: { email: 'jane@example.com', user: 'jane' } });
  expect((await ask('/scoped', { authorization: access })).status).toBe(200);
  for (const [route, authorization] of [['/track', access], ['/scoped', id], ['/track', 'x'], ['/track', token({ token_use: 'id', iss: 'https://example.com' })]]) {
    expect(await ask(route, { authorization })).toMatchObject({ status: 401, body: { message: 'Unauthorized' } });
  }
  const missing = await ask('/track');
  expect([missing.status, missing.headers.get('access-control-allow-origin')]).toEqual([401, '*']);
});

describe('Lambda authorizers', () => {
  const withToken = (stack: Stack, api: RestApi) => {
    const authorizer = new TokenAuthorizer(stack, 'Auth', { handler: authorizerFunction(stack, DECIDE), validationRegex: '[a-z-]+' });
    api.root.addResource('track').addMethod('POST', mock, { ...METHOD, authorizer });
  };

  test('the function decides, and what it says reaches templates', async () => {
    const { ask } = await serve(withToken);
    expect(await ask('/track', { authorization: 'jane' })).toMatchObject({ status: 200, body: { principal: 'jane', team: 'TOKEN' } });
  });

  test.each([
    [undefined, 401, 'Unauthorized', 'UnauthorizedException'],
    ['UPPER', 401, 'Unauthorized', 'UnauthorizedException'],
    ['unauthorized', 401, 'Unauthorized', 'UnauthorizedException'],
    ['denied', 403, 'User is not authorized to access this resource with an explicit deny', 'AccessDeniedException'],
    ['elsewhere', 403, 'User is not authorized to access this resource', 'AccessDeniedException'],
    ['broken', 500, null, 'AuthorizerConfigurationException'],
    ['odd', 500, null, 'AuthorizerConfigurationException'],
  ])('a client with token %j gets %d', async (token, status, message, errorType) => {
    const { ask, warnings } = await serve(withToken);
    const reply = await ask('/track', token === undefined ? {} : { authorization: token });
    expect([reply.status, reply.body, reply.headers.get('x-amzn-errortype')]).toEqual([status, { message }, errorType]);
    expect(reply.headers.get('access-control-allow-origin')).toBe(status < 500 ? '*' : null);
    expect(warnings).toHaveLength(status < 500 ? 0 : 1);
  });

  test('an authorizer of the whole request', async () => {
    const { ask } = await serve((stack, api) => {
      const authorizer = new RequestAuthorizer(stack, 'Auth', {
        handler: authorizerFunction(stack, DECIDE), identitySources: [IdentitySource.header('X-Team'), IdentitySource.queryString('v')], resultsCacheTtl: Duration.minutes(1),
      });
      api.root.addResource('track').addMethod('POST', mock, { ...METHOD, authorizer });
    });
    expect(await ask('/track?v=1', { 'X-Team': 'blue' })).toMatchObject({ status: 200, body: { principal: 'jane', team: 'REQUEST' } });
    expect((await ask('/track', { 'X-Team': 'blue' })).status).toBe(401);
    expect((await ask('/track?v=1')).status).toBe(401);
  });
});

test('nothing of what the CDK writes is left out in silence', async () => {
  const { deployment } = await serve((stack, api) => {
    const handler = authorizerFunction(stack, DECIDE);
    const token = new TokenAuthorizer(stack, 'Token', { handler });
    const pools = new CognitoUserPoolsAuthorizer(stack, 'Pools', { cognitoUserPools: [new UserPool(stack, 'Pool')] });
    api.root.addResource('key').addMethod('POST', mock, { ...METHOD, apiKeyRequired: true });
    api.root.addResource('iam').addMethod('POST', mock, { ...METHOD, authorizationType: AuthorizationType.IAM });
    api.root.addResource('token').addMethod('POST', mock, { ...METHOD, authorizer: token });
    api.root.addResource('pools').addMethod('POST', mock, { ...METHOD, authorizer: pools, authorizationScopes: ['a'] });
    const plan = api.addUsagePlan('Plan', { name: 'plan', throttle: { rateLimit: 1 }, quota: { limit: 5, period: Period.MONTH }, apiStages: [{ stage: api.deploymentStage }] });
    plan.addApiKey(api.addApiKey('Key', { apiKeyName: 'mobile' }));
  });
  const left = uncovered(deployment, apiCoverage);
  expect([...left.properties]).toEqual([]);
  expect([...left.types.keys()].sort()).toEqual(['AWS::Cognito::UserPool', 'AWS::Lambda::Function']);
  const [pool] = deployment.resources('AWS::Cognito::UserPool');
  expect(apiNotes(deployment, [])).toEqual([
    expect.stringMatching(/^Apiiam\w+: what AWS_IAM asks beyond a Signature Version 4 of the last 5 minutes/),
    expect.stringContaining(`: the signatures of tokens (every token of https://cognito-idp.us-east-1.amazonaws.com/${pool.ref} that has not expired`),
    expect.stringMatching(/^ApiKey\w+: the value that AWS makes or keeps for it/),
    expect.stringMatching(/^ApiPlan\w+: the quota over several runs/),
  ]);
});
