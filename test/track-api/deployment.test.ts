import { Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Aspects, CfnResource, Duration, Stack } from 'aws-cdk-lib/core';
import { APIGATEWAY_AUTHORIZER_CHANGE_DEPLOYMENT_LOGICAL_ID } from 'aws-cdk-lib/cx-api';
import { AccessLog, BatchMode, RequestContext, TrackAuthorization, WebAcl } from '../../src';
import type { ApiKeyAuthorizationOptions, AuthorizerOptions, HttpOptions, TrackApiProps, UserPoolsOptions } from '../../src';
import { trackApi } from '../support/edges';

type Props = Partial<TrackApiProps>;
/** Two states of an app, and what makes them. */
type Change = [name: string, before: (stack: Stack) => Props, after: (stack: Stack) => Props];
/** By the prop that changes; a change of what is served, unless it says that it is not. */
type Changes<T> = Readonly<Record<keyof Required<T>, readonly Change[] | { readonly notServed: readonly Change[] } | 'below'>>;

const pool = (stack: Stack, id: string) => new cognito.UserPool(stack, id);
const gate = (stack: Stack, id = 'Gate') => new lambda.Function(stack, id, {
  runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => ({})'),
});
const byPools = (options?: UserPoolsOptions, id = 'Pool') => (stack: Stack) => ({ authorization: TrackAuthorization.userPools([pool(stack, id)], options) });
const byAuthorizer = (make: (stack: Stack) => apigateway.IAuthorizer, options?: AuthorizerOptions) =>
  (stack: Stack) => ({ authorization: TrackAuthorization.authorizer(make(stack), options) });
const byToken = (options: Partial<apigateway.TokenAuthorizerProps> = {}) => byAuthorizer((stack) => new apigateway.TokenAuthorizer(stack, 'Authorizer', {
  handler: gate(stack), ...options,
}));
const byRequest = (options: Partial<apigateway.RequestAuthorizerProps> = {}) => byAuthorizer((stack) => new apigateway.RequestAuthorizer(stack, 'Authorizer', {
  handler: gate(stack), identitySources: [apigateway.IdentitySource.header('X-Key')], ...options,
}));
/** An authorizer without a construct of the second level: all that is known of it is its id. */
const byResource = (options: Partial<apigateway.CfnAuthorizerProps> = {}) => byAuthorizer((stack) => {
  const restApiId = 'of-the-api';
  const resource = new apigateway.CfnAuthorizer(stack, 'Authorizer', { restApiId, name: 'Gate', type: 'TOKEN', identitySource: 'method.request.header.X', ...options });
  return { authorizerId: resource.ref, authorizationType: apigateway.AuthorizationType.CUSTOM };
});
/** A choice that is not of this library. */
class Own extends TrackAuthorization {
  constructor(private readonly authorizer: apigateway.IAuthorizer) {
    super();
  }

  bind() {
    return { authorizationType: apigateway.AuthorizationType.CUSTOM, authorizer: this.authorizer };
  }
}
const byOwn = (ttl: Duration) => (stack: Stack) => ({
  authorization: new Own(new apigateway.TokenAuthorizer(stack, 'Authorizer', { handler: gate(stack), resultsCacheTtl: ttl })),
});
const http = (options: HttpOptions) => () => ({ http: options });
const domain = (stack: Stack, options: Partial<apigateway.DomainNameOptions> = {}) => ({
  http: {
    domain: { domainName: 'events.example.com', certificate: acm.Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:eu-west-1:111122223333:certificate/1'), ...options },
  },
});
const endpoints = (...ids: string[]) => (stack: Stack) => ({
  http: {
    vpcEndpoints: ids.map((vpcEndpointId) =>
      ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, vpcEndpointId, { vpcEndpointId, port: 443 })),
  },
});
const apiKey = (options?: (stack: Stack) => ApiKeyAuthorizationOptions) => (stack: Stack) => ({
  authorization: TrackAuthorization.apiKey(options?.(stack)),
});
const nothing = () => ({});
const importedStream = (key?: (stack: Stack) => kms.IKey) => (stack: Stack) => ({
  deliveryStream: firehose.CfnDeliveryStream.fromDeliveryStreamName(stack, 'Imported', 'imported'), deliveryStreamKey: key?.(stack),
});

const OF_API: Changes<TrackApiProps> = {
  deliveryStream: [['another stream', nothing, (stack) => ({ deliveryStream: firehose.CfnDeliveryStream.fromDeliveryStreamName(stack, 'Other', 'other') })]],
  deliveryStreamKey: { notServed: [['a key', importedStream(), importedStream((stack) => new kms.Key(stack, 'Key'))]] },
  stageName: { notServed: [['another name', nothing, () => ({ stageName: 'prod' })]] },
  authorization: [
    ['none to API keys', nothing, apiKey()],
    ['none to IAM', nothing, () => ({ authorization: TrackAuthorization.iam() })],
    ['none to user pools', nothing, byPools()],
    ['user pools to none', byPools(), nothing],
    ['another user pool', byPools({}, 'One'), byPools({}, 'Two')],
    ['one more user pool', byPools(), (stack) => ({ authorization: TrackAuthorization.userPools([pool(stack, 'Pool'), pool(stack, 'More')]) })],
    ['another function', byToken(), byAuthorizer((stack) => new apigateway.TokenAuthorizer(stack, 'Authorizer', { handler: gate(stack, 'Other') }))],
    ['another time to keep answers of a token authorizer', byToken(), byToken({ resultsCacheTtl: Duration.seconds(0) })],
    ['another expression of a token authorizer', byToken(), byToken({ validationRegex: '^key-' })],
    ['another header of a token authorizer', byToken(), byToken({ identitySource: apigateway.IdentitySource.header('X-Token') })],
    ['another time to keep answers of a request authorizer', byRequest(), byRequest({ resultsCacheTtl: Duration.seconds(10) })],
    ['another source of a request authorizer', byRequest(), byRequest({ identitySources: [apigateway.IdentitySource.queryString('key')] })],
    ['another role of a request authorizer', byRequest(), (stack) => byRequest({
      assumeRole: new iam.Role(stack, 'Caller', { assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com') }),
    })(stack)],
    ['an authorizer that is a resource', byResource(), byResource({ authorizerResultTtlInSeconds: 0 })],
    ['an authorization that is not of this library', byOwn(Duration.seconds(1)), byOwn(Duration.seconds(2))],
  ],
  allowedOrigins: [
    ['one origin', nothing, () => ({ allowedOrigins: ['https://a.example'] })],
    ['several origins', () => ({ allowedOrigins: ['https://a.example'] }), () => ({ allowedOrigins: ['https://a.example', 'https://b.example'] })],
  ],
  allowedHeaders: [['a header', nothing, () => ({ allowedHeaders: ['traceparent'] })]],
  throttle: { notServed: [['other limits', nothing, () => ({ throttle: { rateLimit: 1, burstLimit: 1 } })]] },
  batchMode: [['packed', nothing, () => ({ batchMode: BatchMode.PACKED })]],
  http: 'below',
  nagAcknowledgements: { notServed: [['left out', nothing, () => ({ nagAcknowledgements: false })]] },
};

const OF_HTTP: Changes<HttpOptions> = {
  api: 'below',
  path: [['another path', http({ path: 'a' }), http({ path: 'b' })]],
  domain: { notServed: [['a domain', nothing, (stack) => domain(stack)], ['another base path', (stack) => domain(stack, { basePath: 'a' }), (stack) => domain(stack, { basePath: 'b' })]] },
  vpcEndpoints: [['private', nothing, endpoints('vpce-1')], ['another endpoint', endpoints('vpce-1'), endpoints('vpce-2')]],
  accessLog: { notServed: [['a log group', nothing, (stack) => ({ http: { accessLog: AccessLog.toCloudWatch(new logs.LogGroup(stack, 'Log')) } })]] },
  webAcl: { notServed: [['limits', nothing, http({ webAcl: WebAcl.limits({ requestsPerAddress: 10 }) })]] },
  tracing: { notServed: [['on', nothing, http({ tracing: true })]] },
  context: [['a field', nothing, http({ context: [RequestContext.sourceIp()] })], ['another name', http({ context: [RequestContext.sourceIp()] }), http({ context: [RequestContext.sourceIp('ip')] })]],
};

const OF_USER_POOLS: Changes<UserPoolsOptions> = {
  scopes: [['asked for', byPools(), byPools({ scopes: ['events/write'] })], ['others', byPools({ scopes: ['events/write'] }), byPools({ scopes: ['events/all'] })]],
  resultsCacheTtl: [['none', byPools(), byPools({ resultsCacheTtl: Duration.seconds(0) })]],
};

const byPoolsOfApp = (options?: AuthorizerOptions) => byAuthorizer((stack) => new apigateway.CognitoUserPoolsAuthorizer(stack, 'Authorizer', { cognitoUserPools: [pool(stack, 'Pool')] }), options);
const OF_AUTHORIZER: Changes<AuthorizerOptions> = { scopes: [['asked for', byPoolsOfApp(), byPoolsOfApp({ scopes: ['events/write'] })]] };

const OF_API_KEYS: Changes<ApiKeyAuthorizationOptions> = {
  usagePlan: { notServed: [['another plan', apiKey(), apiKey((stack) => ({ usagePlan: new apigateway.UsagePlan(stack, 'Plan') }))]] },
  throttle: { notServed: [['other limits', apiKey(), apiKey(() => ({ throttle: { rateLimit: 1, burstLimit: 1 } }))]] },
  quota: { notServed: [['a quota', apiKey(), apiKey(() => ({ quota: { limit: 1, period: apigateway.Period.DAY } }))]] },
  apiKeys: { notServed: [['another key', apiKey(), apiKey((stack) => ({ apiKeys: [new apigateway.ApiKey(stack, 'Key')] }))]] },
};

const ALL = [OF_API, OF_HTTP, OF_API_KEYS, OF_USER_POOLS, OF_AUTHORIZER].flatMap((changes) => Object.entries<Changes<TrackApiProps>['throttle']>(changes));
const isListed = (changes: unknown): changes is readonly Change[] => Array.isArray(changes);
const SERVED = ALL.flatMap(([prop, changes]) => isListed(changes) ? changes.map(([name, ...states]): Change => [`${prop}: ${name}`, ...states]) : []);
const NOT_SERVED = ALL.flatMap(([prop, changes]) => changes !== 'below' && !isListed(changes)
  ? changes.notServed.map(([name, ...states]): Change => [`${prop}: ${name}`, ...states]) : []);

/** What a deployment takes a copy of. */
const COPIED = ['RestApi', 'Resource', 'Method', 'Model', 'RequestValidator', 'Authorizer', 'GatewayResponse'].map((name) => `AWS::ApiGateway::${name}`);

function synthesized(props: (stack: Stack) => Props, flag: boolean, isShared: boolean) {
  const stack = new Stack(new App({ context: { [APIGATEWAY_AUTHORIZER_CHANGE_DEPLOYMENT_LOGICAL_ID]: flag } }), 'Test');
  const given = props(stack);
  const api = isShared ? new apigateway.RestApi(stack, 'Api', { cloudWatchRole: false }) : undefined;
  trackApi(stack, { ...given, http: api ? { path: 'events', ...given.http, api } : given.http });
  const resources = Object.entries(Template.fromStack(stack).toJSON().Resources as Record<string, { Type: string; Properties: unknown }>);
  return {
    deployment: resources.find(([, { Type }]) => Type === 'AWS::ApiGateway::Deployment')![0],
    copied: resources.filter(([, { Type }]) => COPIED.includes(Type)).map(([id, { Properties }]) => [id, Properties]),
  };
}

/** They belong to the API, and are refused beside one. */
const OF_THE_API = /^(stageName|domain|vpcEndpoints|accessLog|webAcl|tracing):/;

describe.each([[false], [true]])('with the CDK\'s flag for changes of authorizers %s', (flag) => {
  describe.each([['an API of its own', false], ['an API of the app', true]])('on %s', (_, isShared) => {
    const valid = (changes: readonly Change[]) => changes.filter(([name]) => !isShared || !OF_THE_API.test(name));

    test.each(valid(SERVED))('deploys again: %s', (__, before, after) => {
      const [was, is] = [synthesized(before, flag, isShared), synthesized(after, flag, isShared)];
      expect(is.copied).not.toEqual(was.copied);
      expect(is.deployment).not.toBe(was.deployment);
    });

    test.each(valid(NOT_SERVED))('does not deploy again, because nothing that is served changes: %s', (__, before, after) => {
      const [was, is] = [synthesized(before, flag, isShared), synthesized(after, flag, isShared)];
      expect(is.copied).toEqual(was.copied);
      expect(is.deployment).toBe(was.deployment);
    });
  });
});

test('waits for the authorizer before it takes its copy', () => {
  const stack = new Stack(new App(), 'Test');
  trackApi(stack, byPools()(stack));
  const template = Template.fromStack(stack);
  const [authorizer] = Object.keys(template.findResources('AWS::ApiGateway::Authorizer'));
  const methods = Object.entries(template.findResources('AWS::ApiGateway::Method')).filter(([, { Properties }]) => Properties.AuthorizerId?.Ref === authorizer).map(([id]) => id);
  const [deployment] = Object.values(template.findResources('AWS::ApiGateway::Deployment'));
  expect(methods).toHaveLength(2);
  expect(deployment.DependsOn).toEqual(expect.arrayContaining(methods));
});

test('deploys again when an aspect or an override changes the authorizer', () => {
  const deployment = (change: (authorizer: apigateway.CfnAuthorizer) => void) => synthesized((stack) => {
    const authorizer = new apigateway.TokenAuthorizer(stack, 'Authorizer', { handler: gate(stack) });
    change(authorizer.node.defaultChild as apigateway.CfnAuthorizer);
    return { authorization: TrackAuthorization.authorizer(authorizer) };
  }, false, false).deployment;
  const ids = [
    deployment(() => undefined),
    deployment((authorizer) => authorizer.addPropertyOverride('AuthorizerResultTtlInSeconds', 7)),
    deployment((authorizer) => Aspects.of(authorizer).add({ visit: () => { authorizer.authorizerResultTtlInSeconds = 8; } })),
  ];
  expect(new Set(ids).size).toBe(3);
});

describe.each([['an API of its own', false], ['an API of the app', true]])('on %s', (_, isShared) => {
  const types = ['Resource', 'Method', 'Model', 'RequestValidator', 'GatewayResponse'].map((name) => `AWS::ApiGateway::${name}`);
  const CHANGES: Record<string, (resource: any) => void> = {
    'AWS::ApiGateway::Resource': (resource: apigateway.CfnResource) => { resource.pathPart = `${resource.pathPart}s`; },
    'AWS::ApiGateway::Method': (method: apigateway.CfnMethod) => { method.operationName = 'Send'; },
    'AWS::ApiGateway::Model': (model: apigateway.CfnModel) => { model.schema = {}; },
    'AWS::ApiGateway::RequestValidator': (validator: apigateway.CfnRequestValidator) => { validator.validateRequestBody = false; },
    'AWS::ApiGateway::GatewayResponse': (response: apigateway.CfnGatewayResponse) => { response.statusCode = '418'; },
  };
  const deployment = (type: string, change: (resource: CfnResource) => void) => synthesized((stack) => {
    Aspects.of(stack).add({
      visit: (node) => {
        if (CfnResource.isCfnResource(node) && node.cfnResourceType === type && /Track|track|batch|BadRequestBody/.test(node.node.path)) {
          change(node);
        }
      },
    });
    return {};
  }, false, isShared).deployment;

  test.each(types)('deploys again when an aspect or an override changes a %s that the library made', (type) => {
    const ids = [
      deployment(type, () => undefined),
      deployment(type, CHANGES[type]),
      deployment(type, (resource) => resource.addPropertyOverride('Anything', 1)),
      deployment(type, (resource) => resource.addPropertyOverride('Anything', 2)),
    ];
    expect(new Set(ids).size).toBe(4);
  });
});

test('does not deploy again when only metadata of the authorizer changes', () => {
  const deployment = (value: string) => synthesized((stack) => {
    const authorizer = new apigateway.TokenAuthorizer(stack, 'Authorizer', { handler: gate(stack) });
    (authorizer.node.defaultChild as apigateway.CfnAuthorizer).addMetadata('note', value);
    return { authorization: TrackAuthorization.authorizer(authorizer) };
  }, false, false).deployment;
  expect(deployment('a')).toBe(deployment('b'));
});

test('takes a user pool of another stack, and an authorizer that is imported', () => {
  const app = new App();
  const gates = new Stack(app, 'Gates');
  const api = new Stack(app, 'Api');
  trackApi(api, { authorization: TrackAuthorization.userPools([pool(gates, 'Pool')]) });
  trackApi(api, { authorization: TrackAuthorization.authorizer({ authorizerId: 'abc123' }) }, 'Other');
  expect(() => app.synth()).not.toThrow();
});

test('a mutual TLS bucket and key close the URL of API Gateway, which deploys again', () => {
  const mtls = (stack: Stack) => domain(stack, { mtls: { bucket: s3.Bucket.fromBucketName(stack, 'Trust', 'trust'), key: 'store.pem' } });
  expect(synthesized(mtls, false, false).deployment).not.toBe(synthesized((stack) => domain(stack), false, false).deployment);
});
