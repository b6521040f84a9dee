import { Template } from 'aws-cdk-lib/assertions';
import { AuthorizationType, IdentitySource, RequestAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Lazy } from 'aws-cdk-lib/core';
import { RequestContext, ServerlessDataPipeline, TrackAuthorization } from '../../src';
import { methodsOf, requestTemplateOf, trackApi } from '../support/edges';
import { newStack } from '../support/stacks';

test('is off by default: neither an address nor a user agent is looked at', () => {
  const stack = newStack();
  trackApi(stack);
  const text = JSON.stringify(Template.fromStack(stack).toJSON());
  for (const variable of ['sourceIp', 'userAgent', 'requestId', 'params().header']) {
    expect(text).not.toContain(variable);
  }
});

test.each<[string, RequestContext]>([
  ['source_ip', RequestContext.sourceIp()],
  ['user_agent', RequestContext.userAgent()],
  ['request_id', RequestContext.requestId()],
  ['api_key_id', RequestContext.apiKeyId()],
  ['user_arn', RequestContext.userArn()],
  ['claim_sub', RequestContext.claim('sub')],
  ['claim_cognito_username', RequestContext.claim('cognito:username')],
  ['authorizer_principal_id', RequestContext.authorizer('principalId')],
  ['x_client_version', RequestContext.header('X-Client-Version')],
  ['x_rate_limit', RequestContext.header('X-RateLimit')],
  ['version', RequestContext.header('X-Client-Version', 'version')],
])('the field is %s', (fieldName, context) => {
  expect(context.fieldName).toBe(fieldName);
});

test('an event that brings such a field is refused, alone or in a batch: nobody can pass one off as the API\'s', () => {
  const stack = newStack();
  trackApi(stack, { http: { context: [RequestContext.sourceIp(), RequestContext.userAgent()] } });
  const refused = { not: { anyOf: [{ required: ['source_ip'] }, { required: ['user_agent'] }] } };
  const schemas = Object.values(Template.fromStack(stack).findResources('AWS::ApiGateway::Model')).map(({ Properties }) => Properties.Schema);
  expect(schemas).toContainEqual(expect.objectContaining({ type: 'object', ...refused }));
  expect(schemas).toContainEqual(expect.objectContaining({ type: 'array', items: { type: 'object', ...refused } }));
});

test('pages may send the header that is kept, once in the list', () => {
  const stack = newStack();
  trackApi(stack, { http: { context: [RequestContext.header('X-Client-Version'), RequestContext.header('x-client-version', 'again'), RequestContext.header('content-type')] } });
  const parameters = methodsOf(stack)['OPTIONS /batch'].Integration.IntegrationResponses[0].ResponseParameters;
  expect(parameters['method.response.header.Access-Control-Allow-Headers']).toBe("'Content-Type,Content-Encoding,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token,X-Client-Version'");
});

test('a template is the same for both content types and stays far below what API Gateway takes', () => {
  const stack = newStack();
  const context = Array.from({ length: 20 }, (_unused, n) => RequestContext.header(`X-Header-${n}`));
  trackApi(stack, { http: { context } });
  for (const route of ['POST /track', 'POST /batch']) {
    const template = requestTemplateOf(methodsOf(stack)[route]);
    expect(requestTemplateOf(methodsOf(stack)[route], 'text/plain')).toBe(template);
    expect(template.length).toBeLessThan(30_000);
  }
});

test('reaches the API of a pipeline', () => {
  const stack = newStack();
  new ServerlessDataPipeline(stack, 'Pipeline', { authorization: TrackAuthorization.none(), http: { context: [RequestContext.sourceIp()] } });
  expect(requestTemplateOf(methodsOf(stack)['POST /track'])).toContain('$!context.identity.sourceIp');
});

test('is taken with the authorization that it comes with, or with one of one\'s own', () => {
  const pool = (stack: any) => TrackAuthorization.userPools([new cognito.UserPool(stack, 'Pool')]);
  class Own extends TrackAuthorization {
    bind() {
      return { authorizationType: 'AWS_IAM' as any };
    }
  }
  const cases: [RequestContext, (stack: any) => TrackAuthorization][] = [
    [RequestContext.claim('sub'), pool],
    [RequestContext.claim('sub'), () => TrackAuthorization.authorizer({ authorizerId: 'of-a-pool', authorizationType: AuthorizationType.COGNITO })],
    [RequestContext.authorizer('tenant'), () => TrackAuthorization.authorizer({ authorizerId: 'abc' })],
    [RequestContext.apiKeyId(), () => TrackAuthorization.apiKey()],
    [RequestContext.userArn(), () => TrackAuthorization.iam()],
    [RequestContext.userArn(), () => new Own()],
  ];
  for (const [context, authorization] of cases) {
    const stack = newStack();
    expect(() => trackApi(stack, { authorization: authorization(stack), http: { context: [context] } })).not.toThrow();
  }
});

describe('fails on', () => {
  test.each<[string, RequestContext[], string]>([
    ['a field of every row', [RequestContext.sourceIp('event_id')], "http.context[0]: got the field name 'event_id', allowed 1 to 64 of a-z 0-9 _"],
    ['a field of every replayed row', [RequestContext.header('replayed_from')], "http.context[0]: got the field name 'replayed_from'"],
    ['a name that no column could have', [RequestContext.sourceIp('Source-IP')], "http.context[0]: got the field name 'Source-IP'"],
    ['a name with a quote', [RequestContext.sourceIp('a"b')], "http.context[0]: got the field name 'a\"b'"],
    ['an empty name', [RequestContext.sourceIp('')], "http.context[0]: got the field name ''"],
    ['a header that begins with a digit', [RequestContext.header('2fa')], "http.context[0]: got the field name '2fa'"],
    ['one name twice', [RequestContext.sourceIp(), RequestContext.header('Source-IP')], "http.context[1]: got the field name 'source_ip' a second time"],
    ['a header with a quote, which would end the text', [RequestContext.header("x'y", 'x')], "http.context[0]: got the name 'x'y', allowed 1 to 128 of"],
    ['a header with a dollar sign', [RequestContext.header('$x', 'x')], "http.context[0]: got the name '$x'"],
    ['an empty header', [RequestContext.header('', 'x')], "http.context[0]: got the name ''"],
    ['credentials', [RequestContext.header('Authorization')], 'http.context[0]: got the header Authorization, allowed a header that lets nobody in'],
    ['a key', [RequestContext.header('x-api-key')], 'http.context[0]: got the header x-api-key'],
    ['a claim without a token', [RequestContext.claim('sub')], 'http.context[0]: got a value that is never there with the authorization none, allowed one that comes with it, or TrackAuthorization.userPools()'],
    ['a key without keys', [RequestContext.apiKeyId()], 'http.context[0]: got a value that is never there with the authorization none, allowed one that comes with it, or TrackAuthorization.apiKey()'],
    ['a header with a colon', [RequestContext.header('a:b', 'x')], "http.context[0]: got the name 'a:b', allowed 1 to 128 of A-Z a-z 0-9 . _ -;"],
    ['a factory that was not called', [RequestContext.sourceIp as any], 'http.context[0]: got the function sourceIp, which was not called'],
    ['what is none', ['sourceIp' as any], "http.context[0]: got the text 'sourceIp', allowed a RequestContext"],
    ['a late name', [RequestContext.sourceIp(Lazy.string({ produce: () => 'a' }))], 'http.context[0]: got a field name that is known only at deployment (a token)'],
    ['a late header', [RequestContext.header(Lazy.string({ produce: () => 'a' }), 'a')], 'http.context[0]: got a name that is known only at deployment (a token)'],
  ])('%s', (_name, context, message) => {
    expect(() => trackApi(newStack(), { http: { context } })).toThrow(`[Test/Track] ${message}`);
  });

  test.each<[string, TrackAuthorization, RequestContext]>([
    ['a claim that no function gives', TrackAuthorization.authorizer({ authorizerId: 'abc' }), RequestContext.claim('sub')],
    ['what only a function gives', TrackAuthorization.authorizer({ authorizerId: 'abc', authorizationType: AuthorizationType.COGNITO }), RequestContext.authorizer('x')],
  ])('%s', (_name, authorization, context) => {
    expect(() => trackApi(newStack(), { authorization, http: { context: [context] } })).toThrow('[Test/Track] http.context[0]: got a value that is never there');
  });

  test('the header that the authorizer looks at, which lets someone in', () => {
    const stack = newStack();
    const handler = lambda.Function.fromFunctionArn(stack, 'Gate', 'arn:aws:lambda:eu-west-1:111111111111:function:gate');
    const authorizer = new RequestAuthorizer(stack, 'Authorizer', { handler, identitySources: [IdentitySource.header('X-Write-Key')] });
    expect(() => trackApi(stack, { authorization: TrackAuthorization.authorizer(authorizer), http: { context: [RequestContext.header('x-write-key')] } }))
      .toThrow('[Test/Track] http.context[0]: got the header x-write-key, which lets someone in, allowed a header that lets nobody in');
  });

  test('a value that does not come without a choice', () => {
    expect(() => trackApi(newStack(), { authorization: undefined, http: { context: [RequestContext.userArn()] } }))
      .toThrow('[Test/Track] http.context[0]: got a value that is never there with the authorization none');
  });
});
