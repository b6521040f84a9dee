import { spawn } from 'child_process';
import type { ChildProcess } from 'child_process';
import * as path from 'path';
import { SUITE } from '../../../cli/verify/suite';
import { RequestContext, TrackAuthorization } from '../../../src';
import { synthesizePipeline, temporaryFolder } from '../../support/assembly';
import type { PipelineProps } from '../../support/assembly';
import { startPipeline } from '../../support/local-pipeline';
import type { LocalPipeline } from '../../support/local-pipeline';
import { standInAws } from '../verify/stand-in-aws';

const COMMAND = path.resolve(__dirname, '../../../assets/cli/main/index.js');

/** No credentials of whoever runs the tests. */
const NO_CREDENTIALS = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_SESSION_TOKEN: '' };
let environment: NodeJS.ProcessEnv = NO_CREDENTIALS;

const children: ChildProcess[] = [];
afterEach(() => {
  children.splice(0).forEach((child) => child.kill('SIGKILL'));
  environment = NO_CREDENTIALS;
});

function verify(...args: string[]) {
  const child = spawn(process.execPath, [COMMAND, 'verify', ...args], { cwd: temporaryFolder(), env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    said.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.stderr += chunk;
  });
  return { child, ended: new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => child.on('close', (code) => resolve({ code, ...said }))) };
}

async function withPipeline(
  use: (pipeline: LocalPipeline, data: string) => Promise<void>, edit?: (template: any) => void, props?: PipelineProps,
): Promise<void> {
  const data = temporaryFolder();
  const pipeline = await startPipeline(synthesizePipeline(props, edit), data, { bufferingIntervalSeconds: 1 });
  try {
    await use(pipeline, data);
  } finally {
    await pipeline.run.stop();
  }
}

const slowPreflight = (template: any) => Object.values<any>(template.Resources)
  .filter(({ Properties }) => Properties?.HttpMethod === 'OPTIONS')
  .forEach(({ Properties }) => {
    Properties.Integration.IntegrationResponses[0].ResponseParameters['method.response.header.Access-Control-Max-Age'] = "'1'";
  });

test('prints a line for each point, a summary, and how to find what was stored', async () => {
  await withPipeline(async ({ trackUrl }) => {
    const { code, stdout, stderr } = await verify('--url', trackUrl, '--run-id', 'run-of-a-test').ended;
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.slice(0, SUITE.length).map((line) => /^(?:passed|not tried) +(\S+) {2,}\S/.exec(line)?.[1])).toEqual(SUITE.map(({ id }) => id));
    expect(lines[SUITE.length + 1]).toMatch(new RegExp(`^\\d+ passed, 0 FAILED, \\d+ not tried: ${trackUrl}, in [\\d.]+ s$`));
    expect(lines.slice(-2)).toEqual([
      expect.stringMatching(/^\d+ events of this run are stored\. To find them:$/),
      expect.stringMatching(/^ {2}SELECT event FROM records_raw WHERE dt >= '\d{4}-\d\d-\d\d' AND .*cdk-serverless-data-pipeline\.verify.* = 'run-of-a-test'$/),
    ]);
  });
});

test('a point that fails says what it got and what it expected, and the exit code is 1', async () => {
  await withPipeline(async ({ trackUrl }) => {
    const { code, stdout } = await verify('--url', trackUrl, '--no-throttle').ended;
    expect(code).toBe(1);
    expect(stdout).toContain([
      'FAILED     preflight.track             OPTIONS /track gets 204 with the headers that a browser asks for',
      '           OPTIONS /track',
      '             got      access-control-max-age: 1',
      '             expected access-control-max-age: 7200 seconds or more',
    ].join('\n'));
    expect(stdout).toMatch(/^\d+ passed, 2 FAILED, /m);
  }, slowPreflight);
});

test('--json prints one object', async () => {
  await withPipeline(async ({ trackUrl }) => {
    const { code, stdout } = await verify('--url', trackUrl.replace(/\/track$/, ''), '--no-throttle', '--run-id', 'run-1', '--json').ended;
    expect(code).toBe(1);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ url: trackUrl, runId: 'run-1', failed: 2, stored: { events: expect.any(Number), perhaps: 0, noEvents: 0, sql: expect.any(String) } });
    expect(report.points.map(({ id }: { id: string }) => id)).toEqual(SUITE.map(({ id }) => id));
    expect(report.points.find(({ id }: { id: string }) => id === 'preflight.batch')).toEqual({
      id: 'preflight.batch',
      title: expect.any(String),
      outcome: 'failed',
      problems: [{ what: 'OPTIONS /batch', got: 'access-control-max-age: 1', expected: 'access-control-max-age: 7200 seconds or more' }],
    });
    expect(report.points.find(({ id }: { id: string }) => id === 'throttle.reply')).toMatchObject({ outcome: 'not tried', reason: '--no-throttle' });
  }, slowPreflight);
});

test('a bucket on AWS is read with the AWS CLI until everything is there', async () => {
  const { PATH } = process.env;
  await withPipeline(async ({ trackUrl, run }, data) => {
    // The stand-in copies nothing before the first object is there.
    const { calls } = standInAws(path.join(data, run.outputs.get('BucketName')!));
    const { code, stdout, stderr } = await verify('--url', trackUrl, '--bucket', 's3://my-bucket', '--no-throttle').ended;
    process.env.PATH = PATH;
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^passed +stored\.once /m);
    expect(calls().length).toBeGreaterThan(1);
  });
});

test('signs requests with the credentials of the environment, and knows what events carry', async () => {
  await withPipeline(async ({ trackUrl }) => {
    environment = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
    const { code, stdout } = await verify('--url', trackUrl, '--no-throttle', '--aws-sigv4', 'eu-west-1', '--context', 'source_ip', '--context', 'user_agent=User-Agent').ended;
    expect(code).toBe(0);
    for (const id of ['credentials.missing', 'credentials.wrong', 'route.unknown', 'context.reserved', 'context.headers']) {
      expect(stdout).toMatch(new RegExp(`^passed +${id.replace('.', '\\.')} `, 'm'));
    }
    expect(stdout).toMatch(/^not tried +limit\.over .*\(give the limit of the web ACL with --body-limit\)$/m);
  }, undefined, { authorization: TrackAuthorization.iam(), http: { context: [RequestContext.sourceIp(), RequestContext.userAgent()] } });
});

test('Ctrl-C ends the run, and what was stored until then is told', async () => {
  await withPipeline(async ({ trackUrl }) => {
    const { child, ended } = verify('--url', trackUrl);
    child.stdout.once('data', () => child.kill('SIGINT'));
    const { code, stdout } = await ended;
    expect(code).toBe(130);
    expect(stdout).toMatch(/^not tried +stored\.once .*\(interrupted\)$/m);
    expect(stdout).toMatch(/^\d+ events? of this run (is|are) stored/m);
  });
});

test.each([
  ['no URL', [], /^error: required option '--url <url>' not specified/],
  ['a URL that is none', ['--url', 'localhost:3000/dev/track'], /^error: --url: got 'localhost:3000\/dev\/track', allowed an http or https URL/],
  ['nobody there', ['--url', 'http://127.0.0.1:1/dev/track'], /^error: --url: http:\/\/127\.0\.0\.1:1\/dev\/track cannot be reached \(ECONNREFUSED\)/],
  ['an origin with a path', ['--url', 'http://127.0.0.1:1', '--origin', 'https://a.example/'], /^error: option '--origin <origin>' argument 'https:\/\/a\.example\/' is invalid/],
  ['a header without a value', ['--url', 'http://127.0.0.1:1', '--header', 'x-api-key'], /^error: option '--header <header>' argument 'x-api-key' is invalid/],
  ['a folder that is not there', ['--url', 'http://127.0.0.1:1', '--bucket', 'none'], /^error: --bucket: got 'none', allowed s3:\/\/<bucket>, or a folder/],
  ['a region that is none', ['--url', 'http://127.0.0.1:1', '--aws-sigv4', 'Ireland'], /^error: option '--aws-sigv4 <region>' argument 'Ireland' is invalid/],
  ['a field that every event has', ['--url', 'http://127.0.0.1:1', '--context', 'name'], /^error: option '--context <field>' argument 'name' is invalid/],
  ['a limit above what WAF looks at', ['--url', 'http://127.0.0.1:1', '--body-limit', '65'], /^error: option '--body-limit <KiB>' argument '65' is invalid/],
  ['no credentials', ['--url', 'http://127.0.0.1:1', '--aws-sigv4', 'eu-west-1'], /^error: --aws-sigv4: got no AWS_ACCESS_KEY_ID and no AWS_SECRET_ACCESS_KEY in the environment/],
  ['no batches', ['--url', 'http://127.0.0.1:1', '--overload', '0'], /^error: option '--overload \[batches\]' argument '0' is invalid/],
  ['a run id that breaks SQL', ['--url', 'http://127.0.0.1:1', '--run-id', "a'bcd"], /^error: option '--run-id <id>' argument 'a'bcd' is invalid/],
])('%s is one clear line and an exit code above 0', async (_name, args, message) => {
  const { code, stdout, stderr } = await verify(...args).ended;
  expect(code).toBeGreaterThan(0);
  expect(stdout).toBe('');
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('a bucket that cannot be read is named before anything is stored', async () => {
  const { PATH } = process.env;
  await withPipeline(async ({ trackUrl, report }) => {
    standInAws('none', 'fatal error: An error occurred (AccessDenied)');
    const { code, stderr } = await verify('--url', trackUrl, '--bucket', 's3://my-bucket').ended;
    process.env.PATH = PATH;
    expect(code).toBe(1);
    expect(stderr).toBe('error: --bucket s3://my-bucket: `aws s3 sync` failed: fatal error: An error occurred (AccessDenied)\n');
    expect(report.counts.buffered).toBe(0);
  });
});

test('--help names every option', async () => {
  const { code, stdout } = await verify('--help').ended;
  expect(code).toBe(0);
  for (const option of ['--url', '--origin', '--header', '--aws-sigv4', '--shared-api', '--context', '--body-limit', '--bucket', '--wait', '--overload', '--no-throttle', '--run-id', '--json']) {
    expect(stdout).toContain(option);
  }
});
