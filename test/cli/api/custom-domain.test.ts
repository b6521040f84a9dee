import { DomainName, MockIntegration, RestApi, SecurityPolicy } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { App, Stack } from 'aws-cdk-lib/core';
import { serve, stopServers, SILENT } from './context-api';
import { CustomDomain, readDomains } from '../../../cli/api/custom-domain';
import { byHost } from '../../../cli/api/host-routing';
import { createApi } from '../../../cli/api/server';
import type { Deployment } from '../../../cli/template/deployment';
import { request } from '../../support/http-request';
import { deployed } from '../template/deployed';

afterEach(stopServers);

const REPLY = '{"stage":"$context.stage","path":"$context.path","domain":"$context.domainName","prefix":"$context.domainPrefix",'
  + '"base":"$context.customDomain.basePathMatched","resource":"$context.resourcePath"}';

/** An API behind a domain of its own with the base path v1, and behind another one with a deep base path and its root. */
function domains(props: { disableExecuteApiEndpoint?: boolean } = {}): Deployment {
  const stack = new Stack(new App(), 'Edge');
  const certificate = Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:us-east-1:123456789012:certificate/one');
  const api = new RestApi(stack, 'Api', {
    ...props,
    deployOptions: { stageName: 'dev' },
    domainName: { domainName: 'events.example.com', certificate, basePath: 'v1' },
  });
  api.root.addResource('track').addMethod('POST', new MockIntegration({
    requestTemplates: { 'application/json': '{"statusCode":200}' },
    integrationResponses: [{ statusCode: '200', responseTemplates: { 'application/json': REPLY } }],
  }), { methodResponses: [{ statusCode: '200' }] });
  const multi = new DomainName(stack, 'Multi', { domainName: 'multi.example.com', certificate, securityPolicy: SecurityPolicy.TLS_1_2 });
  multi.addApiMapping(api.deploymentStage, { basePath: 'a/b' });
  multi.addBasePathMapping(api);
  return deployed((stack.node.root as App).synth().getStackByName('Edge').template);
}

async function start(deployment: Deployment): Promise<{ api: string; events: string; multi: string }> {
  const [restApi] = deployment.resources('AWS::ApiGateway::RestApi');
  const api = createApi({ deployment, restApi, services: {}, events: SILENT });
  const found = readDomains(deployment, new Map([[restApi.ref, api]]));
  const at = async (name: string) => serve(byHost(found, found.find(domain => domain.name === name)!));
  return { api: await serve(byHost(found, api)), events: await at('events.example.com'), multi: await at('multi.example.com') };
}

test('a domain leads to a stage by its base path', async () => {
  const { events } = await start(domains());
  const reply = await request(`${events}/v1/track?x=1`, { body: '{}' });
  expect([reply.status, JSON.parse(reply.body)]).toEqual([200, {
    stage: 'dev', path: '/v1/track', domain: 'events.example.com', prefix: 'events', base: 'v1', resource: '/track',
  }]);
});

test.each([
  ['/a/b/track', 'a/b'],
  ['/track', '(none)'],
])('%s goes by the mapping %s', async (path, base) => {
  const { multi } = await start(domains());
  expect(JSON.parse((await request(`${multi}${path}`, { body: '{}' })).body)).toMatchObject({ stage: 'dev', path, base, domain: 'multi.example.com' });
});

test.each(['/a/b//track', '//track', '/a/b///track/'])('slashes before the path below the mapping count as one in %s', async path => {
  const { multi } = await start(domains());
  expect(JSON.parse((await request(`${multi}${path}`, { body: '{}' })).body)).toMatchObject({ path, resource: '/track' });
});

test.each(['events.example.com', 'EVENTS.example.com:3000', 'events.example.com.'])('host %s is the domain on every port', async host => {
  const { api, multi } = await start(domains());
  for (const url of [api, multi]) {
    const reply = await request(`${url}/v1/track`, { body: '{}', headers: { host } });
    expect(JSON.parse(reply.body)).toMatchObject({ domain: 'events.example.com', base: 'v1' });
  }
});

test('without a mapping the reply is the one of AWS, and the connection stays usable', async () => {
  const { events } = await start(domains());
  const reply = await request(`${events}/v2/track`, { body: 'x'.repeat(100_000) });
  expect([reply.status, reply.body, reply.headers['x-amzn-errortype']]).toEqual([403, '{"message":"Forbidden"}', 'ForbiddenException']);
  expect(reply.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
});

test('a path that only the API has not is its own 403', async () => {
  const { events } = await start(domains());
  const reply = await request(`${events}/v1/other`, { body: '{}' });
  expect([reply.status, reply.body]).toEqual([403, '{"message":"Missing Authentication Token"}']);
});

test('an API whose own endpoint is switched off answers at its domains alone', async () => {
  const { api, events } = await start(domains({ disableExecuteApiEndpoint: true }));
  const own = await request(`${api}/dev/track`, { body: '{}' });
  expect([own.status, own.body]).toEqual([403, '{"message":"Forbidden"}']);
  expect((await request(`${events}/v1/track`, { body: '{}' })).status).toBe(200);
});

test('an API is at its own address too, where the path has the stage', async () => {
  const { api } = await start(domains());
  expect(JSON.parse((await request(`${api}/dev/track`, { body: '{}' })).body)).toMatchObject({ stage: 'dev', path: '/dev/track', base: '' });
});

test('a mapping to what is no API here forbids', async () => {
  const url = await serve(new CustomDomain('x.example.com', [{ basePath: '', restApiId: 'gone', stage: 'dev' }], new Map()));
  expect((await request(`${url}/track`, { body: '{}' })).status).toBe(403);
});

test.each([
  ['*.example.com', 'a.example.com', true],
  ['*.example.com', 'a.b.example.com', false],
  ['*.example.com', 'example.com', false],
  ['events.example.com', 'events.example.com', true],
  ['events.example.com', 'other.example.com', false],
])('domain %s serves host %s: %s', (name, host, expected) => {
  expect(new CustomDomain(name, [], new Map()).serves(host)).toBe(expected);
});

test('a domain whose name cannot be known is left out, and nothing else', () => {
  const found = readDomains(deployed({
    Parameters: { Name: { Type: 'String' } },
    Resources: {
      Unknown: { Type: 'AWS::ApiGateway::DomainName', Properties: { DomainName: { Ref: 'Name' } } },
      Known: { Type: 'AWS::ApiGatewayV2::DomainName', Properties: { DomainName: 'Known.example.com' } },
    },
  }), new Map());
  expect(found.map(({ name }) => name)).toEqual(['known.example.com']);
});
