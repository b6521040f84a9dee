import { exec } from 'child_process';
import { readFileSync } from 'fs';
import * as path from 'path';
import { promisify } from 'util';
import { RequestAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { App, Stack } from 'aws-cdk-lib/core';
import { firstSteps } from '../../../cli/local/first-steps';
import { loadAssembly } from '../../../cli/template/load';
import { BatchMode, ServerlessDataPipeline, TrackAuthorization } from '../../../src';
import type { ServerlessDataPipelineProps } from '../../../src';
import { synthesize, synthesizePipeline, temporaryFolder } from '../../support/assembly';
import { addPost, eventStream } from '../../support/events-app';
import { startRun } from '../../support/local-pipeline';

const shell = promisify(exec);

/** The lines for an assembly, with its run. */
async function stepsOf(assembly: string, data = temporaryFolder()) {
  const started = await startRun(assembly, data);
  return { ...started, lines: firstSteps(loadAssembly(assembly), started.run, data) };
}

/** What the only `curl` line prints, with the status of the reply. */
async function runCurl(lines: readonly string[], fill: (line: string) => string = (line) => line): Promise<string> {
  const [line, ...more] = lines.filter((each) => each.startsWith('  curl '));
  expect(more).toEqual([]);
  const { stdout } = await shell(`${fill(line)} -s -w ' %{http_code}'`);
  return stdout;
}

test('a new user reads how to send an event, how to send many, how to ask for rows, and how long it takes', async () => {
  const data = temporaryFolder();
  const { run, lines } = await stepsOf(synthesizePipeline(), data);
  const { origin } = new URL(run.outputs.get('TrackURL')!);
  await run.stop();
  expect(lines).toEqual([
    'send an event:',
    `  curl -H 'content-type: application/json' -d '{"name":"signup","plan":"pro"}' ${origin}/dev/track`,
    'send up to 500 events at once, as a JSON array:',
    `  ${origin}/dev/batch`,
    'ask for the rows:',
    `  npx cdk-serverless-data-pipeline query latest-events --data ${data}`,
    expect.stringMatching(/^rows appear up to \d+ s after their event; `--buffering-interval 2` makes that shorter, and Ctrl-C delivers what is buffered$/),
  ]);
});

test('the time until rows is what processor and stream buffer together', async () => {
  const of = async (props: ServerlessDataPipelineProps, bufferingIntervalSeconds?: number) => {
    const started = await startRun(synthesizePipeline(props), temporaryFolder(), { bufferingIntervalSeconds });
    await started.run.stop();
    return started.run.longestDelaySeconds;
  };
  expect([await of({}), await of({}, 2), await of({}, 0)]).toEqual([120, 4, 0]);
});

test('the quick start of the README shows the lines that a run prints', () => {
  const readme = readFileSync(path.join(__dirname, '../../../README.md'), 'utf8');
  const route = { url: 'http://127.0.0.1:3000/dev/track', isBatch: false, maxEvents: undefined, takesSample: true, identityHeaders: [], identityParameters: [], apiKey: undefined, signingRegion: undefined };
  const lines = firstSteps(loadAssembly(synthesizePipeline()), { eventRoutes: [route], longestDelaySeconds: 120 }, '.pipeline').filter((line) => line.startsWith('  '));
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(readme).toContain(`\n    ${line.trim()}\n`);
});

test('the default folder needs no option', () => {
  const run = { eventRoutes: [], longestDelaySeconds: 0 };
  const lines = firstSteps(loadAssembly(synthesizePipeline()), run, '.pipeline');
  expect(lines).toContain('  npx cdk-serverless-data-pipeline query latest-events');
  expect(lines.at(-1)).toBe('rows appear as soon as their events are processed');
  expect(firstSteps(loadAssembly(synthesizePipeline()), { ...run, longestDelaySeconds: 4 }, '.pipeline').at(-1))
    .toBe('rows appear up to 4 s after their event; Ctrl-C delivers what is buffered');
});

test('the curl line works as it is', async () => {
  const { run, lines } = await stepsOf(synthesizePipeline());
  expect(await runCurl(lines)).toBe('{"accepted":1} 200');
  await run.stop();
});

test('the curl line sends a key of the API', async () => {
  const { run, lines } = await stepsOf(synthesizePipeline({ authorization: TrackAuthorization.apiKey() }));
  expect(await runCurl(lines)).toBe('{"accepted":1} 200');
  await run.stop();
});

test('each of two APIs gets its own key', async () => {
  const { run, lines } = await stepsOf(synthesize((app: App) => {
    for (const name of ['One', 'Two']) new ServerlessDataPipeline(new Stack(app, name), 'Pipeline', { authorization: TrackAuthorization.apiKey() });
  }));
  const curls = lines.filter((line) => line.startsWith('  curl '));
  expect(curls).toHaveLength(2);
  for (const line of curls) expect(await runCurl([line])).toBe('{"accepted":1} 200');
  await run.stop();
});

test('a custom domain is what the lines name where an output does', async () => {
  const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012';
  const { run, lines } = await stepsOf(synthesizePipeline((stack) => ({
    http: { domain: { domainName: 'events.example.com', certificate: Certificate.fromCertificateArn(stack, 'Certificate', certificateArn), basePath: 'v1' } },
  })));
  expect(lines[1]).toContain(run.outputs.get('TrackURL'));
  expect(new URL(run.outputs.get('TrackURL')!).pathname).toBe('/v1/track');
  expect(await runCurl(lines)).toBe('{"accepted":1} 200');
  await run.stop();
});

test('an API with IAM gets a line that signs', async () => {
  const { run, lines } = await stepsOf(synthesizePipeline({ authorization: TrackAuthorization.iam() }));
  const { origin } = new URL(run.outputs.get('TrackURL')!);
  await run.stop();
  expect(lines.slice(0, 3)).toEqual([
    'send an event, signed with the AWS credentials of the environment:',
    `  echo '{"name":"signup","plan":"pro"}' | npx cdk-serverless-data-pipeline send - --url ${origin}/dev/track --aws-sigv4 us-east-1`,
    'send up to 500 events at once, as a JSON array:',
  ]);
});

test('an API with user pools gets a place for the token', async () => {
  const { run, lines } = await stepsOf(synthesizePipeline((stack) => ({ authorization: TrackAuthorization.userPools([new UserPool(stack, 'Pool')]) })));
  expect(lines[1]).toContain(" -H 'Authorization: <token>' ");
  expect(await runCurl(lines)).toMatch(/ 401$/);
  await run.stop();
});

test('an API with an authorizer gets a place for what it asks for', async () => {
  const { run, lines } = await stepsOf(synthesizePipeline((stack) => ({
    authorization: TrackAuthorization.authorizer(new RequestAuthorizer(stack, 'Authorizer', {
      identitySources: ['method.request.header.X-Team', 'method.request.querystring.user'],
      handler: new Function(stack, 'Decide', {
        runtime: Runtime.NODEJS_22_X,
        handler: 'index.handler',
        code: Code.fromInline(`exports.handler = async (event) => ({
          principalId: 'x', policyDocument: { Statement: [{ Effect: event.headers['X-Team'] === 'red' ? 'Allow' : 'Deny', Action: 'execute-api:Invoke', Resource: '*' }] } });`),
      }),
    })),
  })));
  expect(lines[1]).toContain(" -H 'X-Team: <X-Team>' ");
  expect(lines[1]).toMatch(/\/dev\/track\?user=<user>'$/);
  expect(await runCurl(lines, (line) => line.replace('<X-Team>', 'red').replace('<user>', 'me'))).toBe('{"accepted":1} 200');
  await run.stop();
});

test('a packed batch is told with its own limit', async () => {
  const { run, lines } = await stepsOf(synthesizePipeline({ batchMode: BatchMode.PACKED }));
  await run.stop();
  expect(lines).toContain('send up to 250 events at once, as a JSON array:');
});

test('two pipelines have a line each', async () => {
  const { run, lines } = await stepsOf(synthesize((app: App) => {
    const stack = new Stack(app, 'Both');
    new ServerlessDataPipeline(stack, 'Web', { stageName: 'web' });
    new ServerlessDataPipeline(stack, 'Shop', { stageName: 'shop' });
  }));
  await run.stop();
  expect(lines.filter((line) => line.startsWith('  curl ')).map((line) => new URL(line.split(' ').at(-1)!).pathname)).toEqual(['/web/track', '/shop/track']);
  expect(lines.filter((line) => line.endsWith('/batch'))).toHaveLength(2);
  expect(lines.filter((line) => line.includes(' query '))).toEqual([expect.stringMatching(/ query Both-Web-.*\/latest-events /), expect.stringMatching(/ query Both-Shop-.*\/latest-events /)]);
});

test('an event that the model of the path would refuse is not proposed', async () => {
  const { run, lines } = await stepsOf(synthesizePipeline({}, (template) => {
    const model: any = Object.values(template.Resources).find(({ Type, Properties }: any) => Type === 'AWS::ApiGateway::Model' && Properties.Schema.title === 'Event');
    model.Properties.Schema.required = ['customer'];
  }));
  await run.stop();
  expect(lines[1]).toContain(" -d '<event>' ");
});

test('an app of other constructs gets the lines that hold for it', async () => {
  const { run, lines } = await stepsOf(synthesize((app) => {
    const stack = new Stack(app, 'Other');
    const { RestApi } = jest.requireActual<typeof import('aws-cdk-lib/aws-apigateway')>('aws-cdk-lib/aws-apigateway');
    addPost(new RestApi(stack, 'Api').root.addResource('v1').addResource('click'), eventStream(stack, 'Clicks', 'clicks'));
  }));
  expect(lines[0]).toBe('send an event:');
  expect(await runCurl(lines)).toBe('{"accepted":1} 200');
  expect(lines.filter((line) => line.includes('query'))).toEqual([]);
  await run.stop();
});
