import { Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as targets from 'aws-cdk-lib/aws-route53-targets';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Lazy } from 'aws-cdk-lib/core';
import type { Stack } from 'aws-cdk-lib/core';
import { AccessLog, ServerlessDataPipeline, TrackAuthorization } from '../../src';
import type { HttpOptions } from '../../src';
import { gatewayResponsesOf, methodsOf, trackApi } from '../support/edges';
import { newStack, theOnly } from '../support/stacks';

const certificateOf = (stack: Stack) => acm.Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:eu-west-1:111111111111:certificate/1');
const endpointOf = (stack: Stack) => ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'Endpoint', { vpcEndpointId: 'vpce-1', port: 443 });
const withDomain = (stack: Stack, options?: Partial<apigateway.DomainNameOptions>) => trackApi(stack, {
  http: { domain: { domainName: 'events.example.com', certificate: certificateOf(stack), ...options } },
});

describe('by default', () => {
  test('the API is regional, without traces, logs, web ACL or domain', () => {
    const stack = newStack();
    trackApi(stack);
    expect(theOnly(stack, 'AWS::ApiGateway::RestApi').Properties).toMatchObject({ EndpointConfiguration: { Types: ['REGIONAL'] } });
    expect(theOnly(stack, 'AWS::ApiGateway::RestApi').Properties).not.toHaveProperty('DisableExecuteApiEndpoint');
    const stage = theOnly(stack, 'AWS::ApiGateway::Stage').Properties;
    expect(stage).not.toHaveProperty('AccessLogSetting');
    expect(stage).not.toHaveProperty('TracingEnabled');
    for (const type of ['AWS::WAFv2::WebACL', 'AWS::WAFv2::WebACLAssociation', 'AWS::ApiGateway::DomainName', 'AWS::ApiGateway::Account']) {
      Template.fromStack(stack).resourceCountIs(type, 0);
    }
  });
});

test('tracing switches X-Ray on', () => {
  const stack = newStack();
  trackApi(stack, { http: { tracing: true } });
  expect(theOnly(stack, 'AWS::ApiGateway::Stage').Properties.TracingEnabled).toBe(true);
});

describe('path', () => {
  test('stands in front of both routes', () => {
    const stack = newStack();
    const api = trackApi(stack, { http: { path: 'v1/events' } });
    expect(Object.keys(methodsOf(stack)).sort()).toEqual(['OPTIONS /v1/events/batch', 'OPTIONS /v1/events/track', 'POST /v1/events/batch', 'POST /v1/events/track']);
    expect(JSON.stringify(stack.resolve(api.trackUrl))).toContain('/v1/events/track"');
    expect(JSON.stringify(stack.resolve(api.batchUrl))).toContain('/v1/events/batch"');
  });

  test.each(['', '/events', 'events/', 'a//b', '{id}', 'a b', '*', '~u'])('fails on %j', (path) => {
    expect(() => trackApi(newStack(), { http: { path } })).toThrow(`[Test/Track] http.path: got '${path}', allowed parts of`);
  });

  test('fails on one that is known only at deployment', () => {
    expect(() => trackApi(newStack(), { http: { path: Lazy.string({ produce: () => 'a' }) } })).toThrow('[Test/Track] http.path: got a value that is known only at deployment');
  });
});

describe('domain', () => {
  test('maps to the stage, regional and with TLS 1.2', () => {
    const stack = newStack();
    withDomain(stack);
    expect(theOnly(stack, 'AWS::ApiGateway::DomainName').Properties).toMatchObject({
      DomainName: 'events.example.com', EndpointConfiguration: { Types: ['REGIONAL'] }, SecurityPolicy: 'TLS_1_2', RegionalCertificateArn: expect.stringContaining('certificate/1'),
    });
    const stage = Object.keys(Template.fromStack(stack).findResources('AWS::ApiGateway::Stage'))[0];
    expect(theOnly(stack, 'AWS::ApiGateway::BasePathMapping').Properties).toMatchObject({ Stage: { Ref: stage } });
  });

  test('is TLS 1.2 also if the policy is left open in so many words', () => {
    const stack = newStack();
    withDomain(stack, { securityPolicy: undefined });
    expect(theOnly(stack, 'AWS::ApiGateway::DomainName').Properties.SecurityPolicy).toBe('TLS_1_2');
  });

  test.each([[undefined, 'https://events.example.com/track'], ['shop', 'https://events.example.com/shop/track'], ['a/b', 'https://events.example.com/a/b/track']])(
    'with the base path %j the URL is %s, without a stage', (basePath, url) => {
      const stack = newStack();
      const api = withDomain(stack, { basePath });
      expect(api.trackUrl).toBe(url);
      expect(api.batchUrl).toBe(url.replace('track', 'batch'));
    });

  test('comes before the path', () => {
    const stack = newStack();
    const api = trackApi(stack, { http: { path: 'v1', domain: { domainName: 'e.example.com', basePath: 'shop', certificate: certificateOf(stack) } } });
    expect(api.trackUrl).toBe('https://e.example.com/shop/v1/track');
  });

  test('with mutual TLS the URL that asks for no certificate is closed', () => {
    const stack = newStack();
    withDomain(stack, { mtls: { bucket: s3.Bucket.fromBucketName(stack, 'Trust', 'trust'), key: 'truststore.pem' } });
    expect(theOnly(stack, 'AWS::ApiGateway::RestApi').Properties.DisableExecuteApiEndpoint).toBe(true);
  });

  test('is what a DNS record of the CDK points at', () => {
    const stack = newStack();
    const api = withDomain(stack);
    const zone = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
    new route53.ARecord(stack, 'Record', { zone, recordName: 'events', target: route53.RecordTarget.fromAlias(new targets.ApiGateway(api.restApi)) });
    const domain = Object.keys(Template.fromStack(stack).findResources('AWS::ApiGateway::DomainName'))[0];
    expect(theOnly(stack, 'AWS::Route53::RecordSet').Properties.AliasTarget.DNSName).toEqual({ 'Fn::GetAtt': [domain, 'RegionalDomainName'] });
  });

  test.each<[Partial<apigateway.DomainNameOptions>, string]>([
    [{ securityPolicy: apigateway.SecurityPolicy.TLS_1_0 }, 'securityPolicy: got TLS_1_0, allowed TLS 1.2 or later'],
    [{ endpointType: apigateway.EndpointType.PRIVATE }, 'endpointType: got PRIVATE, allowed REGIONAL or EDGE'],
    [{ domainName: 'Events.example.com' }, "domainName: got 'Events.example.com', allowed a name in lower case, without a scheme, a path or *"],
    [{ domainName: 'https://events.example.com/' }, "domainName: got 'https://events.example.com/', allowed a name in lower case"],
    [{ domainName: '*.example.com' }, "domainName: got '*.example.com', allowed a name in lower case"],
    [{ endpointType: apigateway.EndpointType.EDGE, basePath: 'a/b' }, 'endpointType: got EDGE together with a base path of several parts, allowed REGIONAL'],
    [{ endpointType: apigateway.EndpointType.EDGE, mtls: { bucket: { bucketArn: 'arn' } as any, key: 'k' } }, 'endpointType: got EDGE together with mtls, allowed REGIONAL'],
    [{ mtls: {} as any }, 'mtls.bucket: got nothing, allowed a bucket'],
    [{ basePath: '' }, "basePath: got ''"],
    [{ basePath: '/a' }, "basePath: got '/a'"],
    [{ certificate: undefined }, 'certificate: got nothing, allowed a certificate (ICertificate)'],
    [{ domainName: undefined }, 'domainName: got nothing, allowed a text'],
  ])('fails on %j', (options, message) => {
    expect(() => withDomain(newStack(), options)).toThrow(`[Test/Track] http.domain.${message}`);
  });
});

describe('a private API', () => {
  const privateApi = (stack: Stack, authorization?: TrackAuthorization, http?: HttpOptions) => trackApi(stack, {
    authorization, http: { vpcEndpoints: [endpointOf(stack)], ...http },
  });

  test('can be reached through its endpoints only', () => {
    const stack = newStack();
    privateApi(stack, TrackAuthorization.none());
    const { EndpointConfiguration: endpoint, Policy: policy } = theOnly(stack, 'AWS::ApiGateway::RestApi').Properties;
    expect(endpoint).toEqual({ Types: ['PRIVATE'], VpcEndpointIds: ['vpce-1'] });
    expect(policy.Statement).toContainEqual({
      Effect: 'Deny', Principal: { AWS: '*' }, Action: 'execute-api:Invoke', Resource: 'execute-api:/*', Condition: { StringNotEquals: { 'aws:SourceVpce': ['vpce-1'] } },
    });
  });

  test('keeps the replies of a public one', () => {
    const stack = newStack();
    privateApi(stack, TrackAuthorization.none());
    expect(gatewayResponsesOf(stack)).toHaveProperty('MISSING_AUTHENTICATION_TOKEN');
  });

  test('fails on a gateway endpoint, which knows no API', () => {
    const stack = newStack();
    const gateway = new ec2.Vpc(stack, 'Vpc').addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
    expect(() => trackApi(stack, { http: { vpcEndpoints: [gateway] } })).toThrow('[Test/Track] http.vpcEndpoints[0]: got Test/Vpc/S3, a gateway endpoint, allowed an interface endpoint');
  });

  test('fails on an empty list, on what is no endpoint, and together with a domain', () => {
    expect(() => privateApi(newStack(), undefined, { vpcEndpoints: [] })).toThrow('[Test/Track] http.vpcEndpoints: got an empty list, allowed 1 endpoint or more');
    expect(() => privateApi(newStack(), undefined, { vpcEndpoints: ['vpce-1' as any] })).toThrow("[Test/Track] http.vpcEndpoints[0]: got the text 'vpce-1', allowed an endpoint");
    const stack = newStack();
    expect(() => privateApi(stack, undefined, { domain: { domainName: 'a.example', certificate: certificateOf(stack) } }))
      .toThrow('[Test/Track] http.vpcEndpoints: got endpoints together with domain, allowed one of the two');
  });
});

test.each([[{ accessLog: 'group' }, "http.accessLog: got the text 'group', allowed an AccessLog"], [{ webAcl: 'arn' }, 'http.webAcl: got the text'], [{ tracing: 'yes' }, 'http.tracing: got the text'],
  [{ context: 'ip' }, 'http.context: got the text'], [{ api: 'id' }, 'http.api: got the text']])('fails on %j, as plain JavaScript lets one write', (http: any, message) => {
  expect(() => trackApi(newStack(), { http })).toThrow(`[Test/Track] ${message}`);
});

test('everything of a pipeline reaches its API', () => {
  const stack = newStack();
  const pipeline = new ServerlessDataPipeline(stack, 'Pipeline', {
    authorization: TrackAuthorization.none(),
    http: { path: 'v1', tracing: true, accessLog: AccessLog.toCloudWatch() },
  });
  expect(JSON.stringify(stack.resolve(pipeline.trackUrl))).toContain('/v1/track"');
  expect(theOnly(stack, 'AWS::ApiGateway::Stage').Properties).toMatchObject({ TracingEnabled: true, AccessLogSetting: expect.anything() });
});
