import { execFile } from 'child_process';
import { readFileSync, writeFileSync } from 'fs';
import { createServer } from 'net';
import type { AddressInfo } from 'net';
import * as path from 'path';
import { startFaultyProxy } from './faulty-proxy';
import type { Fault } from './faulty-proxy';
import { BINARY_VARIABLE } from './install-node';
import { synthesizePipeline, temporaryFolder } from '../support/assembly';
import { deliveredLines, startPipeline } from '../support/local-pipeline';

const COMMAND = path.resolve(__dirname, '../../assets/cli/main/index.js');

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function runCommand(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.env[BINARY_VARIABLE]!, [COMMAND, ...args], (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

/** Sends events through a proxy to a local run, and compares what it stored and what was kept with what was sent. */
async function sendThroughProxy({ events, route, exchanges, closes, options = [] }: {
  events: number;
  route: 'track' | 'batch';
  exchanges: readonly Fault[];
  closes?: (connection: number) => boolean;
  options?: string[];
}): Promise<Ended & { stored: Set<number>; kept: number[]; rows: number; ids: number }> {
  const folder = temporaryFolder();
  const file = path.join(folder, 'events.ndjson');
  const failed = path.join(folder, 'failed.ndjson');
  writeFileSync(file, Array.from({ length: events }, (_unused, n) => `{"n":${n}}\n`).join(''));
  const { run, trackUrl, batchUrl } = await startPipeline(synthesizePipeline(), path.join(folder, 'data'));
  const proxy = await startFaultyProxy(route === 'track' ? trackUrl : batchUrl, { exchanges, closes });
  let ended: Ended;
  try {
    ended = await runCommand('send', file, '--url', proxy.url, '--failed', failed, '--json', ...options);
  } finally {
    await proxy.close();
    await run.stop();
  }
  const lines = deliveredLines(path.join(folder, 'data'), 'firehose/');
  const kept = readFileSync(failed, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line).n as number);
  return { ...ended, rows: lines.length, stored: new Set(lines.map(({ n }) => n)), ids: new Set(lines.map(({ event_id }) => event_id)).size, kept };
}

const all = (events: number) => [...Array(events).keys()];

test.each<[string, Fault[]]>([
  ['cuts requests', ['cut the request', 'none', 'none']],
  ['cuts replies', ['cut the reply', 'none', 'none']],
  ['cuts the headers of replies', ['cut the headers', 'none', 'none']],
  ['drops replies', ['drop the reply', 'none', 'none']],
  ['delays replies', ['delay the reply', 'none']],
  ['does all of this', ['none', 'cut the request', 'none', 'cut the reply', 'delay the reply', 'none', 'drop the reply', 'cut the headers', 'none', 'none']],
])('stores each event of a file through a proxy that %s', async (_name, exchanges) => {
  const { code, stdout, stored, ids, rows, kept } = await sendThroughProxy({ events: 120, route: 'track', exchanges });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ accepted: 120, notAccepted: 0 });
  expect([...stored].sort((a, b) => a - b)).toEqual(all(120));
  // What was sent again is recognised by its id.
  expect(ids).toBe(120);
  expect(rows).toBeGreaterThanOrEqual(120);
  expect(kept).toEqual([]);
});

test('stores each event of a file through a proxy that closes connections as soon as it accepts them', async () => {
  const { code, stdout, stored } = await sendThroughProxy({ events: 4_000, route: 'batch', exchanges: ['none', 'cut the request'], closes: (connection) => connection % 3 !== 2 });
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { accepted: 4_000, notAccepted: 0 }]);
  expect(stored.size).toBe(4_000);
});

test('stores each event of a file through a proxy that never replies to one request', async () => {
  const exchanges: Fault[] = ['none', 'keep silent', ...Array<Fault>(100).fill('none')];
  const { code, stored } = await sendThroughProxy({ events: 4_000, route: 'batch', exchanges });
  expect([code, stored.size]).toEqual([0, 4_000]);
});

test('keeps each event of a file where the proxy closes every connection, and fails', async () => {
  const { code, stdout, stderr, stored, kept } = await sendThroughProxy({ events: 1_200, route: 'batch', exchanges: ['none'], closes: () => true, options: ['--attempts', '2'] });
  expect([code, JSON.parse(stdout)]).toMatchObject([1, { accepted: 0, notAccepted: 1_200 }]);
  expect(stderr).toContain('1200 of 1200 events not accepted');
  expect(stored.size).toBe(0);
  expect(kept.sort((a, b) => a - b)).toEqual(all(1_200));
});

test('stores or keeps each event of a file where there is no second attempt, and fails', async () => {
  const { code, stdout, stored, kept } = await sendThroughProxy({ events: 60, route: 'track', exchanges: ['none', 'cut the request', 'drop the reply'], options: ['--attempts', '1'] });
  const { accepted, notAccepted } = JSON.parse(stdout);
  expect([code, accepted + notAccepted, kept.length]).toEqual([1, 60, notAccepted]);
  expect(notAccepted).toBeGreaterThan(0);
  expect([...new Set([...stored, ...kept])].sort((a, b) => a - b)).toEqual(all(60));
});

test('verify fails where every connection is closed as soon as it is accepted', async () => {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { code, stderr } = await runCommand('verify', '--url', `http://127.0.0.1:${(server.address() as AddressInfo).port}/dev/track`);
    expect([code, stderr]).toEqual([1, expect.stringContaining('cannot be reached (ECONNRESET)')]);
  } finally {
    server.close();
  }
});
