import { spawn } from 'child_process';
import { once } from 'events';
import * as path from 'path';

export interface Load {
  readonly url: string;
  readonly requests: number;
  readonly connections: number;
  readonly body: string;
}

/**
 * Sends a number of POST requests over connections that stay open, from a process of its own.
 *
 * @returns requests answered in a second
 * @throws Error unless each of them is answered with 200
 */
export async function post({ url, requests, connections, body }: Load): Promise<number> {
  const args = ['--json', '--no-progress', '--method', 'POST', '--headers', 'content-type=application/json', '--connections', String(connections),
    '--amount', String(requests), '--timeout', '60', '--body', body, url];
  const child = spawn(process.execPath, [require.resolve('autocannon'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), new Promise((resolve) => child.on('close', resolve))]);
  if (stdout === '') {
    throw new Error(`the load was not sent: ${stderr}`);
  }
  const { '2xx': accepted, errors, timeouts, start, finish } = JSON.parse(stdout);
  if (accepted !== requests || errors + timeouts > 0) {
    throw new Error(`${requests} requests were sent, ${accepted} answered with 2xx, ${errors} failed, ${timeouts} timed out`);
  }
  return requests / ((Date.parse(finish) - Date.parse(start)) / 1000);
}

/** Calls back with the address of a server that reads, parses and answers, and does nothing else. */
export async function withBareServer<T>(repository: string, use: (url: string) => Promise<T>): Promise<T> {
  const server = spawn(process.execPath, [path.join(repository, 'bench/probes/http-server.js')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(server, 'close');
  try {
    const [port] = await once(server.stdout, 'data');
    return await use(`http://127.0.0.1:${String(port).trim()}/`);
  } finally {
    server.kill();
    await closed;
  }
}

async function text(stream: AsyncIterable<unknown>): Promise<string> {
  let all = '';
  for await (const part of stream) {
    all += String(part);
  }
  return all;
}
