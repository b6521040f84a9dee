import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, Stack, Stage } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { AccessLog, BatchMode, RequestContext, ServerlessDataPipeline, TrackAuthorization, WebAcl } from '../../src';
import type { TrackApiProps } from '../../src';
import { gatewayResponsesOf, methodsOf, trackApi } from '../support/edges';
import { newStack, theOnly } from '../support/stacks';

function apiIn(scope: Construct, props?: apigateway.RestApiProps): apigateway.RestApi {
  const api = new apigateway.RestApi(scope, 'Theirs', { cloudWatchRole: false, ...props });
  api.root.addResource('own').addMethod('GET');
  return api;
}

const settingsOf = (stack: Stack) => theOnly(stack, 'AWS::ApiGateway::Stage').Properties.MethodSettings;
const deploymentOf = (stack: Stack) => Object.entries(Template.fromStack(stack).findResources('AWS::ApiGateway::Deployment'))[0];

describe('an API that is brought', () => {
  test('gets the routes below the path, and no API is made', () => {
    const stack = newStack();
    const api = apiIn(stack);
    const edge = trackApi(stack, { http: { api, path: 'events' } });
    Template.fromStack(stack).resourceCountIs('AWS::ApiGateway::RestApi', 1);
    expect(Object.keys(methodsOf(stack)).sort()).toEqual(['GET /own', 'OPTIONS /events/batch', 'OPTIONS /events/track', 'POST /events/batch', 'POST /events/track']);
    expect(edge.restApi).toBe(api);
    expect(stack.resolve(edge.trackUrl)).toEqual(stack.resolve(api.urlForPath('/events/track')));
  });

  test('gets them at its root if there is no path', () => {
    const stack = newStack();
    trackApi(stack, { http: { api: apiIn(stack) } });
    expect(Object.keys(methodsOf(stack))).toEqual(expect.arrayContaining(['POST /track', 'POST /batch']));
  });

  test('is deployed with them: its deployment waits for each part and is renewed', () => {
    const deployment = (props?: Partial<TrackApiProps>) => {
      const stack = newStack();
      const api = apiIn(stack);
      if (props) trackApi(stack, { http: { api, path: 'events' }, ...props });
      return { id: deploymentOf(stack)[0], waitsFor: deploymentOf(stack)[1].DependsOn as string[], stack };
    };
    const [without, with1, with2] = [deployment(), deployment({}), deployment({ allowedOrigins: ['https://a.example'] })];
    expect(new Set([without.id, with1.id, with2.id]).size).toBe(3);
    for (const type of ['Method', 'Resource', 'Model', 'RequestValidator', 'GatewayResponse']) {
      expect(with1.waitsFor).toEqual(expect.arrayContaining(Object.keys(Template.fromStack(with1.stack).findResources(`AWS::ApiGateway::${type}`))));
    }
  });

  test('has its throttle on these methods alone, with what else is set for the stage but no body in a log', () => {
    const stack = newStack();
    const api = apiIn(stack, {
      deployOptions: { metricsEnabled: true, loggingLevel: apigateway.MethodLoggingLevel.ERROR, dataTraceEnabled: true, throttlingRateLimit: 7 },
    });
    trackApi(stack, { http: { api, path: 'v1/events' }, throttle: { rateLimit: 5 } });
    expect(settingsOf(stack)).toEqual([
      expect.objectContaining({ ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 7, DataTraceEnabled: true }),
      ...['track', 'batch'].map((route) => ({
        ResourcePath: `/~1v1~1events~1${route}`,
        HttpMethod: 'POST',
        ThrottlingRateLimit: 5,
        ThrottlingBurstLimit: 200,
        MetricsEnabled: true,
        LoggingLevel: 'ERROR',
        DataTraceEnabled: false,
        CachingEnabled: false,
      })),
    ]);
  });

  test('never caches a POST, whose next events would get the reply to the first', () => {
    const stack = newStack();
    const api = apiIn(stack, { deployOptions: { cachingEnabled: true, cacheClusterEnabled: true } });
    trackApi(stack, { http: { api, path: 'events' } });
    expect(settingsOf(stack).map((setting: any) => [setting.ResourcePath, setting.CachingEnabled])).toEqual([
      ['/*', true], ['/~1events~1track', false], ['/~1events~1batch', false],
    ]);
  });

  test('keeps the throttle of its stage, unless one is asked for', () => {
    const stack = newStack();
    const api = apiIn(stack, { deployOptions: { throttlingRateLimit: 3, throttlingBurstLimit: 4 } });
    trackApi(stack, { http: { api, path: 'events' } });
    expect(settingsOf(stack)[1]).toMatchObject({ ResourcePath: '/~1events~1track', ThrottlingRateLimit: 3, ThrottlingBurstLimit: 4 });
  });

  test('has one setting for each method, with what its owner set for it', () => {
    const stack = newStack();
    const api = apiIn(stack, { deployOptions: { methodOptions: { '/events/track/POST': { metricsEnabled: true } } } });
    trackApi(stack, { http: { api, path: 'events' }, throttle: { rateLimit: 9 } });
    const settings = settingsOf(stack).filter((setting: any) => setting.ResourcePath === '/~1events~1track');
    expect(settings).toEqual([expect.objectContaining({ MetricsEnabled: true, ThrottlingRateLimit: 9 })]);
  });

  test('keeps its own defaults for its own methods', () => {
    const stack = newStack();
    const handler = new lambda.Function(stack, 'Gate', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'i.h', code: lambda.Code.fromInline('//') });
    const api = apiIn(stack, {
      defaultMethodOptions: {
        authorizer: new apigateway.TokenAuthorizer(stack, 'Auth', { handler }), apiKeyRequired: true, requestParameters: { 'method.request.header.X-Tenant': true },
      },
      defaultCorsPreflightOptions: { allowOrigins: ['https://theirs.example'] },
    });
    trackApi(stack, { http: { api, path: 'events' }, allowedOrigins: ['https://ours.example'] });
    const methods = methodsOf(stack);
    for (const route of ['POST /events/track', 'OPTIONS /events/track']) {
      expect(methods[route]).toMatchObject({ AuthorizationType: 'NONE' });
      expect(methods[route]).not.toHaveProperty('AuthorizerId');
      expect(methods[route]).not.toHaveProperty('ApiKeyRequired');
      expect(methods[route]).not.toHaveProperty('RequestParameters');
    }
    expect(JSON.stringify(methods['OPTIONS /events/track'])).not.toContain('theirs.example');
    expect(methods['GET /own']).toMatchObject({ AuthorizationType: 'CUSTOM', ApiKeyRequired: true });
  });

  test('with a usage plan that stands in front of its stage', () => {
    const stack = newStack();
    const api = apiIn(stack);
    trackApi(stack, { http: { api, path: 'events' }, authorization: TrackAuthorization.apiKey() });
    expect(theOnly(stack, 'AWS::ApiGateway::UsagePlan').Properties.ApiStages[0].Stage).toEqual(stack.resolve(api.deploymentStage.stageName));
    expect(methodsOf(stack)['POST /events/track'].ApiKeyRequired).toBe(true);
  });

  test.each([[undefined, '/events/track'], ['shop', '/shop/events/track'], ['a/b', '/a/b/events/track']])(
    'whose own URL is closed is called under its domain, with the base path %j', (basePath, path) => {
      const stack = newStack();
      const certificate = acm.Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:eu-west-1:111111111111:certificate/1');
      const api = apiIn(stack, { disableExecuteApiEndpoint: true, domainName: { domainName: 'api.example.com', certificate, basePath } });
      const edge = trackApi(stack, { http: { api, path: 'events' } });
      const [domain] = Object.keys(Template.fromStack(stack).findResources('AWS::ApiGateway::DomainName'));
      expect(stack.resolve(edge.trackUrl)).toEqual({ 'Fn::Join': ['', ['https://', { Ref: domain }, path]] });
    });

  test('is in a usage plan once, however many of its pipelines share the plan', () => {
    const stack = newStack();
    const api = apiIn(stack);
    const authorization = TrackAuthorization.apiKey({ usagePlan: new apigateway.UsagePlan(stack, 'Plan') });
    trackApi(stack, { http: { api, path: 'web' }, authorization }, 'Web');
    trackApi(stack, { http: { api, path: 'shop' }, authorization }, 'Shop');
    trackApi(stack, { authorization }, 'Own');
    expect(theOnly(stack, 'AWS::ApiGateway::UsagePlan').Properties.ApiStages).toHaveLength(2);
  });

  test('takes a key in one plan only, as API Gateway does', () => {
    const stack = newStack();
    const api = apiIn(stack);
    const authorization = TrackAuthorization.apiKey({ apiKeys: [new apigateway.ApiKey(stack, 'Key')] });
    trackApi(stack, { http: { api, path: 'web' }, authorization }, 'Web');
    expect(() => trackApi(stack, { http: { api, path: 'shop' }, authorization }, 'Shop'))
      .toThrow('authorization.apiKey.apiKeys: got Test/Key, which Test/Theirs/Default/web/TrackApi has in a plan for the same stage, allowed a key in one plan of a stage');
  });

  test('fails with keys if it takes them from its authorizer', () => {
    const stack = newStack();
    const api = apiIn(stack, { apiKeySourceType: apigateway.ApiKeySourceType.AUTHORIZER });
    expect(() => trackApi(stack, { http: { api, path: 'web' }, authorization: TrackAuthorization.apiKey() }))
      .toThrow('authorization: got keys for Test/Theirs, which takes keys from its authorizer, allowed an API with the apiKeySourceType HEADER');
  });

  test('answers a missing route as it did: its other methods may ask for a token', () => {
    const stack = newStack();
    trackApi(stack, { http: { api: apiIn(stack), path: 'events' } });
    expect(gatewayResponsesOf(stack)).not.toHaveProperty('MISSING_AUTHENTICATION_TOKEN');
  });

  test('has metrics that tie no stack to its own', () => {
    const app = new App();
    const api = apiIn(new Stack(app, 'Platform'), { deployOptions: { stageName: 'live' } });
    const stack = new Stack(app, 'Product');
    const edge = trackApi(stack, { http: { api, path: 'events' } });
    new cloudwatch.Alarm(stack, 'Alarm', { metric: edge.metricRejected(), threshold: 1, evaluationPeriods: 1 });
    expect(theOnly(stack, 'AWS::CloudWatch::Alarm').Properties.Dimensions).toEqual([{ Name: 'ApiName', Value: 'Theirs' }, { Name: 'Stage', Value: 'live' }]);
  });
});

describe('several pipelines on one API', () => {
  test('have a path each and share the replies of the API', () => {
    const stack = newStack();
    const api = apiIn(stack);
    trackApi(stack, { http: { api, path: 'web' }, throttle: { rateLimit: 1 } }, 'Web');
    trackApi(stack, { http: { api, path: 'shop' }, throttle: { rateLimit: 2 }, authorization: TrackAuthorization.iam() }, 'Shop');
    expect(Object.keys(methodsOf(stack)).filter((route) => route.startsWith('POST')).sort()).toEqual(['POST /shop/batch', 'POST /shop/track', 'POST /web/batch', 'POST /web/track']);
    const types = Object.values(Template.fromStack(stack).findResources('AWS::ApiGateway::GatewayResponse')).map(({ Properties }) => Properties.ResponseType);
    expect(new Set(types).size).toBe(types.length);
    expect(settingsOf(stack).map((setting: any) => [setting.ResourcePath, setting.ThrottlingRateLimit])).toEqual([
      ['/~1web~1track', 1], ['/~1web~1batch', 1], ['/~1shop~1track', 2], ['/~1shop~1batch', 2],
    ]);
  });

  test.each<[string, Partial<TrackApiProps>]>([['origins', { allowedOrigins: ['https://a.example'] }], ['headers', { allowedHeaders: ['traceparent'] }], ['batch mode', { batchMode: BatchMode.PACKED }]])(
    'fail on other %s, because one API answers pages and refuses requests in one way', (_name, props) => {
      const stack = newStack();
      const api = apiIn(stack);
      trackApi(stack, { http: { api, path: 'web' } }, 'Web');
      expect(() => trackApi(stack, { http: { api, path: 'shop' }, ...props }, 'Shop'))
        .toThrow('[Test/Shop] http.api: got Test/Theirs, which has the replies of Test/Web, allowed pipelines with the same allowedOrigins, allowedHeaders and batchMode on one API');
    });

  test('may name the same headers in another order and in capitals', () => {
    const stack = newStack();
    const api = apiIn(stack);
    trackApi(stack, { http: { api, path: 'web' }, allowedHeaders: ['traceparent', 'baggage'] }, 'Web');
    trackApi(stack, { http: { api, path: 'shop', context: [RequestContext.header('X-Shop')] }, allowedHeaders: ['Baggage', 'TraceParent'] }, 'Shop');
    const allowed = (route: string) => methodsOf(stack)[route].Integration.IntegrationResponses[0].ResponseParameters['method.response.header.Access-Control-Allow-Headers'];
    expect(allowed('OPTIONS /web/track')).toContain(',traceparent,baggage\'');
    expect(allowed('OPTIONS /shop/batch')).toContain(',X-Shop,Baggage,TraceParent\'');
  });

  test('fail on the same path', () => {
    const stack = newStack();
    const api = apiIn(stack);
    trackApi(stack, { http: { api, path: 'web' } }, 'Web');
    expect(() => trackApi(stack, { http: { api, path: 'web' } }, 'Shop'))
      .toThrow("[Test/Shop] http.path: got 'web', where Test/Theirs has a resource 'track' already, allowed a path without resources of the names track and batch");
  });
});

describe('gateway responses that the API has', () => {
  test('are kept, with a warning', () => {
    const stack = newStack();
    const api = apiIn(stack);
    api.addGatewayResponse('Mine', { type: apigateway.ResponseType.DEFAULT_4XX, statusCode: '418' });
    trackApi(stack, { http: { api, path: 'events' } });
    expect(gatewayResponsesOf(stack).DEFAULT_4XX.StatusCode).toBe('418');
    expect(Object.keys(gatewayResponsesOf(stack))).toEqual(expect.arrayContaining(['THROTTLED', 'DEFAULT_5XX']));
    Annotations.fromStack(stack).hasWarning('/Test/Track', Match.stringLikeRegexp('gateway responses of its own \\(DEFAULT_4XX\\), which are kept'));
  });

  test('fail if they are added later, which CloudFormation would find out at deployment', () => {
    const app = new App();
    const stack = new Stack(app, 'Test');
    const api = apiIn(stack);
    trackApi(stack, { http: { api, path: 'events' } });
    api.addGatewayResponse('Mine', { type: apigateway.ResponseType.THROTTLED });
    expect(() => app.synth()).toThrow('http.api: got Test/Theirs with two gateway responses of the type THROTTLED, allowed one of a type');
  });
});

describe('API and pipeline in different stacks', () => {
  function platform() {
    const app = new App();
    const api = apiIn(new Stack(app, 'Platform'));
    const product = new Stack(app, 'Product');
    return { app, api, product, platform: Stack.of(api) };
  }

  test('synthesize: the API waits for the stream, and never the other way', () => {
    const { app, api, product, platform: stack } = platform();
    new ServerlessDataPipeline(product, 'Web', { http: { api, path: 'web' }, authorization: TrackAuthorization.apiKey() });
    new ServerlessDataPipeline(new Stack(app, 'Other'), 'Shop', { http: { api, path: 'shop' }, authorization: TrackAuthorization.none() });
    app.synth();
    expect(stack.dependencies.map(({ stackName }) => stackName).sort()).toEqual(['Other', 'Product']);
    expect(product.dependencies).toEqual([]);
    Template.fromStack(product).resourceCountIs('AWS::ApiGateway::Method', 0);
  });

  test('have the URL among the outputs of the API\'s stack, and the rest with the pipeline', () => {
    const { api, product, platform: stack } = platform();
    new ServerlessDataPipeline(product, 'Web', { http: { api, path: 'web' }, authorization: TrackAuthorization.apiKey() });
    expect(Object.keys(Template.fromStack(stack).findOutputs('*')).filter((id) => /TrackURL|ApiKeyId/.test(id))).toHaveLength(2);
    expect(Object.keys(Template.fromStack(product).findOutputs('*')).filter((id) => /BucketName|FunctionName/.test(id))).toHaveLength(2);
  });

  test('in one stack all outputs are the pipeline\'s', () => {
    const stack = newStack();
    new ServerlessDataPipeline(stack, 'Web', { http: { api: apiIn(stack), path: 'web' } });
    const ids = Object.keys(Template.fromStack(stack).findOutputs('*')).filter((id) => id.startsWith('Web'));
    expect(ids.map((id) => id.slice(0, -8)).sort()).toEqual(['WebBucketName', 'WebFunctionName', 'WebTrackURL']);
  });

  test('let a caller of a third stack in', () => {
    const { app, api, product } = platform();
    const pipeline = new ServerlessDataPipeline(product, 'Web', { http: { api, path: 'web' }, authorization: TrackAuthorization.iam() });
    const callers = new Stack(app, 'Callers');
    pipeline.grantTrack(new iam.Role(callers, 'Caller', { assumedBy: new iam.AccountRootPrincipal() }));
    expect(() => app.synth()).not.toThrow();
    expect(JSON.stringify(theOnly(callers, 'AWS::IAM::Policy'))).toContain('/prod/POST/web/track');
  });
});

describe('fails on', () => {
  const failing = (make: (stack: Stack) => apigateway.RestApi, props: Partial<TrackApiProps> = {}) => () => {
    const stack = newStack();
    trackApi(stack, { ...props, http: { api: make(stack), path: 'events', ...props.http } });
  };

  test('an API that is imported, with the reason', () => {
    expect(failing((stack) => apigateway.RestApi.fromRestApiId(stack, 'Imported', 'abc') as apigateway.RestApi)).toThrow(
      '[Test/Track] http.api: got an API that is imported, allowed a RestApi of the same app; hand the construct over that makes it: CloudFormation deploys an API anew only where it is made, so the routes would never go live',
    );
    expect(failing((stack) => apigateway.RestApi.fromRestApiAttributes(stack, 'Imported', { restApiId: 'abc', rootResourceId: 'root' }) as apigateway.RestApi))
      .toThrow('[Test/Track] http.api: got an API that is imported');
  });

  test('one that is made from a document', () => {
    expect(failing((stack) => new apigateway.SpecRestApi(stack, 'Spec', { apiDefinition: apigateway.ApiDefinition.fromInline({ swagger: '2.0' }) }) as any))
      .toThrow('[Test/Track] http.api: got an API that is made from an OpenAPI document, allowed a RestApi of the same app');
  });

  test('one that does not deploy itself', () => {
    expect(failing((stack) => apiIn(stack, { deploy: false }))).toThrow('[Test/Track] http.api: got Test/Theirs with deploy: false, allowed a RestApi that deploys itself');
  });

  test('one whose stage is not of the app', () => {
    expect(failing((stack) => {
      const api = apiIn(stack);
      api.deploymentStage = apigateway.Stage.fromStageAttributes(stack, 'Stage', { stageName: 'x', restApi: api }) as apigateway.Stage;
      return api;
    })).toThrow('[Test/Track] http.api: got Test/Theirs with a stage that is not made in the app');
  });

  test('one of another app or Stage', () => {
    expect(failing(() => apiIn(newStack()))).toThrow('[Test/Track] http.api: got Test/Theirs, which is deployed apart from this');
    const app = new App();
    const [one, two] = ['One', 'Two'].map((id) => new Stack(new Stage(app, id), 'Stack'));
    expect(() => trackApi(two, { http: { api: apiIn(one) } })).toThrow('[Two/Stack/Track] http.api: got One/Stack/Theirs, which is deployed apart from this');
  });

  test('one of another region, whose Firehose it would call', () => {
    const app = new App();
    const far = new Stack(app, 'Far', { env: { account: '111111111111', region: 'us-east-1' } });
    const here = new Stack(app, 'Here', { env: { account: '111111111111', region: 'eu-west-1' } });
    expect(() => trackApi(here, { http: { api: apiIn(far) } })).toThrow('[Here/Track] http.api: got Far/Theirs in region us-east-1, allowed one in region eu-west-1');
  });

  test.each(['*/*', 'application/json', 'text/plain', 'text/*', 'Application/*'])('one to which %s is binary, so that events would come as base64', (type) => {
    expect(failing((stack) => apiIn(stack, { binaryMediaTypes: ['image/png', type] })))
      .toThrow(`[Test/Track] http.api: got Test/Theirs with the binary media type ${type}, allowed an API to which application/json and text/plain are text`);
  });

  test.each<[string, Partial<TrackApiProps>]>([
    ['stageName', { stageName: 'prod' }],
    ['http.tracing', { http: { tracing: true } }],
    ['http.accessLog', { http: { accessLog: AccessLog.toCloudWatch() } }],
    ['http.webAcl', { http: { webAcl: WebAcl.limits({ requestsPerAddress: 100 }) } }],
  ])('%s beside it, which belongs to the API', (what, props) => {
    expect(failing((stack) => apiIn(stack), props)).toThrow(`[Test/Track] ${what}: got a value together with http.api, allowed no value: it belongs to the API`);
  });
});
