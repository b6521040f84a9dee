import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AuthorizationType } from 'aws-cdk-lib/aws-apigateway';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, CfnParameter, Lazy, Stack } from 'aws-cdk-lib/core';
import { DeliveryStream, TrackApi, TrackAuthorization } from '../../src';
import type { TrackApiProps } from '../../src';
import { identityStatements, newStack, theOnly } from '../support/stacks';

function trackApi(stack: Stack, props?: Partial<TrackApiProps>): TrackApi {
  const deliveryStream = new firehose.CfnDeliveryStream(stack, 'Stream', { deliveryStreamName: 'events', deliveryStreamType: 'DirectPut' });
  return new TrackApi(stack, 'Track', { deliveryStream, ...props });
}

/** The methods by `POST /track`. */
function methods(stack: Stack): Record<string, any> {
  const template = Template.fromStack(stack);
  const paths = Object.fromEntries(Object.entries(template.findResources('AWS::ApiGateway::Resource'))
    .map(([id, resource]) => [id, resource.Properties.PathPart]));
  return Object.fromEntries(Object.values(template.findResources('AWS::ApiGateway::Method'))
    .map(({ Properties }) => [`${Properties.HttpMethod} /${paths[Properties.ResourceId.Ref]}`, Properties]));
}

function gatewayResponses(stack: Stack): Record<string, any> {
  return Object.fromEntries(Object.values(Template.fromStack(stack).findResources('AWS::ApiGateway::GatewayResponse'))
    .map(({ Properties }) => [Properties.ResponseType, Properties]));
}

const ORIGIN = 'Access-Control-Allow-Origin';

describe('routes', () => {
  test('go live only after their role may put records', () => {
    const stack = newStack();
    trackApi(stack);
    const [[policy]] = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    const resources = Object.values(Template.fromStack(stack).findResources('AWS::ApiGateway::Method'));
    expect(resources.filter(({ Properties }) => Properties.HttpMethod === 'POST').map(({ DependsOn }) => DependsOn)).toEqual([[policy], [policy]]);
  });

  test('are POST and OPTIONS on /track and /batch, and no other', () => {
    const stack = newStack();
    trackApi(stack);
    expect(Object.keys(methods(stack)).sort()).toEqual(['OPTIONS /batch', 'OPTIONS /track', 'POST /batch', 'POST /track']);
  });

  test.each([['POST /track', 'PutRecord'], ['POST /batch', 'PutRecordBatch']])('%s calls %s with the role of the API', (route, action) => {
    const stack = newStack();
    trackApi(stack);
    const integration = methods(stack)[route].Integration;
    expect(integration).toMatchObject({
      Type: 'AWS',
      IntegrationHttpMethod: 'POST',
      PassthroughBehavior: 'NEVER',
      RequestParameters: { 'integration.request.header.Content-Type': "'application/x-amz-json-1.1'" },
    });
    expect(JSON.stringify(integration.Uri)).toContain(`:firehose:action/${action}"`);
    expect(Object.keys(integration.RequestTemplates).sort()).toEqual(['application/json', 'text/plain']);
  });

  test.each(['POST /track', 'POST /batch'])('every content type of %s has a body validator with a model', (route) => {
    const stack = newStack();
    trackApi(stack);
    const method = methods(stack)[route];
    expect(Object.keys(method.RequestModels).sort()).toEqual(Object.keys(method.Integration.RequestTemplates).sort());
    expect(theOnly(stack, 'AWS::ApiGateway::RequestValidator').Properties).toMatchObject({ ValidateRequestBody: true, ValidateRequestParameters: true });
    expect(method.RequestValidatorId).toBeDefined();
  });

  test('models take one object, or 1 to 500 objects', () => {
    const stack = newStack();
    trackApi(stack);
    const schemas = Object.values(Template.fromStack(stack).findResources('AWS::ApiGateway::Model')).map(({ Properties }) => Properties.Schema);
    expect(schemas).toContainEqual(expect.objectContaining({ type: 'object' }));
    expect(schemas).toContainEqual(expect.objectContaining({ type: 'array', minItems: 1, maxItems: 500, items: { type: 'object' } }));
    expect(schemas.map((schema) => schema.$schema)).toEqual(Array(2).fill('http://json-schema.org/draft-04/schema#'));
  });

  test('API Gateway keeps one integration response a status, and each has its method response', () => {
    const stack = newStack();
    trackApi(stack);
    for (const method of Object.values(methods(stack))) {
      const statuses = method.Integration.IntegrationResponses.map((response: any) => response.StatusCode);
      expect(new Set(statuses).size).toBe(statuses.length);
      const declared = method.MethodResponses.map((response: any) => response.StatusCode);
      expect(declared).toEqual(expect.arrayContaining(statuses));
      for (const response of method.Integration.IntegrationResponses) {
        const headers = method.MethodResponses.find((declaredOne: any) => declaredOne.StatusCode === response.StatusCode).ResponseParameters;
        expect(Object.keys(headers)).toEqual(expect.arrayContaining(Object.keys(response.ResponseParameters)));
      }
    }
  });

  test('without a pattern that matches, the reply is a 500 and never a success', () => {
    const stack = newStack();
    trackApi(stack);
    for (const route of ['POST /track', 'POST /batch']) {
      const otherwise = methods(stack)[route].Integration.IntegrationResponses.filter((response: any) => response.SelectionPattern === undefined);
      expect(otherwise.map((response: any) => response.StatusCode)).toEqual(['500']);
    }
  });
});

describe('CORS', () => {
  test.each([[undefined, "'*'"], [['https://a.example'], "'https://a.example'"]])('with the origins %j it is a static value on every reply', (allowedOrigins, value) => {
    const stack = newStack();
    trackApi(stack, { allowedOrigins });
    for (const method of Object.values(methods(stack))) {
      for (const response of method.Integration.IntegrationResponses) {
        expect(response.ResponseParameters[`method.response.header.${ORIGIN}`]).toBe(value);
      }
    }
    for (const response of Object.values(gatewayResponses(stack))) {
      expect(response.ResponseParameters[`gatewayresponse.header.${ORIGIN}`]).toBe(value);
    }
  });

  test('with several origins no reply names one by itself, and caches are told', () => {
    const stack = newStack();
    trackApi(stack, { allowedOrigins: ['https://a.example', 'http://localhost:8080'] });
    for (const method of Object.values(methods(stack))) {
      for (const response of method.Integration.IntegrationResponses) {
        expect(response.ResponseParameters).not.toHaveProperty([`method.response.header.${ORIGIN}`]);
        expect(response.ResponseParameters['method.response.header.Vary']).toBe("'Origin'");
        expect(response.ResponseTemplates['application/json']).toContain("$origin == 'https://a.example' || $origin == 'http://localhost:8080'");
      }
    }
    for (const response of Object.values(gatewayResponses(stack))) {
      expect(response.ResponseParameters[`gatewayresponse.header.${ORIGIN}`]).toBe('method.request.header.Origin');
    }
  });

  test('a preflight is answered 204 with a long age', () => {
    const stack = newStack();
    trackApi(stack);
    const [response] = methods(stack)['OPTIONS /track'].Integration.IntegrationResponses;
    expect(response).toMatchObject({
      StatusCode: '204',
      ResponseParameters: {
        'method.response.header.Access-Control-Allow-Methods': "'OPTIONS,POST'",
        'method.response.header.Access-Control-Max-Age': "'86400'",
        'method.response.header.Access-Control-Allow-Headers': expect.stringContaining('Content-Type'),
      },
    });
  });

  test('credentials are never allowed', () => {
    const stack = newStack();
    trackApi(stack, { allowedOrigins: ['https://a.example', 'https://b.example'] });
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('Allow-Credentials');
  });

  test.each([
    ['an empty list', []],
    ['a path', ['https://a.example/']],
    ['a host alone', ['a.example']],
    ['* beside another', ['*', 'https://a.example']],
    ['a quote, which would end the value', ["https://a'b"]],
    ['capitals, which no browser sends', ['https://Example.com']],
    ['a default port, which no browser sends', ['https://a.example:443']],
    ['a port that is none', ['https://a.example:99999']],
    ['null, which every sandboxed page sends', ['null']],
    ['what is no text', [7 as any]],
  ])('fails on %s', (_name, allowedOrigins) => {
    expect(() => trackApi(newStack(), { allowedOrigins })).toThrow(/^\[Test\/Track\] allowedOrigins: got .+, allowed '\*' alone, or /);
  });

  test('fails on an origin that stands there twice', () => {
    expect(() => trackApi(newStack(), { allowedOrigins: ['https://a.example', 'https://b.example', 'https://a.example'] }))
      .toThrow("[Test/Track] allowedOrigins: got 'https://a.example' twice, allowed each origin once");
  });

  test('fails on a list that would make the template too large', () => {
    const allowedOrigins = Array.from({ length: 1000 }, (_unused, n) => `https://shop-${n}.example.com`);
    expect(() => trackApi(newStack(), { allowedOrigins })).toThrow(/allowedOrigins: got 1000 origins with \d{5} characters together, allowed up to 20000/);
  });

  test('fails on a list that is known only at deployment: templates compare with each of it', () => {
    const stack = newStack();
    const { valueAsList } = new CfnParameter(stack, 'Origins', { type: 'CommaDelimitedList' });
    expect(() => trackApi(stack, { allowedOrigins: valueAsList }))
      .toThrow('[Test/Track] allowedOrigins: got a list that is known only at deployment (a token), allowed a list of origins, each of which may be a token');
  });

  test.each(['https://a.example:8443', 'http://localhost', 'http://[::1]:3000', 'capacitor://localhost'])('takes %s', (origin) => {
    expect(() => trackApi(newStack(), { allowedOrigins: [origin] })).not.toThrow();
  });

  test('an origin that is known only at deployment passes', () => {
    const stack = newStack();
    trackApi(stack, { allowedOrigins: [Lazy.string({ produce: () => 'https://late.example' })] });
    expect(gatewayResponses(stack).THROTTLED.ResponseParameters[`gatewayresponse.header.${ORIGIN}`]).toBe("'https://late.example'");
  });
});

describe('replies of API Gateway itself', () => {
  test.each([
    ['THROTTLED', undefined, "'1'"],
    ['QUOTA_EXCEEDED', undefined, "'60'"],
    ['MISSING_AUTHENTICATION_TOKEN', '404', undefined],
    ['UNSUPPORTED_MEDIA_TYPE', undefined, undefined],
    ['BAD_REQUEST_BODY', undefined, undefined],
    ['INTEGRATION_TIMEOUT', undefined, undefined],
  ])('%s is JSON, with status %s and Retry-After %s', (type, status, retryAfter) => {
    const stack = newStack();
    trackApi(stack);
    const response = gatewayResponses(stack)[type];
    expect(response.StatusCode).toBe(status);
    expect(response.ResponseParameters['gatewayresponse.header.Retry-After']).toBe(retryAfter);
    expect(JSON.parse(response.ResponseTemplates['application/json'])).toHaveProperty('message');
  });

  test('never repeat the validator text, which is not escaped', () => {
    const stack = newStack();
    trackApi(stack);
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('validationErrorString');
  });
});

describe('limits', () => {
  test.each([
    [undefined, 100, 200],
    [{ rateLimit: 5, burstLimit: 7 }, 5, 7],
    [{ rateLimit: 5 }, 5, 200],
  ])('throttle %j gives each method %i requests a second and bursts of %i', (throttle, rate, burst) => {
    const stack = newStack();
    trackApi(stack, { throttle });
    expect(theOnly(stack, 'AWS::ApiGateway::Stage').Properties.MethodSettings).toEqual([
      expect.objectContaining({ HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst }),
    ]);
  });

  test('a rate above the smallest quota of a stream warns', () => {
    const stack = newStack();
    trackApi(stack, { throttle: { rateLimit: 501 } });
    Annotations.fromStack(stack).hasWarning('/Test/Track', Match.stringLikeRegexp('got 501 requests a second for each of 2 methods'));
  });

  test.each([
    [{ rateLimit: -1 }, 'throttle.rateLimit: got -1 requests a second'],
    [{ burstLimit: 1.5 }, 'throttle.burstLimit: got 1.5 requests, allowed whole requests'],
    [{ burstLimit: -1 }, 'throttle.burstLimit: got -1 requests, allowed 0 requests or more; choose a value of 0 requests or more'],
    [{ rateLimit: NaN }, 'throttle.rateLimit: got NaN'],
    [{ rateLimit: Infinity }, 'throttle.rateLimit: got Infinity'],
    [{ rateLimit: '5' as any }, "throttle.rateLimit: got the text '5', allowed a number"],
  ])('fails on %j', (throttle, message) => {
    expect(() => trackApi(newStack(), { throttle })).toThrow(`[Test/Track] ${message}`);
  });

  test('limits that are known only at deployment pass, and nothing is said of them', () => {
    const stack = newStack();
    const late = Lazy.number({ produce: () => 20_000 });
    trackApi(stack, { authorization: TrackAuthorization.none(), throttle: { rateLimit: late, burstLimit: late } });
    expect(theOnly(stack, 'AWS::ApiGateway::Stage').Properties.MethodSettings[0]).toMatchObject({ ThrottlingRateLimit: 20_000, ThrottlingBurstLimit: 20_000 });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('a rate of 0 closes the API', () => {
    const stack = newStack();
    trackApi(stack, { throttle: { rateLimit: 0 } });
    expect(theOnly(stack, 'AWS::ApiGateway::Stage').Properties.MethodSettings[0].ThrottlingRateLimit).toBe(0);
  });

  test('fails on a stage name that is known only at deployment: it is part of a logical id', () => {
    expect(() => trackApi(newStack(), { stageName: Lazy.string({ produce: () => 'prod' }) }))
      .toThrow('[Test/Track] stageName: got a value that is known only at deployment (a token)');
  });

  test.each(['', 'with space', 'x'.repeat(129)])('fails on the stage name %j', (stageName) => {
    expect(() => trackApi(newStack(), { stageName })).toThrow('[Test/Track] stageName: got');
  });
});

describe('access', () => {
  test('without a choice a warning says that the URL is open to anyone', () => {
    const stack = newStack();
    trackApi(stack);
    Annotations.fromStack(stack).hasWarning('/Test/Track', Match.stringLikeRegexp('anyone who knows the URL may send events'));
  });

  test('none() says that it is meant, and nothing warns', () => {
    const stack = newStack();
    trackApi(stack, { authorization: TrackAuthorization.none() });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('the role may put records into this stream and nothing else', () => {
    const stack = newStack();
    const deliveryStream = new DeliveryStream(stack, 'Mine');
    trackApi(stack, { deliveryStream });
    expect(identityStatements(stack)).toContainEqual({
      actions: ['firehose:PutRecord', 'firehose:PutRecordBatch'], resources: [stack.resolve(deliveryStream.deliveryStreamArn)],
    });
    const roles = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
    expect(roles.filter((role) => role.Properties.ManagedPolicyArns)).toEqual([]);
  });

  test('neither an account role nor an access log nor a further output is made', () => {
    const stack = newStack();
    trackApi(stack);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::ApiGateway::Account', 0);
    expect(theOnly(stack, 'AWS::ApiGateway::Stage').Properties).not.toHaveProperty('AccessLogSetting');
    expect(template.toJSON()).not.toHaveProperty('Outputs');
  });
});

describe('an authorization of one\'s own', () => {
  class Signed extends TrackAuthorization {
    bind() {
      return { authorizationType: AuthorizationType.IAM };
    }
  }

  test('reaches POST, and a preflight stays open', () => {
    const stack = newStack();
    trackApi(stack, { authorization: new Signed() });
    expect(methods(stack)['POST /track'].AuthorizationType).toBe('AWS_IAM');
    expect(methods(stack)['OPTIONS /track'].AuthorizationType).toBe('NONE');
  });

  test('with IAM a path that does not exist cannot be told from a missing signature, so it stays a 403', () => {
    const stack = newStack();
    trackApi(stack, { authorization: new Signed() });
    expect(gatewayResponses(stack)).not.toHaveProperty('MISSING_AUTHENTICATION_TOKEN');
  });
});

describe('the stream', () => {
  test('fails on one of another account', () => {
    const app = new App();
    const other = new Stack(app, 'Other', { env: { account: '222222222222', region: 'eu-west-1' } });
    const here = new Stack(app, 'Here', { env: { account: '111111111111', region: 'eu-west-1' } });
    expect(() => new TrackApi(here, 'Track', { deliveryStream: new DeliveryStream(other, 'Stream') }))
      .toThrow('[Here/Track] deliveryStream: got Other/Stream in account 222222222222, allowed one in account 111111111111');
  });

  test('fails on one of another region, which API Gateway cannot call', () => {
    const app = new App();
    const far = new Stack(app, 'Far', { env: { account: '111111111111', region: 'eu-west-1' } });
    const here = new Stack(app, 'Here', { env: { account: '111111111111', region: 'us-east-1' } });
    expect(() => new TrackApi(here, 'Track', { deliveryStream: new DeliveryStream(far, 'Stream') }))
      .toThrow('[Here/Track] deliveryStream: got Far/Stream in region eu-west-1, allowed one in region us-east-1');
  });

  test.each(['arn:aws:firehose:eu-west-1:111111111111:deliverystream/events', 'with "quotes"', '', 'x'.repeat(65)])(
    'fails on the name %j, which no stream has', (name) => {
      const stack = newStack();
      const deliveryStream = { ...firehose.CfnDeliveryStream.fromDeliveryStreamName(stack, 'Other', 'events') } as any;
      Object.assign(deliveryStream, {
        env: stack, node: stack.node, deliveryStreamRef: { deliveryStreamName: name, deliveryStreamArn: 'arn' },
      });
      expect(() => trackApi(stack, { deliveryStream })).toThrow(`[Test/Track] deliveryStream: got one with the name '${name}', allowed 1 to 64 of`);
    });

  test('fails on one that has a source of its own, which takes no PutRecord', () => {
    const stack = newStack();
    const deliveryStream = new firehose.DeliveryStream(stack, 'Sourced', {
      destination: new firehose.S3Bucket(new s3.Bucket(stack, 'Bucket')),
      source: new firehose.KinesisStreamSource(new kinesis.Stream(stack, 'Source')),
    });
    expect(() => trackApi(stack, { deliveryStream }))
      .toThrow('[Test/Track] deliveryStream: got one of the type KinesisStreamAsSource, allowed one of the type DirectPut; use a stream without a source');
  });

  test('takes a stream of the CDK and its resource', () => {
    const stack = newStack();
    const deliveryStream = new firehose.DeliveryStream(stack, 'Direct', { destination: new firehose.S3Bucket(new s3.Bucket(stack, 'Bucket')) });
    new TrackApi(stack, 'One', { deliveryStream });
    new TrackApi(stack, 'Two', { deliveryStream: deliveryStream.node.defaultChild as firehose.CfnDeliveryStream });
    Template.fromStack(stack).resourceCountIs('AWS::ApiGateway::RestApi', 2);
  });

  test('fails if none is given, as plain JavaScript lets one', () => {
    expect(() => trackApi(newStack(), { deliveryStream: undefined })).toThrow('[Test/Track] deliveryStream: got nothing, allowed a stream (IDeliveryStreamRef)');
  });

  test('a change of a template makes a new deployment', () => {
    const deployment = (allowedOrigins: string[]) => {
      const stack = newStack();
      trackApi(stack, { allowedOrigins });
      return Object.keys(Template.fromStack(stack).findResources('AWS::ApiGateway::Deployment'));
    };
    expect(deployment(['https://a.example'])).not.toEqual(deployment(['https://b.example']));
  });
});

test.each<[string, string]>([['metricRejected', '4XXError'], ['metricServerErrors', '5XXError'], ['metricRequests', 'Count']])(
  '%s reads %s of this stage', (method, metricName) => {
    const api = trackApi(newStack());
    const metric = (api as any)[method]();
    expect(metric).toMatchObject({ namespace: 'AWS/ApiGateway', metricName, statistic: 'Sum' });
    expect(Object.keys(metric.dimensions)).toEqual(['ApiName', 'Stage']);
  });
