import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Duration } from 'aws-cdk-lib/core';
import type { Stack } from 'aws-cdk-lib/core';
import { ServerlessDataPipeline, TrackAuthorization } from '../../src';
import { gatewayResponsesOf, methodsOf, trackApi } from '../support/edges';
import { identityStatements, newStack, theOnly } from '../support/stacks';

const POSTS = ['POST /track', 'POST /batch'];
const PREFLIGHTS = ['OPTIONS /track', 'OPTIONS /batch'];

const functionOf = (stack: Stack) => new lambda.Function(stack, 'Gate', {
  runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => ({})'),
});
const tokenAuthorizer = (stack: Stack) => new apigateway.TokenAuthorizer(stack, 'Authorizer', { handler: functionOf(stack) });

/** Every choice, with the type that its methods ask for. */
const CHOICES: [string, string, (stack: Stack) => TrackAuthorization][] = [
  ['none', 'NONE', () => TrackAuthorization.none()],
  ['apiKey', 'NONE', () => TrackAuthorization.apiKey()],
  ['iam', 'AWS_IAM', () => TrackAuthorization.iam()],
  ['userPools', 'COGNITO_USER_POOLS', (stack) => TrackAuthorization.userPools([new cognito.UserPool(stack, 'Pool')])],
  ['authorizer', 'CUSTOM', (stack) => TrackAuthorization.authorizer(tokenAuthorizer(stack))],
];

describe.each(CHOICES)('%s', (name, type, choose) => {
  test('asks POST for credentials', () => {
    const stack = newStack();
    trackApi(stack, { authorization: choose(stack) });
    for (const route of POSTS) {
      expect(methodsOf(stack)[route].AuthorizationType).toBe(type);
      expect(methodsOf(stack)[route].ApiKeyRequired).toBe(name === 'apiKey' ? true : undefined);
    }
  });

  test('leaves OPTIONS open: a preflight carries no credentials', () => {
    const stack = newStack();
    trackApi(stack, { authorization: choose(stack) });
    for (const route of PREFLIGHTS) {
      expect(methodsOf(stack)[route]).toMatchObject({ AuthorizationType: 'NONE' });
      expect(methodsOf(stack)[route].ApiKeyRequired ?? false).toBe(false);
      expect(methodsOf(stack)[route]).not.toHaveProperty('AuthorizerId');
    }
  });

  test('has its refusals read by pages: every default reply carries CORS headers, and none takes them away', () => {
    const stack = newStack();
    trackApi(stack, { authorization: choose(stack), allowedOrigins: ['https://a.example'] });
    const responses = gatewayResponsesOf(stack);
    for (const response of [responses.DEFAULT_4XX, responses.DEFAULT_5XX, ...Object.values(responses)]) {
      expect(response.ResponseParameters['gatewayresponse.header.Access-Control-Allow-Origin']).toBe("'https://a.example'");
    }
    expect(Object.keys(responses)).not.toEqual(expect.arrayContaining(['UNAUTHORIZED']));
  });

  test('is chosen, so that nothing warns of an open URL', () => {
    const stack = newStack();
    trackApi(stack, { authorization: choose(stack) });
    Annotations.fromStack(stack).hasNoWarning('/Test/Track', Match.anyValue());
  });

  test(`answers a missing route with ${name === 'iam' ? '403, which it cannot tell from a missing signature' : '404'}`, () => {
    const stack = newStack();
    trackApi(stack, { authorization: choose(stack) });
    expect(gatewayResponsesOf(stack).MISSING_AUTHENTICATION_TOKEN?.StatusCode).toBe(name === 'iam' ? undefined : '404');
  });

  test(name === 'iam' ? 'lets grantTrack give a permission' : 'has nothing that grantTrack could give', () => {
    const stack = newStack();
    const api = trackApi(stack, { authorization: choose(stack) });
    const role = new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() });
    if (name === 'iam') {
      expect(api.grantTrack(role).success).toBe(true);
    } else {
      expect(() => api.grantTrack(role)).toThrow(`[Test/Track] grantTrack: got an API whose methods have the authorization ${type}, allowed one with TrackAuthorization.iam()`);
    }
  });
});

describe('grantTrack', () => {
  test('gives POST on both paths of this stage and nothing else', () => {
    const stack = newStack();
    const pipeline = new ServerlessDataPipeline(stack, 'Pipeline', { authorization: TrackAuthorization.iam(), stageName: 'prod' });
    pipeline.grantTrack(new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() }));
    const [statement] = identityStatements(stack).filter(({ actions }) => actions.includes('execute-api:Invoke'));
    expect(statement.actions).toEqual(['execute-api:Invoke']);
    const arns = statement.resources.map((resource: any) => resource['Fn::Join'][1].map((part: any) => part.Ref ?? part).join(''));
    const api = Object.keys(Template.fromStack(stack).findResources('AWS::ApiGateway::RestApi'))[0];
    expect(arns).toEqual(['track', 'batch'].map((path) => `arn:AWS::Partition:execute-api:AWS::Region:AWS::AccountId:${api}/prod/POST/${path}`));
  });
});

describe('apiKey', () => {
  test('makes a key in a plan for the stage, and says its id, never a value', () => {
    const stack = newStack();
    const pipeline = new ServerlessDataPipeline(stack, 'Pipeline', { authorization: TrackAuthorization.apiKey() });
    expect(theOnly(stack, 'AWS::ApiGateway::UsagePlan').Properties.ApiStages).toEqual([{
      ApiId: stack.resolve(pipeline.trackApi.restApi.restApiId),
      Stage: stack.resolve(pipeline.trackApi.restApi.deploymentStage.stageName),
      Throttle: {},
    }]);
    expect(theOnly(stack, 'AWS::ApiGateway::UsagePlanKey').Properties).toMatchObject({ KeyType: 'API_KEY' });
    expect(theOnly(stack, 'AWS::ApiGateway::ApiKey').Properties).not.toHaveProperty('Value');
    const outputs = Template.fromStack(stack).findOutputs('*');
    const [id] = Object.keys(outputs).filter((output) => output.includes('ApiKeyId'));
    expect(outputs[id].Value).toEqual(stack.resolve(pipeline.trackApi.apiKey!.keyId));
  });

  test('has no output where none are wanted', () => {
    const stack = newStack();
    new ServerlessDataPipeline(stack, 'Pipeline', { authorization: TrackAuthorization.apiKey(), outputs: false });
    expect(Template.fromStack(stack).toJSON()).not.toHaveProperty('Outputs');
  });

  test('limits each key', () => {
    const stack = newStack();
    trackApi(stack, {
      authorization: TrackAuthorization.apiKey({
        throttle: { rateLimit: 10, burstLimit: 20 },
        quota: { limit: 1000, period: apigateway.Period.DAY },
      }),
    });
    expect(theOnly(stack, 'AWS::ApiGateway::UsagePlan').Properties).toMatchObject({
      Throttle: { RateLimit: 10, BurstLimit: 20 }, Quota: { Limit: 1000, Period: 'DAY' },
    });
  });

  test('takes keys that are there', () => {
    const stack = newStack();
    const apiKeys = [new apigateway.ApiKey(stack, 'Web'), apigateway.ApiKey.fromApiKeyId(stack, 'App', 'abc123')];
    const api = trackApi(stack, { authorization: TrackAuthorization.apiKey({ apiKeys }) });
    const keys = Object.values(Template.fromStack(stack).findResources('AWS::ApiGateway::UsagePlanKey')).map(({ Properties }) => Properties.KeyId);
    expect(keys).toEqual(expect.arrayContaining(['abc123', stack.resolve(apiKeys[0].keyId)]));
    expect(keys).toHaveLength(2);
    expect(api.apiKey).toBeUndefined();
  });

  test('takes a plan that is there, which gets the stage', () => {
    const stack = newStack();
    const usagePlan = new apigateway.UsagePlan(stack, 'Plan');
    trackApi(stack, { authorization: TrackAuthorization.apiKey({ usagePlan }) });
    expect(theOnly(stack, 'AWS::ApiGateway::UsagePlan').Properties.ApiStages).toHaveLength(1);
    Template.fromStack(stack).resourceCountIs('AWS::ApiGateway::ApiKey', 0);
  });

  test.each([
    [{ apiKeys: [] }, 'apiKeys: got an empty list, allowed 1 key or more'],
    [{ quota: { limit: 5 } }, 'quota.period: got nothing, allowed a limit and a period'],
    [{ quota: { period: apigateway.Period.DAY } }, 'quota.limit: got nothing, allowed a limit and a period'],
    [{ quota: { limit: 0, period: apigateway.Period.DAY } }, 'quota.limit: got 0 requests, allowed 1 requests or more'],
    [{ quota: { limit: 1.5, period: apigateway.Period.DAY } }, 'quota.limit: got 1.5 requests, allowed whole requests'],
    [{ throttle: { rateLimit: -1 } }, 'throttle.rateLimit: got -1 requests a second'],
    [{ throttle: { burstLimit: 0.5 } }, 'throttle.burstLimit: got 0.5 requests, allowed whole requests'],
    [{ quota: { limit: 5, period: 'HOUR' as any } }, "quota.period: got 'HOUR', allowed DAY, WEEK, MONTH"],
    [{ apiKeys: ['abc' as any] }, "apiKeys[0]: got the text 'abc', allowed a key (IApiKey)"],
    [{ throttle: { rateLimit: '5' as any } }, "throttle.rateLimit: got the text '5', allowed a number"],
    [{ usagePlan: 'mine' as any }, "usagePlan: got the text 'mine', allowed a usage plan (UsagePlan)"],
  ])('fails on %j', (options, message) => {
    expect(() => trackApi(newStack(), { authorization: TrackAuthorization.apiKey(options) })).toThrow(`[Test/Track] authorization.apiKey.${message}`);
  });

  test('fails on limits beside a plan that has its own', () => {
    const stack = newStack();
    const authorization = TrackAuthorization.apiKey({ usagePlan: new apigateway.UsagePlan(stack, 'Plan'), throttle: { rateLimit: 1 } });
    expect(() => trackApi(stack, { authorization })).toThrow('[Test/Track] authorization.apiKey.throttle: got a value beside a usage plan of yours, allowed one of the two');
  });
});

describe('userPools', () => {
  test('asks for a token of one of them', () => {
    const stack = newStack();
    const pools = ['One', 'Two'].map((id) => new cognito.UserPool(stack, id));
    trackApi(stack, { authorization: TrackAuthorization.userPools(pools, { resultsCacheTtl: Duration.seconds(0) }) });
    const authorizer = theOnly(stack, 'AWS::ApiGateway::Authorizer').Properties;
    expect(authorizer).toMatchObject({
      Type: 'COGNITO_USER_POOLS',
      ProviderARNs: pools.map(({ userPoolArn }) => stack.resolve(userPoolArn)),
      IdentitySource: 'method.request.header.Authorization',
      AuthorizerResultTtlInSeconds: 0,
    });
    expect(methodsOf(stack)['POST /track']).not.toHaveProperty('AuthorizationScopes');
  });

  test('with scopes asks for access tokens', () => {
    const stack = newStack();
    trackApi(stack, { authorization: TrackAuthorization.userPools([new cognito.UserPool(stack, 'Pool')], { scopes: ['events/write'] }) });
    expect(POSTS.map((route) => methodsOf(stack)[route].AuthorizationScopes)).toEqual([['events/write'], ['events/write']]);
  });

  test.each([
    [[], {}, 'authorization.userPools: got an empty list, allowed 1 user pool or more'],
    ['pool', {}, "authorization.userPools: got the text 'pool', allowed a list"],
    [['pool'], {}, "authorization.userPools[0]: got the text 'pool', allowed a user pool (IUserPool)"],
    [[{ userPoolArn: 'arn' }], { scopes: [] }, 'authorization.userPools.scopes: got an empty list, allowed 1 scope or more'],
    [[{ userPoolArn: 'arn' }], { resultsCacheTtl: Duration.hours(2) }, 'authorization.userPools.resultsCacheTtl: got 7200 seconds, allowed 0 to 3600 seconds'],
  ])('fails on %j with %j', (pools: any, options, message) => {
    expect(() => trackApi(newStack(), { authorization: TrackAuthorization.userPools(pools, options) })).toThrow(`[Test/Track] ${message}`);
  });
});

describe('authorizer', () => {
  test('lets a function decide', () => {
    const stack = newStack();
    const authorizer = tokenAuthorizer(stack);
    trackApi(stack, { authorization: TrackAuthorization.authorizer(authorizer) });
    for (const route of POSTS) {
      expect(methodsOf(stack)[route].AuthorizerId).toEqual(stack.resolve(authorizer.authorizerId));
    }
  });

  test('lets pages send the header that it looks at', () => {
    const stack = newStack();
    const authorizer = new apigateway.RequestAuthorizer(stack, 'Authorizer', {
      handler: functionOf(stack),
      identitySources: [apigateway.IdentitySource.header('X-Write-Key'), apigateway.IdentitySource.queryString('tenant')],
    });
    trackApi(stack, { authorization: TrackAuthorization.authorizer(authorizer) });
    const allowed = methodsOf(stack)['OPTIONS /track'].Integration.IntegrationResponses[0].ResponseParameters['method.response.header.Access-Control-Allow-Headers'];
    expect(allowed.slice(1, -1).split(',')).toEqual(['Content-Type', 'Content-Encoding', 'X-Amz-Date', 'Authorization', 'X-Api-Key', 'X-Amz-Security-Token', 'X-Write-Key']);
  });

  test('fails on what is none', () => {
    expect(() => trackApi(newStack(), { authorization: TrackAuthorization.authorizer({} as any) }))
      .toThrow('[Test/Track] authorization.authorizer: got an object (Object), allowed an authorizer (IAuthorizer)');
  });

  test('fails on scopes for a function, which would be ignored', () => {
    const stack = newStack();
    expect(() => trackApi(stack, { authorization: TrackAuthorization.authorizer(tokenAuthorizer(stack), { scopes: ['a'] }) }))
      .toThrow('[Test/Track] authorization.authorizer.scopes: got scopes for an authorizer of the type CUSTOM, allowed scopes for one of the type COGNITO_USER_POOLS');
  });
});

describe('an authorization of one\'s own', () => {
  const own = (result: any) => {
    class Own extends TrackAuthorization {
      bind() {
        return result;
      }
    }
    return new Own();
  };

  test.each<[string, any, string]>([
    ['nothing', undefined, 'got one that binds to no authorizationType, allowed NONE, AWS_IAM, CUSTOM, COGNITO_USER_POOLS'],
    ['no type', {}, 'got one that binds to no authorizationType'],
    ['a type that is none', { authorizationType: 'BASIC' }, "got one that binds to the authorizationType 'BASIC'"],
    ['a function without the function', { authorizationType: 'CUSTOM' }, 'got one that binds to CUSTOM without an authorizer'],
    ['a header that would end a value', { authorizationType: 'AWS_IAM', credentialHeaders: ["X'y"] }, "got one with the credential header 'X'y'"],
  ])('fails if it binds to %s, which would leave methods open or fail later', (_name, result, message) => {
    expect(() => trackApi(newStack(), { authorization: own(result) })).toThrow(`[Test/Track] authorization: ${message}`);
  });
});

test.each<[string, any, string]>([
  ['a factory that was not called', TrackAuthorization.iam, 'the function iam, which was not called'],
  ['the class', TrackAuthorization, 'the function TrackAuthorization, which was not called'],
])('fails on %s, which would be an open API', (_name, authorization, got) => {
  expect(() => trackApi(newStack(), { authorization })).toThrow(`[Test/Track] authorization: got ${got}, allowed a TrackAuthorization`);
});

test('an option that is wrong is told before anything of a pipeline is built', () => {
  const stack = newStack();
  expect(() => new ServerlessDataPipeline(stack, 'Pipeline', { authorization: TrackAuthorization.userPools([]) })).toThrow('[Test/Pipeline] authorization.userPools: got an empty list');
  expect(stack.node.findChild('Pipeline').node.children).toEqual([]);
});
