import { AccessLogFormat, DomainName, EndpointType, FirehoseLogDestination, LogGroupLogDestination, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { InterfaceVpcEndpointAwsService, Vpc } from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayDomain, InterfaceVpcEndpointTarget } from 'aws-cdk-lib/aws-route53-targets';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { CfnOutput, Fn, Stack } from 'aws-cdk-lib/core';
import type { App } from 'aws-cdk-lib/core';
import { apiNotes } from '../../../cli/api/coverage';
import { uncovered } from '../../../cli/template/coverage';
import { loadAssembly } from '../../../cli/template/load';
import { DeliveryStream, ServerlessDataPipeline, TrackApi } from '../../../src';
import { synthesize, temporaryFolder } from '../../support/assembly';
import { addPost, eventStream } from '../../support/events-app';
import { request } from '../../support/http-request';
import { deliveredLines, startRun } from '../../support/local-pipeline';

/** Two APIs behind one domain, with its certificate and its name in a zone. */
function domainApp(app: App): void {
  const stack = new Stack(app, 'Edge');
  const zone = new HostedZone(stack, 'Zone', { zoneName: 'example.com' });
  const certificate = new Certificate(stack, 'Certificate', { domainName: 'events.example.com', validation: CertificateValidation.fromDns(zone) });
  const domain = new DomainName(stack, 'Domain', { domainName: 'events.example.com', certificate });
  for (const name of ['Web', 'Shop']) {
    const api = new RestApi(stack, name, { deployOptions: { stageName: 'live' } });
    addPost(api.root.addResource('track'), eventStream(stack, `${name}Stream`, name.toLowerCase()));
    domain.addApiMapping(api.deploymentStage, { basePath: `v1/${name.toLowerCase()}` });
    new CfnOutput(stack, `${name}TrackURL`, { value: `https://${domain.domainName}/v1/${name.toLowerCase()}/track` });
  }
  new ARecord(stack, 'Record', { zone, target: RecordTarget.fromAlias(new ApiGatewayDomain(domain)) });
}

test('the URL of a custom domain works here as the outputs tell it', async () => {
  const data = temporaryFolder();
  const { run, post } = await startRun(synthesize(domainApp), data);
  const urls = ['Web', 'Shop'].map((name) => run.outputs.get(`${name}TrackURL`)!);
  const [address] = run.addresses.values();
  expect([...run.addresses.keys()]).toEqual(['events.example.com']);
  expect(urls).toEqual([`${address}/v1/web/track`, `${address}/v1/shop/track`]);
  for (const url of urls) {
    expect((await post(url, JSON.stringify({ url }))).status).toBe(200);
  }
  const own = new URL(run.outputs.get('WebEndpoint')!);
  const byHost = await request(`${own.origin}/v1/shop/track`, { headers: { host: 'events.example.com' }, body: '{"by":"host"}' });
  expect([byHost.status, (await request(`${address}/v2/track`, { body: '{}' })).status]).toEqual([200, 403]);
  await run.stop();
  expect([deliveredLines(data, 'web/'), deliveredLines(data, 'shop/')]).toEqual([[{ url: urls[0] }], [{ url: urls[1] }, { by: 'host' }]]);
});

test('each API and each domain has a port of its own', async () => {
  const { run } = await startRun(synthesize(domainApp), temporaryFolder());
  const ports = ['WebEndpoint', 'ShopEndpoint', 'WebTrackURL'].map((name) => new URL(run.outputs.get(name)!).port);
  await run.stop();
  expect(new Set(ports).size).toBe(3);
});

test('a private API runs like any other, by either of its URLs', async () => {
  const assembly = synthesize((app) => {
    const stack = new Stack(app, 'Private');
    const endpoint = new Vpc(stack, 'Vpc').addInterfaceEndpoint('Endpoint', { service: InterfaceVpcEndpointAwsService.APIGATEWAY });
    const api = new RestApi(stack, 'Api', {
      endpointConfiguration: { types: [EndpointType.PRIVATE], vpcEndpoints: [endpoint] },
      policy: new PolicyDocument({ statements: [new PolicyStatement({ principals: [new AnyPrincipal()], actions: ['execute-api:Invoke'], resources: ['execute-api:/*'] })] }),
    });
    addPost(api.root.addResource('track'), eventStream(stack, 'Stream', 'events'));
    new CfnOutput(stack, 'Inside', { value: `https://${api.restApiId}-${endpoint.vpcEndpointId}.execute-api.${stack.region}.${stack.urlSuffix}/prod/track` });
    const zone = new HostedZone(stack, 'Zone', { zoneName: 'example.com' });
    new ARecord(stack, 'Record', { zone, target: RecordTarget.fromAlias(new InterfaceVpcEndpointTarget(endpoint)) });
  });
  const deployment = loadAssembly(assembly);
  expect(deployment.unresolved).toEqual([]);
  expect(apiNotes(deployment, ['firehose'])).toEqual([
    expect.stringMatching(/^Api[0-9A-F]{8}: the private network and the resource policy \(every request on this machine passes\)$/),
  ]);
  const data = temporaryFolder();
  const { run, post } = await startRun(assembly, data);
  const urls = [run.outputs.get('Inside')!, `${run.outputs.get('ApiEndpoint')}track`];
  expect(urls[0]).toBe(urls[1]);
  expect((await post(urls[0], '{"n":1}')).status).toBe(200);
  await run.stop();
  expect(deliveredLines(data, 'events/')).toEqual([{ n: 1 }]);
});

test('the web ACL of a stage blocks what is too large and who asks too often', async () => {
  const visibilityConfig = { cloudWatchMetricsEnabled: true, metricName: 'm', sampledRequestsEnabled: true };
  const assembly = synthesize((app) => {
    const stack = new Stack(app, 'Guarded');
    const api = new RestApi(stack, 'Api');
    addPost(api.root.addResource('track'), eventStream(stack, 'Stream', 'events'));
    const body = { body: { oversizeHandling: 'MATCH' } };
    const acl = new CfnWebACL(stack, 'Acl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig,
      associationConfig: { requestBody: { API_GATEWAY: { defaultSizeInspectionLimit: 'KB_32' } } },
      rules: [
        { name: 'rate', priority: 2, action: { block: {} }, visibilityConfig, statement: { rateBasedStatement: { limit: 3, aggregateKeyType: 'IP', evaluationWindowSec: 60 } } },
        {
          name: 'size',
          priority: 1,
          action: { block: {} },
          visibilityConfig,
          statement: { sizeConstraintStatement: { comparisonOperator: 'GT', size: 20_000, fieldToMatch: body, textTransformations: [{ priority: 0, type: 'NONE' }] } },
        },
      ],
    });
    new CfnWebACLAssociation(stack, 'Association', { resourceArn: api.deploymentStage.stageArn, webAclArn: acl.attrArn });
  });
  const { run, post } = await startRun(assembly, temporaryFolder());
  const url = `${run.outputs.get('ApiEndpoint')}track`;
  const bodies = [20_001, 40_000, 20_000, 10, 10, 10].map((size) => `{"a":"${'x'.repeat(size - 8)}"}`);
  const statuses: number[] = [];
  for (const body of bodies) {
    statuses.push((await post(url, body)).status);
  }
  await run.stop();
  expect(statuses).toEqual([403, 403, 200, 200, 200, 403]);
});

test('access logs go to the output of the run and into their stream', async () => {
  const assembly = synthesize((app) => {
    const stack = new Stack(app, 'Logged');
    const access = eventStream(stack, 'Access', 'access', undefined, 'amazon-apigateway-access').stream;
    const format = AccessLogFormat.custom('{"status":"$context.status","path":"$context.path","id":"$context.requestId","put":"$context.integration.status"}');
    const web = new RestApi(stack, 'Web', {
      deployOptions: { accessLogDestination: new LogGroupLogDestination(new LogGroup(stack, 'Log', { logGroupName: '/access/web' })), accessLogFormat: format, tracingEnabled: true },
    });
    addPost(web.root.addResource('track'), eventStream(stack, 'Stream', 'events'));
    const shop = new RestApi(stack, 'Shop', { deployOptions: { accessLogDestination: new FirehoseLogDestination(access), accessLogFormat: format } });
    shop.root.addMethod('GET');
  });
  const data = temporaryFolder();
  const { run, post, logs } = await startRun(assembly, data);
  await post(`${run.outputs.get('WebEndpoint')}track`, '{"n":1}');
  const refused = await fetch(`${run.outputs.get('ShopEndpoint')}nothing`);
  await run.stop();
  expect(logs.map((line) => JSON.parse(line))).toEqual([{ status: '200', path: '/prod/track', id: expect.any(String), put: '200' }]);
  expect(deliveredLines(data, 'access/')).toEqual([{ status: '403', path: '/prod/nothing', id: refused.headers.get('x-amzn-requestid'), put: '-' }]);
  expect(deliveredLines(data, 'events/')).toEqual([{ n: 1 }]);
});

test('types that exist on AWS alone stop nothing, and are named as such', async () => {
  const assembly = synthesize((app) => {
    domainApp(app);
    const stack = new Stack(app, 'Users');
    const pool = new UserPool(stack, 'Pool');
    pool.addClient('Client');
    new CfnOutput(stack, 'Issuer', { value: Fn.join('/', [pool.userPoolProviderUrl, pool.userPoolArn]) });
  });
  const deployment = loadAssembly(assembly);
  expect(deployment.unresolved).toEqual([]);
  const { notRunHere } = uncovered(deployment, {});
  expect([...notRunHere.keys()]).toEqual(expect.arrayContaining(['AWS::CertificateManager::Certificate', 'AWS::Route53::HostedZone', 'AWS::Route53::RecordSet']));
  const { run } = await startRun(assembly, temporaryFolder());
  await run.stop();
});

test('an API that no output names is told by its stage', async () => {
  const assembly = synthesize((app) => {
    const stack = new Stack(app, 'Alone');
    new TrackApi(stack, 'Track', { deliveryStream: new DeliveryStream(stack, 'Stream') });
    new ServerlessDataPipeline(stack, 'Pipeline');
  });
  const { run } = await startRun(assembly, temporaryFolder());
  const [[name, address], ...others] = run.addresses;
  const reply = await fetch(`${address}/track`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":1}' });
  await run.stop();
  expect(name).toMatch(/^Alone\/TrackApiDeploymentStagedev/);
  expect(others).toEqual([]);
  expect(reply.status).toBe(200);
});
