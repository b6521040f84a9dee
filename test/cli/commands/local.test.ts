import { spawn } from 'child_process';
import type { ChildProcess } from 'child_process';
import { readFileSync, statSync, writeFileSync } from 'fs';
import * as net from 'net';
import * as path from 'path';
import { createInterface } from 'readline';
import { gunzipSync } from 'zlib';
import { CLOSE_GRACE } from '../../../cli/api/server';
import { Transform } from '../../../src';
import { synthesizePipeline, temporaryFolder } from '../../support/assembly';
import { deliveredLines, objectFiles } from '../../support/local-pipeline';

const COMMAND = path.resolve(__dirname, '../../../assets/cli/main/index.js');

const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

function command(...args: string[]) {
  const child = spawn(process.execPath, [COMMAND, ...args], { cwd: temporaryFolder(), stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let stderr = '';
  child.stderr!.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => child.on('close', (code) => resolve({ code, stderr })));
  return { child, ended };
}

/** Starts a run and waits for the first happening of a kind. */
function local(...args: string[]) {
  const { child, ended } = command('local', '--json', '--port', '0', ...args);
  const seen: any[] = [];
  const waiting: [string, (happening: any) => void][] = [];
  createInterface(child.stdout!).on('line', (line) => {
    const happening = JSON.parse(line);
    seen.push(happening);
    waiting.filter(([kind]) => isOf(happening, kind)).forEach(([, resolve]) => resolve(happening));
  });
  const happens = async (kind: string): Promise<any> => seen.find((happening) => isOf(happening, kind))
    ?? new Promise((resolve) => waiting.push([kind, resolve]));
  return { child, ended, happens, seen };
}

/** Of a kind, such as `delivered`, or `note` with the first word of its message. */
function isOf({ event, message }: any, kind: string): boolean {
  return event === kind || kind === `${event} ${String(message).split(' ', 1)[0]}`;
}

const post = async (url: string, body: string) => fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });

test('the first lines name the outputs, and Ctrl-C delivers what is buffered', async () => {
  const data = temporaryFolder();
  const { child, ended, happens } = local('--template', synthesizePipeline(), '--data', data);
  const { outputs } = await happens('started');
  expect(Object.keys(outputs)).toEqual(['TrackURL', 'BucketName', 'FunctionName']);
  await post(outputs.TrackURL, '{"a":1}');
  expect(objectFiles(data)).toEqual([]);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 0 });
  expect(deliveredLines(data, 'firehose/')).toHaveLength(1);
});

test('what does its work on AWS only is one quiet line, and named with --details', async () => {
  const notes = async (...args: string[]) => {
    const { child, ended, seen, happens } = local('--template', synthesizePipeline(), '--data', temporaryFolder(), ...args);
    await happens('started');
    child.kill('SIGINT');
    await ended;
    return seen.filter(({ event }) => event === 'note').map(({ message }) => message).filter((message) => message.includes('AWS only'));
  };
  expect(await notes()).toEqual([expect.stringMatching(/^\d+ resources do their work on AWS only \(permissions, keys, logs and the like\): --details names them$/)]);
  expect(await notes('--details')).toEqual([expect.stringMatching(/: AWS::Logs::LogGroup \(2\), /)]);
});

test('a run says which lines to try first', async () => {
  const { child, ended } = command('local', '--port', '0', '--template', synthesizePipeline(), '--data', temporaryFolder());
  let stdout = '';
  child.stdout!.on('data', (chunk) => { stdout += chunk; });
  while (!stdout.includes('FunctionName')) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill('SIGINT');
  const { stderr } = await ended;
  const [, url] = /^TrackURL (.*)$/m.exec(stdout)!;
  expect(stderr).toContain(`send an event:\n  curl -H 'content-type: application/json' -d '{"name":"signup","plan":"pro"}' ${url}\n`);
});

test('a run that listens on all addresses is reached by its URLs, and says that others reach it too', async () => {
  const { child, ended, seen, happens } = local('--template', synthesizePipeline(), '--data', temporaryFolder(), '--host', '0.0.0.0');
  const { outputs } = await happens('started');
  const here = new URL(outputs.TrackURL);
  here.hostname = '127.0.0.1';
  expect([(await post(outputs.TrackURL, '{"a":1}')).status, (await post(here.href, '{"a":2}')).status]).toEqual([200, 200]);
  child.kill('SIGINT');
  await ended;
  expect(seen).toContainEqual({ event: 'note', message: '0.0.0.0 is open to the network: everybody who reaches it can send events to this run' });
});

test('refusals are named with their reasons, and counted at the end', async () => {
  const { child, ended, seen, happens } = local('--template', synthesizePipeline(), '--data', temporaryFolder());
  const { outputs } = await happens('started');
  for (let n = 0; n < 25; n++) await post(outputs.TrackURL.replace('track', `path-${n}`), '{}');
  await post(outputs.TrackURL, '[]');
  child.kill('SIGINT');
  await ended;
  expect(seen.filter(({ event }) => event === 'refused')).toHaveLength(20);
  expect(seen).toContainEqual({ event: 'refused', request: 'POST /dev/path-0', status: 404, reason: 'no such route' });
  expect(seen.filter(({ message }) => message === 'further refusals are counted, not shown')).toHaveLength(1);
  expect(seen.at(-1).refusals).toEqual([{ status: 404, reason: 'no such route', count: 25 }, { status: 400, reason: expect.stringContaining('object'), count: 1 }]);
});

test('a query that finds nothing while a run is at work says why', async () => {
  const data = temporaryFolder();
  const { outputs } = await local('--template', synthesizePipeline(), '--data', data).happens('started');
  await post(outputs.TrackURL, '{"a":1}');
  expect(await command('query', 'sample', '--data', data).ended).toEqual({
    code: 0, stderr: expect.stringMatching(/^a local run \(process \d+\) is still running: the events that it buffers are not rows yet\n$/),
  });
});

test.each(['SIGTERM', 'SIGHUP'] as const)('%s delivers what is buffered too', async (signal) => {
  const data = temporaryFolder();
  const { child, ended, happens } = local('--template', synthesizePipeline(), '--data', data);
  const { outputs } = await happens('started');
  await post(outputs.TrackURL, '{"a":1}');
  child.kill(signal);
  expect(await ended).toMatchObject({ code: 0 });
  expect(deliveredLines(data, 'firehose/')).toHaveLength(1);
});

test('a second Ctrl-C ends a run whose function hangs, and says what is lost', async () => {
  const file = path.join(temporaryFolder(), 'transform.mjs');
  writeFileSync(file, 'export const transform = () => new Promise(() => {});');
  const { child, ended, happens } = local('--template', synthesizePipeline({ transform: Transform.node(file) }), '--data', temporaryFolder());
  const { outputs } = await happens('started');
  await post(outputs.TrackURL, '{"a":1}');
  child.kill('SIGINT');
  await happens('note waiting');
  child.kill('SIGINT');
  expect(await ended).toEqual({ code: 130, stderr: 'ended at once: 1 record not delivered\n' });
});

/** A connection to a run on which this much of a request is sent. */
async function connect(trackUrl: string, sent: string): Promise<net.Socket> {
  const socket = net.connect(Number(new URL(trackUrl).port), '127.0.0.1');
  socket.resume().on('error', () => undefined);
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  socket.write(sent);
  return socket;
}

/** A request whose body never comes. */
const HALF_A_REQUEST = 'POST /dev/track HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"na';

test('Ctrl-C does not wait for a client that holds a connection without a request', async () => {
  const { child, ended, happens } = local('--template', synthesizePipeline(), '--data', temporaryFolder());
  const { outputs } = await happens('started');
  await connect(outputs.TrackURL, '');
  await post(outputs.TrackURL, '{"a":1}');
  child.kill('SIGINT');
  const begin = performance.now();
  expect(await ended).toMatchObject({ code: 0 });
  expect(performance.now() - begin).toBeLessThan(CLOSE_GRACE / 2);
});

test('what is buffered is delivered while a request is still under way, and the run says that it waits for it', async () => {
  const data = temporaryFolder();
  const { child, ended, happens } = local('--template', synthesizePipeline(), '--data', data);
  const { outputs } = await happens('started');
  const socket = await connect(outputs.TrackURL, HALF_A_REQUEST);
  await post(outputs.TrackURL, '{"a":1}');
  child.kill('SIGINT');
  await happens('delivered');
  expect(deliveredLines(data, 'firehose/')).toHaveLength(1);
  expect(await happens('note waiting')).toEqual({
    event: 'note', message: 'waiting for 1 request under way (at most 5 seconds); Ctrl-C again ends without it',
  });
  socket.write('x'.repeat(96));
  expect(await ended).toMatchObject({ code: 0 });
});

test('a Ctrl-C that npx passes on again does not cut short what takes a while', async () => {
  const file = path.join(temporaryFolder(), 'transform.mjs');
  writeFileSync(file, 'export const transform = (event) => new Promise((resolve) => setTimeout(() => resolve(event), 2_000));');
  const data = temporaryFolder();
  const { child, ended, happens } = local('--template', synthesizePipeline({ transform: Transform.node(file) }), '--data', data);
  const { outputs } = await happens('started');
  await post(outputs.TrackURL, '{"a":1}');
  child.kill('SIGINT');
  await happens('stopping');
  child.kill('SIGINT');
  expect(await ended).toEqual({ code: 0, stderr: '' });
  expect(deliveredLines(data, 'firehose/')).toHaveLength(1);
});

test('a second Ctrl-C ends requests under way, and still delivers what is buffered', async () => {
  const data = temporaryFolder();
  const { child, ended, happens } = local('--template', synthesizePipeline(), '--data', data);
  const { outputs } = await happens('started');
  await connect(outputs.TrackURL, HALF_A_REQUEST);
  await post(outputs.TrackURL, '{"a":1}');
  child.kill('SIGINT');
  await happens('note waiting');
  child.kill('SIGINT');
  const begin = performance.now();
  expect(await ended).toEqual({ code: 0, stderr: '' });
  expect(performance.now() - begin).toBeLessThan(CLOSE_GRACE / 2);
  expect(deliveredLines(data, 'firehose/')).toHaveLength(1);
});

test('a run that waits for its function says so', async () => {
  const file = path.join(temporaryFolder(), 'transform.mjs');
  writeFileSync(file, 'export const transform = () => new Promise(() => {});');
  const { child, happens } = local('--template', synthesizePipeline({ transform: Transform.node(file) }), '--data', temporaryFolder());
  const { outputs } = await happens('started');
  await post(outputs.TrackURL, '{"a":1}');
  child.kill('SIGINT');
  expect((await happens('note waiting')).message).toBe('waiting for 1 record to be delivered; Ctrl-C again ends without it');
});

test('failed-records shows the reason of each failure, which the error objects do not have', async () => {
  const file = path.join(temporaryFolder(), 'transform.mjs');
  writeFileSync(file, `export function transform(event) {
    if (event.kind === 'type') null.price;
    if (event.kind === 'range') throw new RangeError('private ' + event.kind);
    return event;
  }`);
  const data = temporaryFolder();
  const assembly = synthesizePipeline({ transform: Transform.node(file), throttle: { rateLimit: 1_000, burstLimit: 1_000 } });
  const { child, ended, happens } = local('--template', assembly, '--data', data);
  const { outputs } = await happens('started');
  const kinds = Array.from({ length: 30 }, (_unused, n) => ({ kind: ['type', 'range', 'none'][n % 3], n }));
  await post(outputs.TrackURL.replace(/track$/, 'batch'), JSON.stringify(kinds));
  child.kill('SIGINT');
  await ended;
  const query = command('query', 'failed-records', '--data', data, '--json');
  let json = '';
  query.child.stdout!.on('data', (chunk) => {
    json += chunk;
  });
  await query.ended;

  const rows: any[] = JSON.parse(json);
  expect(rows).toHaveLength(20);
  for (const { raw_data: raw, error_message: message, local_reason: reason } of rows) {
    expect(message).toBe('ProcessingFailed status set for record');
    const [name, line] = raw.includes('"type"') ? ['TypeError', 2] : ['RangeError', 3];
    expect(reason).toMatch(new RegExp(`^code: TransformFailed, message: the transform failed: ${name} at transform\\.mjs:${line}:\\d+$`));
  }
});

test('a reader that goes away ends the run, and what is buffered is delivered', async () => {
  const data = temporaryFolder();
  const { child, ended, happens } = local('--template', synthesizePipeline(), '--data', data);
  const { outputs } = await happens('started');
  await post(outputs.TrackURL, '{"a":1}');
  child.stdout!.destroy();
  // Each kind of refusal is a line, and so a write to the closed pipe.
  await post(outputs.TrackURL, 'no event');
  expect(await ended).toMatchObject({ code: 0 });
  expect(deliveredLines(data, 'firehose/')).toHaveLength(1);
});

test('on a terminal nothing that is said while the run ends is lost', async () => {
  const file = path.join(temporaryFolder(), 'transform.mjs');
  writeFileSync(file, 'export function transform(event) { console.log("seen " + event.n); throw new Error(); }');
  const assembly = synthesizePipeline({ transform: Transform.node(file) });
  const terminal = 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)';
  const args = [COMMAND, 'local', '--template', assembly, '--data', temporaryFolder(), '--port', '0'];
  const child = spawn('python3', ['-c', terminal, process.execPath, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  let screen = '';
  child.stdout!.on('data', (chunk) => {
    screen += chunk;
  });
  const shows = async (text: RegExp) => {
    while (!text.test(screen)) {
      await new Promise((resolve) => child.stdout!.once('data', resolve));
    }
    return text.exec(screen)![1];
  };
  await post(await shows(/TrackURL (\S+)/), '{"n":7}');
  await shows(/(requests 1 )/);
  child.stdin!.write('\x03');
  await new Promise((resolve) => child.on('close', resolve));
  expect(screen).toContain('delivering what is buffered');
  expect(screen).toContain('seen 7');
  expect(screen).toMatch(/code: TransformFailed, message: the transform failed: Error at transform\.mjs:1:\d+/);
  expect(screen).toContain('1 request (0 refused), 0 records delivered in 0 objects, 1 failed');
  // The cursor is back.
  expect(screen.lastIndexOf('\x1b[?25h')).toBeGreaterThan(screen.lastIndexOf('\x1b[?25l'));
});

test('kill -9 between two deliveries loses only what was buffered', async () => {
  const data = temporaryFolder();
  const assembly = synthesizePipeline();
  const first = local('--template', assembly, '--data', data, '--buffering-interval', '1');
  const { outputs } = await first.happens('started');
  await post(outputs.TrackURL, '{"event_id":"delivered"}');
  await first.happens('delivered');
  await post(outputs.TrackURL, '{"event_id":"buffered"}');
  first.child.kill('SIGKILL');
  await first.ended;
  for (const { path: file } of objectFiles(data)) {
    expect(() => gunzipSync(readFileSync(file))).not.toThrow();
  }
  expect(deliveredLines(data, 'firehose/').map((event) => event.event_id)).toEqual(['delivered']);

  const second = local('--template', assembly, '--data', data);
  const again = await second.happens('started');
  await post(again.outputs.TrackURL, '{"event_id":"later"}');
  second.child.kill('SIGTERM');
  expect(await second.ended).toMatchObject({ code: 0 });
  expect(deliveredLines(data, 'firehose/').map((event) => event.event_id).sort()).toEqual(['delivered', 'later']);
});

test.each([
  ['no template', ['local', '--template', 'none.json'], /^error: .*none\.json/],
  ['nothing to run', ['local'], /^error: there is neither a cdk\.json nor a cdk\.out folder here/],
  ['an address that is none', ['local', '--host', '300.1.1.1'], /^error: option '--host <address>' argument '300\.1\.1\.1' is invalid\. Allowed is an address of this machine/],
  ['an app that fails', ['local', '--app', 'node -e "process.exit(3)"'], /^error: the app command .* ended with exit code 3/],
  ['a query before any run', ['query', 'sample'], /^error: no local run has written to \.pipeline here/],
  ['a table of another kind', ['send', 'events.csv', '--url', 'http://127.0.0.1:1/dev/track'], /^error: events\.csv: got '\.csv'/],
  ['a file that is not there', ['send', 'none.ndjson', '--url', 'http://127.0.0.1:1/dev/track'], /^error: none\.ndjson: cannot be read/],
  ['a URL that is none', ['send', COMMAND, '--url', 'localhost'], /^error: --url: got 'localhost'/],
  ['a port that is none', ['local', '--port', 'http'], /^error: option '--port <port>' argument 'http' is invalid/],
  ['a quota that takes nothing', ['local', '--stream-quota', '0'], /^error: option '--stream-quota <MiB\/s>' argument '0' is invalid/],
  ['a command that does not exist', ['serve'], /^error: unknown command 'serve'/],
])('%s is one clear line and an exit code above 0', async (_name, args, message) => {
  const { code, stderr } = await command(...args).ended;
  expect(code).toBeGreaterThan(0);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('an address of another machine is named', async () => {
  const { code, stderr } = await command('local', '--template', synthesizePipeline(), '--data', temporaryFolder(), '--host', '203.0.113.1').ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error: --host: got 203\.0\.113\.1, which is no address of this machine \(EADDRNOTAVAIL\)/);
});

test('a port that is taken and a folder that is in use are named', async () => {
  const data = temporaryFolder();
  const assembly = synthesizePipeline();
  const { outputs } = await local('--template', assembly, '--data', data).happens('started');
  const port = new URL(outputs.TrackURL).port;
  const taken = await command('local', '--template', assembly, '--data', temporaryFolder(), '--port', port).ended;
  expect(taken).toMatchObject({ code: 1, stderr: expect.stringMatching(new RegExp(`^error: port ${port} is taken`)) });
  const inUse = await command('local', '--template', assembly, '--data', data, '--port', '0').ended;
  expect(inUse).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error: another run \(process \d+\) works on the data folder/) });
});

test('a handler that cannot load is named before the first event', async () => {
  const file = path.join(temporaryFolder(), 'transform.mjs');
  writeFileSync(file, 'import "a-module-that-is-not-there";\nexport const transform = (event) => event;\n');
  const assembly = synthesizePipeline({ transform: Transform.node(file) });
  const { code, stderr } = await command('local', '--template', assembly, '--data', temporaryFolder(), '--port', '0').ended;
  expect(code).toBe(1);
  expect(stderr).toContain('a-module-that-is-not-there');
});

/** Adds a key of a usage plan for the only stage. */
function withApiKey(names: string[]) {
  return (template: any) => {
    const idOf = (type: string) => Object.entries<any>(template.Resources).find(([, resource]) => resource.Type === type)![0];
    const apiStages = [{ ApiId: { Ref: idOf('AWS::ApiGateway::RestApi') }, Stage: { Ref: idOf('AWS::ApiGateway::Stage') } }];
    for (const { Type: type, Properties: properties } of Object.values<any>(template.Resources)) {
      if (type === 'AWS::ApiGateway::Method' && properties.HttpMethod === 'POST') {
        properties.ApiKeyRequired = true;
      }
    }
    template.Resources.Plan = { Type: 'AWS::ApiGateway::UsagePlan', Properties: { ApiStages: apiStages } };
    for (const name of names) {
      template.Resources[`Key${name}`] = { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true, Name: name, Value: `${name}-key-of-more-than-20-characters` } };
      template.Resources[`Link${name}`] = { Type: 'AWS::ApiGateway::UsagePlanKey', Properties: { KeyId: { Ref: `Key${name}` }, KeyType: 'API_KEY', UsagePlanId: { Ref: 'Plan' } } };
    }
  };
}

test('a key is told at the start, and events that are sent with it are taken', async () => {
  const data = temporaryFolder();
  const { child, ended, happens } = local('--template', synthesizePipeline({}, withApiKey(['mobile'])), '--data', data);
  const { outputs, apiKeys } = await happens('started');
  expect(apiKeys).toEqual([{ name: 'mobile', value: 'mobile-key-of-more-than-20-characters' }]);
  const events = path.join(temporaryFolder(), 'events.ndjson');
  writeFileSync(events, '{"n":1}\n{"n":2}\n');
  const refused = await command('send', events, '--url', outputs.TrackURL).ended;
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error: .* got status 403; .*--header/) });
  const sent = await command('send', events, '--url', outputs.TrackURL, '--header', `x-api-key: ${apiKeys[0].value}`).ended;
  expect(sent).toEqual({ code: 0, stderr: '' });
  child.kill('SIGINT');
  await ended;
  expect(deliveredLines(data, 'firehose/').map(({ n }) => n).sort()).toEqual([1, 2]);
});

test('several keys are told with their names', async () => {
  const assembly = synthesizePipeline({}, withApiKey(['mobile', 'web']));
  const { child, ended } = command('local', '--port', '0', '--template', assembly, '--data', temporaryFolder());
  const lines: string[] = [];
  createInterface(child.stdout!).on('line', (line) => {
    lines.push(line);
    if (line.startsWith('x-api-key web')) {
      child.kill('SIGINT');
    }
  });
  expect(await ended).toMatchObject({ code: 0 });
  expect(lines.slice(3)).toEqual(['x-api-key mobile-key-of-more-than-20-characters (mobile)', 'x-api-key web-key-of-more-than-20-characters (web)']);
});

test('a data folder that an app is synthesized into is for the user of the run only', async () => {
  const folder = temporaryFolder();
  const data = path.join(folder, 'new', 'data');
  expect((await command('local', '--app', 'mkdir -p "$CDK_OUTDIR"', '--data', data).ended).code).toBe(1); // it wrote no assembly

  expect([data, path.dirname(data)].map((made) => statSync(made).mode % 0o1000)).toEqual([0o700, 0o700]);
});
