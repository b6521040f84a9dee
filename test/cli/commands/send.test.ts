import { execFile } from 'child_process';
import { readFileSync, writeFileSync } from 'fs';
import { createServer } from 'http';
import type { AddressInfo } from 'net';
import * as path from 'path';
import { Size } from 'aws-cdk-lib/core';
import { BatchMode, RequestContext, TrackAuthorization, WebAcl } from '../../../src';
import { synthesizePipeline, temporaryFolder } from '../../support/assembly';
import { deliveredLines, startPipeline } from '../../support/local-pipeline';

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

async function send(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, 'send', ...args], { env: { ...process.env, ...environment } }, (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }));
  });
}

describe('to an API that packs its batches', () => {
  const assembly = () => synthesizePipeline({ batchMode: BatchMode.PACKED });

  test('--packed sends as many events a request as it takes, and each becomes a line', async () => {
    const data = temporaryFolder();
    const { run, batchUrl } = await startPipeline(assembly(), data);
    try {
      const { code, stdout } = await send(eventFile(), '--url', batchUrl, '--packed', '--no-event-id', '--json');
      expect([code, JSON.parse(stdout)]).toEqual([0, { accepted: EVENTS, notAccepted: 0, requests: 3, retries: 0, failures: [] }]);
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
  expect(readFileSync(kept, 'utf8')).toBe(readFileSync(eventFile(), 'utf8'));
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
    expect([code, stderr]).toEqual([1, expect.stringContaining('events.ndjson:1: status 400: \\u001b]0;x\\u0007\n')]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
