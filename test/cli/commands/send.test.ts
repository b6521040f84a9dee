import { execFile, spawn } from 'child_process';
import { readFileSync, writeFileSync } from 'fs';
import { createServer } from 'http';
import type { AddressInfo } from 'net';
import * as path from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { gzipSync } from 'zlib';
import { Size } from 'aws-cdk-lib/core';
import { BatchMode, RequestContext, TrackAuthorization, WebAcl } from '../../../src';
import { synthesizePipeline, temporaryFolder } from '../../support/assembly';
import { deliveredLines, objectFiles, startPipeline } from '../../support/local-pipeline';

const COMMAND = path.resolve(__dirname, '../../../assets/cli/main/index.js');
const EVENTS = 600;

function eventFile(): string {
  const file = path.join(temporaryFolder(), 'events.ndjson');
  writeFileSync(file, [...Array(EVENTS).keys()].map((n) => `{"n":${n}}\n`).join(''));
  return file;
}

/** No credentials of whoever runs the tests. */
const NO_CREDENTIALS = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_SESSION_TOKEN: '' };
let environment: NodeJS.ProcessEnv = NO_CREDENTIALS;
afterEach(() => {
  environment = NO_CREDENTIALS;
});

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function send(...args: string[]): Promise<Ended> {
  return sendInput('', ...args);
}

/** @param input what is on standard input */
async function sendInput(input: string | Buffer, ...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { ...process.env, ...environment };
    const child = execFile(process.execPath, [COMMAND, 'send', ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
    child.stdin!.on('error', () => undefined).end(input);
  });
}

/** A server that takes all events of a batch. @param onBatch gets each batch; what it returns goes before the reply */
async function withServer<T>(use: (url: string, events: any[]) => Promise<T>, onBatch: () => Promise<void> | void = () => undefined): Promise<T> {
  const events: any[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
      const batch = JSON.parse(Buffer.concat(chunks).toString());
      events.push(...batch);
      void Promise.resolve(onBatch()).then(() => response.end(`{"accepted":${batch.length}}`));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/dev/batch`, events);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

describe('to an API that packs its batches', () => {
  const assembly = () => synthesizePipeline({ batchMode: BatchMode.PACKED });

  test('--packed sends as many events a request as it takes, and each becomes a line', async () => {
    const data = temporaryFolder();
    const { run, batchUrl } = await startPipeline(assembly(), data);
    try {
      const { code, stdout } = await send(eventFile(), '--url', batchUrl, '--packed', '--no-event-id', '--json');
      expect([code, JSON.parse(stdout)]).toEqual([0, {
        accepted: EVENTS,
        notAccepted: 0,
        requests: 3,
        retries: 0,
        replacedIds: 0,
        seconds: expect.any(Number),
        eventsPerSecond: expect.any(Number),
        failures: [],
      }]);
    } finally {
      await run.stop();
    }
    const events = deliveredLines(data, 'firehose/');
    expect(events.map(({ n }) => n).sort((a, b) => a - b)).toEqual([...Array(EVENTS).keys()]);
    expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(EVENTS);
  });

  test('without --packed a batch of too many is halved', async () => {
    const data = temporaryFolder();
    const { run, batchUrl } = await startPipeline(assembly(), data);
    try {
      const { code, stdout } = await send(eventFile(), '--url', batchUrl, '--json');
      expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ accepted: EVENTS, notAccepted: 0 })]);
    } finally {
      await run.stop();
    }
    expect(deliveredLines(data, 'firehose/')).toHaveLength(EVENTS);
  });

  test('with fields of the request, which take room of their own, full batches are halved', async () => {
    const props = { batchMode: BatchMode.PACKED, http: { context: [RequestContext.sourceIp(), RequestContext.userAgent()] } };
    const { run, batchUrl } = await startPipeline(synthesizePipeline(props), temporaryFolder());
    const file = path.join(temporaryFolder(), 'large.ndjson');
    writeFileSync(file, Array.from({ length: 250 }, (_unused, n) => `${JSON.stringify({ event_id: `${n}`, filler: 'x'.repeat(4_060) })}\n`).join(''));
    try {
      const { code, stdout } = await send(file, '--url', batchUrl, '--packed', '--json');
      expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ accepted: 250, notAccepted: 0, requests: 3 })]);
    } finally {
      await run.stop();
    }
  });
});

test('to an API whose web ACL limits bodies, batches become as small as they must be', async () => {
  const webAcl = WebAcl.limits({ maxBodySize: Size.kibibytes(8) });
  const { run, batchUrl } = await startPipeline(synthesizePipeline({ http: { webAcl } }), temporaryFolder());
  const file = path.join(temporaryFolder(), 'events.ndjson');
  writeFileSync(file, Array.from({ length: 100 }, (_unused, n) => `${JSON.stringify({ n, filler: 'x'.repeat(200) })}\n`).join(''));
  try {
    const { code, stdout } = await send(file, '--url', batchUrl, '--json');
    expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ accepted: 100, notAccepted: 0 })]);
  } finally {
    await run.stop();
  }
});

test('what was not sent is kept where nothing could be', async () => {
  const { run, batchUrl } = await startPipeline(synthesizePipeline({ authorization: TrackAuthorization.apiKey() }), temporaryFolder());
  const kept = path.join(temporaryFolder(), 'kept.ndjson');
  try {
    expect((await send(eventFile(), '--url', batchUrl, '--no-event-id', '--failed', kept)).code).toBe(1);
  } finally {
    await run.stop();
  }
  // Requests fail in any order.
  expect(readFileSync(kept, 'utf8').split('\n').sort()).toEqual(readFileSync(eventFile(), 'utf8').split('\n').sort());
});

test('--packed with the URL of single events is an error that says what to give', async () => {
  const { code, stderr } = await send(eventFile(), '--url', 'http://127.0.0.1:9/dev/track', '--packed');
  expect(code).toBe(1);
  expect(stderr).toContain('--packed: got it together with http://127.0.0.1:9/dev/track, where each request is one event; give the same URL with /batch');
});

test('--aws-sigv4 signs requests for an API with IAM', async () => {
  const { run, batchUrl } = await startPipeline(synthesizePipeline({ authorization: TrackAuthorization.iam() }), temporaryFolder());
  try {
    const unsigned = await send(eventFile(), '--url', batchUrl);
    expect([unsigned.code, unsigned.stderr]).toEqual([1, expect.stringContaining("--header 'x-api-key: …' or --aws-sigv4 <region>")]);
    environment = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
    const { code, stdout } = await send(eventFile(), '--url', batchUrl, '--aws-sigv4', 'eu-west-1', '--json');
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { accepted: EVENTS, notAccepted: 0 }]);
  } finally {
    await run.stop();
  }
});

test('--aws-sigv4 without credentials in the environment is an error that names them', async () => {
  const { code, stderr } = await send(eventFile(), '--url', 'http://127.0.0.1:9/dev/track', '--aws-sigv4', 'eu-west-1');
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^error: --aws-sigv4: got no AWS_ACCESS_KEY_ID and no AWS_SECRET_ACCESS_KEY in the environment/)]);
});

test('control characters of a file name and of a reply are shown escaped', async () => {
  const unknown = await send('no\x1b]52;c;aGk=\x07.ndjson', '--url', 'http://127.0.0.1:9/dev/track');
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('no\\u001b]52;c;aGk=\\u0007.ndjson: cannot be read')]);
  const option = await send('a.ndjson', '--url', 'http://127.0.0.1:9/dev/track', '--attempts', '\x9b2J');
  expect(option.stderr).toContain("'\\u009b2J' is invalid");
  const server = createServer((request, response) => request.resume().on('end', () => response.writeHead(400).end('{"message":"\\u001b]0;x\\u0007"}')));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { code, stderr } = await send(eventFile(), '--url', `http://127.0.0.1:${(server.address() as AddressInfo).port}/dev/track`);
    expect([code, stderr]).toEqual([1, expect.stringContaining('events.ndjson: line 1: status 400: \\u001b]0;x\\u0007\n')]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('its end says how many, how fast and where rows will be, and nothing that is zero', async () => {
  await withServer(async (url) => {
    const { code, stdout, stderr } = await send(eventFile(), '--url', url);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^accepted 600 events in (?!0\.0+ )\d+\.\d+ s \(\d+ a second\), 2 requests\nrows appear when the run delivers them .*: npx cdk-serverless-data-pipeline query latest-events\n$/);
  });
});

test('sends the objects that a pipeline wrote, which keep their ids', async () => {
  const data = temporaryFolder();
  const { run, batchUrl } = await startPipeline(synthesizePipeline(), data);
  try {
    expect((await send(eventFile(), '--url', batchUrl)).code).toBe(0);
  } finally {
    await run.stop();
  }
  const [object] = objectFiles(data).filter(({ key }) => key.startsWith('firehose/'));
  expect(object.path).toMatch(/\.gz$/);
  await withServer(async (url, events) => {
    expect((await send(object.path, '--url', url)).code).toBe(0);
    expect(events.map(({ event_id }) => event_id).sort()).toEqual(deliveredLines(data, 'firehose/').map(({ event_id }) => event_id).sort());
  });
});

test.each<[string, string | Buffer]>([
  ['lines', '{"a":1}\n{"a":2}\n'],
  ['compressed lines', gzipSync('{"a":1}\n{"a":2}\n')],
])('sends %s of standard input', async (_name, input) => {
  await withServer(async (url, events) => {
    const { code } = await sendInput(input, '-', '--url', url);
    expect([code, events.map(({ a }) => a)]).toEqual([0, [1, 2]]);
  });
  expect((await sendInput('', '-', '--url', 'http://127.0.0.1:9/dev/track')).stderr).toBe('error: standard input: got no event, allowed one or more; is it the right file?\n');
});

test('a line that is not UTF-8 is not sent, and kept byte for byte', async () => {
  const file = path.join(temporaryFolder(), 'latin-1.ndjson');
  const kept = path.join(temporaryFolder(), 'kept.ndjson');
  writeFileSync(file, Buffer.from('{"t":"caf\xe9"}\n{"t":"tea"}\n', 'latin1'));
  await withServer(async (url, events) => {
    const { code, stderr } = await send(file, '--url', url, '--failed', kept);
    expect([code, stderr]).toEqual([1, expect.stringContaining('latin-1.ndjson: line 1: not UTF-8\n')]);
    expect(events.map(({ t }) => t)).toEqual(['tea']);
  });
  expect(readFileSync(kept)).toEqual(Buffer.from('{"t":"caf\xe9"}\n', 'latin1'));
});

test('what can be read of a file that is cut is sent, and the end says that it was not all', async () => {
  const file = path.join(temporaryFolder(), 'cut.gz');
  const bytes = gzipSync(Array.from({ length: 50_000 }, (_unused, n) => `{"n":${n},"r":"${Math.imul(n, 2_654_435_761)}"}\n`).join(''));
  writeFileSync(file, bytes.subarray(0, -100));
  await withServer(async (url, events) => {
    const { code, stdout, stderr } = await send(file, '--url', url);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^error: \S*cut\.gz: got gzip data that ends early; get the whole file; nothing after line \d+ was read\n$/)]);
    expect(stdout).toContain(`accepted ${events.length} events`);
    expect(stderr).toContain(`after line ${events.length} was`);
  });
});

test('ids that the pipeline would replace are replaced before, and named by their lines', async () => {
  const file = path.join(temporaryFolder(), 'ids.ndjson');
  writeFileSync(file, '{"event_id":"mine"}\n{"event_id":5}\n{"event_id":""}\n');
  await withServer(async (url, events) => {
    const { code, stderr } = await send(file, '--url', url);
    expect([code, stderr]).toEqual([0, expect.stringContaining(
      'ids.ndjson: 2 events with an event_id that the pipeline replaces, allowed a string of 1 to 128 characters (lines 2, 3): sent with new ones\n',
    )]);
    expect(events.map(({ event_id }) => event_id)).toEqual(['mine', expect.stringMatching(/^[0-9a-f]{32}$/), expect.stringMatching(/^[0-9a-f]{32}$/)]);
    expect((await send(file, '--url', url, '--no-event-id')).stderr).toContain('sent as they are, because of --no-event-id');
    expect(events.slice(3).map(({ event_id }) => event_id)).toEqual(['mine', 5, '']);
    expect(JSON.parse((await send(file, '--url', url, '--json')).stdout)).toMatchObject({ accepted: 3, replacedIds: 2 });
  });
});

test('the file that is read is not overwritten by --failed', async () => {
  const file = eventFile();
  const { code, stderr } = await send(file, '--url', 'http://127.0.0.1:9/dev/track', '--failed', file);
  expect([code, stderr]).toEqual([1, `error: --failed ${file}: got the file that is read, allowed another one\n`]);
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(EVENTS + 1);
});

test.each<NodeJS.Signals>(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s ends it, and each event was sent or is kept', async (signal) => {
  const kept = path.join(temporaryFolder(), 'kept.ndjson');
  const file = path.join(temporaryFolder(), 'many.ndjson');
  writeFileSync(file, [...Array(20_000).keys()].map((n) => `{"n":${n}}\n`).join(''));
  let interrupt = () => {};
  await withServer(async (url, events) => {
    const child = spawn(process.execPath, [COMMAND, 'send', file, '--url', url, '--failed', kept, '--concurrency', '1'], { stdio: 'pipe' });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += String(chunk);
    });
    interrupt = () => child.kill(signal);
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, stderr]).toEqual([1, expect.stringMatching(/of 20000 events not accepted; they are in /)]);
    const numbers = [...events.map(({ n }) => n), ...readFileSync(kept, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line).n)];
    expect(events.length).toBeLessThan(20_000);
    expect(numbers.sort((a, b) => a - b)).toEqual([...Array(20_000).keys()]);
  }, async () => {
    interrupt();
    await sleep(50);
  });
});

test('without --failed, a signal ends it and it says what to give', async () => {
  let interrupt = () => {};
  await withServer(async (url) => {
    const child = spawn(process.execPath, [COMMAND, 'send', '-', '--url', url], { stdio: 'pipe' });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += String(chunk);
    });
    interrupt = () => child.kill('SIGINT');
    // Its standard input does not end.
    child.stdin.on('error', () => undefined).write([...Array(1_000).keys()].map((n) => `{"n":${n}}\n`).join(''));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(1);
    expect(stderr).toMatch(/standard input: was not read to its end; nothing after line 1000 was read/);
  }, async () => {
    interrupt();
    await sleep(50);
  });
});
