import { Deployment, RestApi, Stage } from 'aws-cdk-lib/aws-apigateway';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnOutput, CfnParameter, Stack } from 'aws-cdk-lib/core';
import type { App } from 'aws-cdk-lib/core';
import { ServerlessDataPipeline } from '../../../src';
import { synthesize, temporaryFolder } from '../../support/assembly';
import { addPost, eventStream } from '../../support/events-app';
import { deliveredLines, startRun } from '../../support/local-pipeline';

/** The API with its methods in one stack, the streams with their roles in another. */
function splitApp(app: App): void {
  const storage = new Stack(app, 'Storage');
  const bucket = new Bucket(storage, 'Bucket');
  const web = eventStream(storage, 'Web', 'web', bucket);
  const shop = eventStream(storage, 'Shop', 'shop', bucket);
  const edge = new Stack(app, 'Edge');
  const api = new RestApi(edge, 'Api', {
    deployOptions: { stageName: 'live', methodOptions: { '/events/web/POST': { throttlingRateLimit: 0.001, throttlingBurstLimit: 2 } } },
  });
  const events = api.root.addResource('events');
  addPost(events.addResource('web'), web);
  addPost(events.addResource('shop'), shop);
}

test('an API in one stack puts into the streams of another', async () => {
  const data = temporaryFolder();
  const { run, post, happenings } = await startRun(synthesize(splitApp), data);
  const url = run.outputs.get('ApiEndpoint')!;
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/live\/$/);
  const replies = [await post(`${url}events/web`, '{"from":"web"}'), await post(`${url}events/shop`, '{"from":"shop"}')];
  expect(replies.map(({ status }) => status)).toEqual([200, 200]);
  await run.stop();
  expect(deliveredLines(data, 'web/')).toEqual([{ from: 'web' }]);
  expect(deliveredLines(data, 'shop/')).toEqual([{ from: 'shop' }]);
  expect(happenings.filter(({ event }) => event === 'warning')).toEqual([]);
});

test('the throttle of a method of a shared API leaves the other methods alone', async () => {
  const { run, post } = await startRun(synthesize(splitApp), temporaryFolder());
  const url = run.outputs.get('ApiEndpoint')!;
  const statuses: Record<string, number[]> = { web: [], shop: [] };
  for (let n = 0; n < 3; n += 1) {
    for (const [name, seen] of Object.entries(statuses)) {
      seen.push((await post(`${url}events/${name}`, '{}')).status);
    }
  }
  await run.stop();
  expect(statuses).toEqual({ web: [200, 200, 429], shop: [200, 200, 200] });
});

test('only the outputs that are for people are told', async () => {
  const { run } = await startRun(synthesize(splitApp), temporaryFolder());
  const names = [...run.outputs.keys()];
  await run.stop();
  expect(names).toEqual(['ApiEndpoint']);
});

test('methods may stand in the stack of their stream, below an API of another', async () => {
  const data = temporaryFolder();
  const assembly = synthesize((app) => {
    const edge = new Stack(app, 'Edge');
    const api = new RestApi(edge, 'Api', { deploy: false });
    api.root.addMethod('GET');
    const events = new Stack(app, 'Events');
    const imported = RestApi.fromRestApiAttributes(events, 'Api', { restApiId: api.restApiId, rootResourceId: api.restApiRootResourceId });
    addPost(imported.root.addResource('track'), eventStream(events, 'Stream', 'events'));
    const release = new Stack(app, 'Release');
    release.addDependency(events);
    const stage = new Stage(release, 'Stage', { deployment: new Deployment(release, 'Deployment', { api }), stageName: 'v1' });
    new CfnOutput(release, 'Url', { value: stage.urlForPath('/track') });
  });
  const { run, post } = await startRun(assembly, data);
  expect((await post(run.outputs.get('Url')!, '{"n":1}')).status).toBe(200);
  await run.stop();
  expect(deliveredLines(data, 'events/')).toEqual([{ n: 1 }]);
});

test('the name of a stream can come by a parameter', async () => {
  const data = temporaryFolder();
  const assembly = synthesize((app) => {
    eventStream(new Stack(app, 'Events'), 'Stream', 'events', undefined, 'clicks');
    const edge = new Stack(app, 'Edge');
    const name = new CfnParameter(edge, 'StreamName', { default: 'clicks' });
    const role = Role.fromRoleArn(edge, 'Role', new CfnParameter(edge, 'RoleArn', { default: 'arn:aws:iam::123456789012:role/api' }).valueAsString);
    addPost(new RestApi(edge, 'Api').root.addResource('track'), { stream: { ref: name.valueAsString }, role });
  });
  const { run, post } = await startRun(assembly, data);
  expect((await post(`${run.outputs.get('ApiEndpoint')}track`, '{"n":2}')).status).toBe(200);
  await run.stop();
  expect(deliveredLines(data, 'events/')).toEqual([{ n: 2 }]);
});

test('two stacks with a pipeline each have ports and outputs of their own', async () => {
  const data = temporaryFolder();
  const assembly = synthesize((app) => ['Web', 'Shop'].forEach((id) => new ServerlessDataPipeline(new Stack(app, id), 'Pipeline')));
  const { run, post } = await startRun(assembly, data);
  const { outputs } = run;
  const urls = ['Web.TrackURL', 'Shop.TrackURL'].map((name) => outputs.get(name)!);
  expect(new Set(urls.map((url) => new URL(url).port)).size).toBe(2);
  for (const url of urls) {
    expect((await post(url, '{"a":1}')).status).toBe(200);
  }
  await run.stop();
  expect(deliveredLines(data, 'firehose/')).toHaveLength(2);
});
