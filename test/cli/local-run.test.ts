import { isUtf8 } from 'buffer';
import { spawn } from 'child_process';
import type { ChildProcess } from 'child_process';
import { readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { createInterface } from 'readline';
import { gunzipSync } from 'zlib';
import { runQuery } from '../../cli/athena/query';
import { snapshotFile } from '../../cli/local/local-run';
import { readSnapshot } from '../../cli/template/snapshot';
import { Transform } from '../../src';
import { synthesizePipeline, temporaryFolder } from '../support/assembly';
import { deliveredLines, objectFiles, startPipeline } from '../support/local-pipeline';

const COMMAND = path.resolve(__dirname, '../../assets/cli/main/index.js');
const UNTHROTTLED = { throttle: { rateLimit: 10_000, burstLimit: 5_000 } };

async function rowsOf(data: string, query: string): Promise<Record<string, any>[]> {
  const { columns, rows } = await runQuery(readSnapshot(snapshotFile(data)), data, query);
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));
}

test('an event that is posted is a row of the table', async () => {
  const data = temporaryFolder();
  const { run, post, trackUrl } = await startPipeline(synthesizePipeline(), data);
  expect((await post(trackUrl, '{"name":"signup","amount":12345678901234567890}')).status).toBe(200);
  await run.stop();

  const [row] = await rowsOf(data, "SELECT event, dt FROM records WHERE dt >= '2026-01-01'");
  expect(row.event).toMatch(/^\{"name":"signup","amount":12345678901234567890,"event_id":"[^"]+","received_at":"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}"\}$/);
  expect(row.dt).toMatch(/^\d{4}-\d\d-\d\d$/);
});

test('the objects have the keys that S3 would hold', async () => {
  const data = temporaryFolder();
  const { run, post, trackUrl } = await startPipeline(synthesizePipeline(), data);
  await post(trackUrl, '{"a":1}');
  await run.stop();
  expect(objectFiles(data).map(({ key }) => key)).toEqual([
    expect.stringMatching(/^firehose\/dt=(\d{4}-\d\d-\d\d)\/[A-Za-z0-9]+-1-\1-\d\d-\d\d-\d\d-[0-9a-f-]{36}\.gz$/),
  ]);
});

test('100 parallel clients lose nothing and double nothing', async () => {
  const data = temporaryFolder();
  const { run, post, trackUrl, batchUrl } = await startPipeline(synthesizePipeline(UNTHROTTLED), data);
  const clients = Array.from({ length: 100 }, async (_unused, client) => {
    for (let n = 0; n < 5; n += 1) {
      const single = await post(trackUrl, JSON.stringify({ event_id: `${client}/${n}` }));
      const batch = await post(batchUrl, JSON.stringify([0, 1, 2].map((i) => ({ event_id: `${client}/${n}/${i}` }))));
      expect([single.status, batch.status]).toEqual([200, 200]);
    }
  });
  await Promise.all(clients);
  await run.stop();
  const ids = deliveredLines(data, 'firehose/').map((event) => event.event_id);
  expect(ids).toHaveLength(2_000);
  expect(new Set(ids).size).toBe(2_000);
});

test('a body of 2 MB is refused with 400, in a batch of large events it is taken', async () => {
  const data = temporaryFolder();
  const { run, post, trackUrl, batchUrl } = await startPipeline(synthesizePipeline(), data);
  expect((await post(trackUrl, `{"a":"${'x'.repeat(2_000_000)}"}`)).status).toBe(400);
  const large = JSON.stringify({ a: 'x'.repeat(400_000) });
  expect((await post(batchUrl, `[${[large, large, large, large, large].join()}]`)).status).toBe(200);
  await run.stop();
  expect(deliveredLines(data, 'firehose/').map((event) => event.a.length)).toEqual([400_000, 400_000, 400_000, 400_000, 400_000]);
});

test('a body that is not UTF-8 neither stops the run nor becomes a broken row', async () => {
  const data = temporaryFolder();
  const { run, post, trackUrl } = await startPipeline(synthesizePipeline(), data);
  expect((await post(trackUrl, Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))).status).toBe(400);
  expect((await post(trackUrl, Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]))).status).toBe(200);
  expect((await post(trackUrl, '{"a":"after"}')).status).toBe(200);
  await run.stop();
  const bytes = Buffer.concat(objectFiles(data).map((file) => gunzipSync(readFileSync(file.path))));
  expect(isUtf8(bytes)).toBe(true);
  expect(deliveredLines(data, 'firehose/').map((event) => event.a)).toEqual(['\uFFFD(', 'after']);
});

test('a transform that throws for every third event fails just those, with their bytes kept', async () => {
  const file = path.join(temporaryFolder(), 'transform.mjs');
  writeFileSync(file, 'export function transform(event) { if (event.n % 3 === 0) throw new TypeError("no " + event.n); return event; }');
  const data = temporaryFolder();
  const { run, post, batchUrl, happenings, logs } = await startPipeline(synthesizePipeline({ transform: Transform.node(file) }), data);
  await post(batchUrl, JSON.stringify(Array.from({ length: 300 }, (_unused, n) => ({ n, text: 'é' }))));
  await run.stop();

  const kept = await rowsOf(data, "SELECT json_extract_scalar(event, '$.n') AS n FROM records WHERE dt >= '2026-01-01'");
  expect(kept.map(({ n }) => Number(n)).sort((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_unused, n) => n).filter((n) => n % 3 !== 0));
  const envelopes = deliveredLines(data, 'firehose-errors/type=processing-failed/dt=');
  expect(envelopes).toHaveLength(100);
  for (const envelope of envelopes) {
    expect(Object.keys(envelope)).toEqual([
      'attemptsMade', 'arrivalTimestamp', 'errorCode', 'errorMessage', 'attemptEndingTimestamp', 'rawData', 'lambdaArn',
    ]);
    expect(envelope.errorCode).toBe('Lambda.ProcessingFailedStatus');
  }
  const raw = envelopes.map(({ rawData }) => Buffer.from(rawData, 'base64').toString());
  expect(raw).toContain('{"n":297,"text":"é"}\n');
  const failed = await rowsOf(data, 'failed-records');
  expect(failed).toHaveLength(100);
  expect(happenings).toContainEqual(expect.objectContaining({ event: 'failed', type: 'processing-failed', records: 100 }));
  // The log names the reason once, and never the event.
  const reasons = logs.filter((line) => line.includes('TypeError'));
  expect(reasons).toHaveLength(1);
  expect(reasons[0]).not.toContain('no 3');
});

test('a second run goes on with the data of the first', async () => {
  const data = temporaryFolder();
  const assembly = synthesizePipeline();
  for (const name of ['first', 'second']) {
    const { run, post, trackUrl } = await startPipeline(assembly, data);
    await post(trackUrl, JSON.stringify({ name }));
    await run.stop();
  }
  const rows = await rowsOf(data, "SELECT json_extract_scalar(event, '$.name') AS name FROM records WHERE dt >= '2026-01-01' ORDER BY 1");
  expect(rows).toEqual([{ name: 'first' }, { name: 'second' }]);
});

test('every named query of the template runs unchanged', async () => {
  const data = temporaryFolder();
  const assembly = synthesizePipeline();
  const { run, post, batchUrl } = await startPipeline(assembly, data);
  await post(batchUrl, '[{"event_id":"twice"},{"event_id":"twice"},{"event_id":"once"}]');
  await run.stop();
  const names = readSnapshot(snapshotFile(data)).resources('AWS::Athena::NamedQuery').map(({ properties }) => properties.Name);
  expect(names.length).toBeGreaterThanOrEqual(8);
  for (const name of names) {
    await expect(rowsOf(data, name)).resolves.toBeDefined();
  }
  expect(await rowsOf(data, 'duplicate-events')).toEqual([expect.objectContaining({ event_id: 'twice' })]);
});

describe('in a process of its own', () => {
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
      waiting.filter(([kind]) => kind === happening.event).forEach(([, resolve]) => resolve(happening));
    });
    const happens = async (kind: string): Promise<any> => seen.find(({ event }) => event === kind)
      ?? new Promise((resolve) => waiting.push([kind, resolve]));
    return { child, ended, happens };
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

  test('a query that finds nothing while a run is at work says why', async () => {
    const data = temporaryFolder();
    const { outputs } = await local('--template', synthesizePipeline(), '--data', data).happens('started');
    await post(outputs.TrackURL, '{"a":1}');
    expect(await command('query', 'sample', '--data', data).ended).toEqual({
      code: 0, stderr: expect.stringMatching(/^a local run \(process \d+\) is at work here: what it still buffers is no row yet\n$/),
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
    await happens('stopping');
    child.kill('SIGINT');
    expect(await ended).toEqual({ code: 130, stderr: 'ended at once: 1 record not delivered\n' });
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
    ['an app that fails', ['local', '--app', 'node -e "process.exit(3)"'], /^error: the app command .* ended with exit code 3/],
    ['a query before any run', ['query', 'sample'], /^error: no local run has written to \.pipeline here/],
    ['a table of another kind', ['send', 'events.csv', '--url', 'http://127.0.0.1:1/dev/track'], /^error: events\.csv: got '\.csv'/],
    ['a file that is not there', ['send', 'none.ndjson', '--url', 'http://127.0.0.1:1/dev/track'], /^error: none\.ndjson: cannot be read/],
    ['a URL that is none', ['send', COMMAND, '--url', 'localhost'], /^error: --url: got 'localhost'/],
    ['a port that is none', ['local', '--port', 'http'], /^error: option '--port <port>' argument 'http' is invalid/],
    ['a command that does not exist', ['serve'], /^error: unknown command 'serve'/],
  ])('%s is one clear line and an exit code above 0', async (_name, args, message) => {
    const { code, stderr } = await command(...args).ended;
    expect(code).toBeGreaterThan(0);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
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
});
