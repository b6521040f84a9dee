import { readFileSync } from 'fs';
import * as http from 'http';
import * as path from 'path';
import { gzipSync } from 'zlib';
import { contextApi, serveApi, stopServers, SILENT } from './context-api';
import { BodyBudget, MAX_BODIES_BYTES, OverloadedError } from '../../../cli/api/body-budget';
import { deployed } from '../template/deployed';

afterEach(stopServers);

const KIB = 1024;

/** An API whose bodies have a mebibyte of memory. */
async function start(bodies = new BodyBudget(KIB * KIB), seen: [number, string | undefined][] = []): Promise<string> {
  const resources = contextApi({ path: '$context.path' }, {
    ServerErrors: {
      Type: 'AWS::ApiGateway::GatewayResponse',
      Properties: { RestApiId: { Ref: 'Api' }, ResponseType: 'DEFAULT_5XX', ResponseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" } },
    },
  });
  const events = { ...SILENT, request: (status: number, _what: string, reason?: string) => { seen.push([status, reason]); } };
  return serveApi(deployed({ Resources: resources }), { bodies, events });
}

interface Reply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** Posts the parts of a body, with a wait before each but the first. */
async function postSlowly(url: string, parts: readonly Buffer[], waitMilliseconds: number, headers: http.OutgoingHttpHeaders = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = http.request(`${url}/dev/track`, { method: 'POST', agent: false, headers }, response => {
      let body = '';
      response.on('data', chunk => { body += chunk; }).on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
    }).on('error', reject);
    const send = ([part, ...rest]: readonly Buffer[]) => {
      if (part === undefined) return request.end();
      request.write(part);
      return setTimeout(() => send(rest), waitMilliseconds);
    };
    send(parts);
  });
}

/** JSON of a size, in parts. */
function jsonBody(bytes: number, parts: number): Buffer[] {
  const text = Buffer.from(`"${'x'.repeat(bytes - 2)}"`);
  const length = Math.ceil(bytes / parts);
  return Array.from({ length: parts }, (_, index) => text.subarray(index * length, (index + 1) * length));
}

test('many large bodies that come slowly share the memory: those above it get 503, and the others their reply', async () => {
  const bodies = new BodyBudget(KIB * KIB);
  const seen: [number, string | undefined][] = [];
  const url = await start(bodies, seen);
  let most = 0;
  const watch = setInterval(() => { most = Math.max(most, bodies.bytes); }, 1);
  const replies = await Promise.all(Array.from({ length: 40 }, async () => postSlowly(url, jsonBody(200 * KIB, 10), 10)))
    .finally(() => clearInterval(watch));
  const statuses = replies.map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([200, 503]));
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(KIB * KIB);
  expect(bodies.bytes).toBe(0);
  const refused = replies.find(({ status }) => status === 503)!;
  expect([refused.headers['retry-after'], refused.headers['access-control-allow-origin']]).toEqual(['1', '*']);
  expect(JSON.parse(refused.body)).toEqual({ message: 'the local run is busy: more than 1 MiB of request bodies at once' });
  expect(seen).toContainEqual([503, 'more than 1 MiB of request bodies at once']);
});

test('a connection whose body was refused is usable for the next request', async () => {
  const url = await start(new BodyBudget(10 * KIB));
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const post = async (bytes: number) => new Promise<number>((resolve, reject) => {
    http.request(`${url}/dev/track`, { method: 'POST', agent }, response => response.resume().on('end', () => resolve(response.statusCode!)))
      .on('error', reject).end(Buffer.concat(jsonBody(bytes, 1)));
  });
  expect([await post(500 * KIB), await post(5 * KIB)]).toEqual([503, 200]);
  agent.destroy();
});

test('what is unpacked of a body counts too', async () => {
  const url = await start(new BodyBudget(100 * KIB));
  const packed = gzipSync(Buffer.concat(jsonBody(200 * KIB, 1)));
  expect(packed.length).toBeLessThan(KIB);
  expect((await postSlowly(url, [packed], 0, { 'Content-Encoding': 'gzip' })).status).toBe(503);
});

test('a client that goes away gives its share back', async () => {
  const bodies = new BodyBudget(100 * KIB);
  const url = await start(bodies);
  const request = http.request(`${url}/dev/track`, { method: 'POST', agent: false, headers: { 'Content-Length': 90 * KIB } }).on('error', () => undefined);
  request.write(Buffer.alloc(80 * KIB));
  while (bodies.bytes < 80 * KIB) await new Promise(resolve => setTimeout(resolve, 5));
  request.destroy();
  while (bodies.bytes > 0) await new Promise(resolve => setTimeout(resolve, 5));
  expect((await postSlowly(url, jsonBody(90 * KIB, 1), 0)).status).toBe(200);
});

test('the page of the local run tells the limit', () => {
  const page = readFileSync(path.join(__dirname, '../../../docs/local-run.md'), 'utf8');
  expect(page).toContain(`may have ${MAX_BODIES_BYTES / KIB / KIB} MiB together`);
});

test('a share is given back when its request fails', async () => {
  const bodies = new BodyBudget(10);
  await expect(bodies.share(async share => {
    share.take(6);
    share.take(4);
    share.take(1);
  })).rejects.toThrow(OverloadedError);
  expect(bodies.bytes).toBe(0);
});
