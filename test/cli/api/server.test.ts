import * as http from 'http';
import * as net from 'net';
import * as path from 'path';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'zlib';
import * as fc from 'fast-check';
import { createApiServer } from '../../../cli/api/server';
import type { ApiServer } from '../../../cli/api/server';
import { Failure } from '../../../cli/failure';
import type { ServiceReply } from '../../../cli/services';
import { loadTemplate } from '../../../cli/template/load';

const deployment = loadTemplate(path.join(__dirname, 'fixtures', 'events.template.json'));
const [restApi] = deployment.resources('AWS::ApiGateway::RestApi');

let server: ApiServer;
let url: string;
let port: number;
/** What the delivery stream was given: the data of each record. */
let received: string[];
let answer: (action: string, records: number) => ServiceReply | Promise<ServiceReply>;
let statuses: number[];
let named: string[];
let reasons: (string | undefined)[];
let warnings: string[];

function takeAll(action: string, records: number): ServiceReply {
  const replies = Array.from({ length: records }, (_, index) => ({ RecordId: String(index) }));
  return { status: 200, body: JSON.stringify(action === 'PutRecord' ? replies[0] : { FailedPutCount: 0, RequestResponses: replies }) };
}

const firehose = {
  call: async (action: string, body: string) => {
    const { Record: single, Records: records = [single] } = JSON.parse(body);
    received.push(...records.map(({ Data }: any) => Buffer.from(Data, 'base64').toString('utf8')));
    return answer(action, records.length);
  },
};

function newServer(): ApiServer {
  const events = {
    request: (status: number, what: string, reason?: string) => {
      statuses.push(status);
      named.push(what);
      reasons.push(reason);
    },
    buffered: () => undefined,
    delivered: () => undefined,
    failed: () => undefined,
    warn: (message: string) => { warnings.push(message); },
  };
  return createApiServer({ deployment, restApi, services: { firehose }, events });
}

beforeEach(async () => {
  [received, statuses, named, reasons, warnings, answer] = [[], [], [], [], [], takeAll];
  server = newServer();
  port = await server.listen(0);
  url = `http://127.0.0.1:${port}/v1`;
});

afterEach(async () => {
  await server.close();
});

async function post(route: string, body: string | Buffer, headers: Record<string, string> = { 'Content-Type': 'application/json' }): Promise<Response> {
  return fetch(`${url}${route}`, { method: 'POST', body, headers });
}

test('an event reaches the service as one line', async () => {
  const reply = await post('/one', '{\r\n  "name": "click",\n  "id": 9007199254740993\n}');
  expect([reply.status, await reply.json()]).toEqual([200, { accepted: 1 }]);
  expect(reply.headers.get('access-control-allow-origin')).toBe('*');
  expect(reply.headers.get('content-type')).toBe('application/json');
  expect(received).toEqual(['{"name":"click","id":9007199254740993}\n']);
});

test.each(['application/json; charset=utf-8', 'APPLICATION/JSON', 'text/plain;charset=UTF-8'])('content type %s finds its template', async contentType => {
  expect((await post('/one', '{"name":1}', { 'Content-Type': contentType })).status).toBe(200);
});

test('a request without a content type counts as JSON', async () => {
  const reply = await post('/one', Buffer.from('{"name":1}'), {});
  expect(reply.status).toBe(200);
});

test('another content type is refused', async () => {
  const reply = await post('/one', '{"name":1}', { 'Content-Type': 'application/xml' });
  expect([reply.status, (await reply.json() as any).type]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
});

test.each(['{"name"', '[]', '"text"', '', '{}'])('body %j is refused and nothing is put', async body => {
  const reply = await post('/one', body, { 'Content-Type': 'application/json', 'Origin': 'http://x' });
  expect([reply.status, (await reply.json() as any).type, reply.headers.get('access-control-allow-origin')]).toEqual([400, 'BAD_REQUEST_BODY', 'http://x']);
  expect(received).toEqual([]);
});

test('a batch reaches the service record by record', async () => {
  const reply = await post('/many', '[ {"name":"a"}, {"name":"b", "id": 12345678901234567890} ]');
  expect([reply.status, await reply.json()]).toEqual([200, { accepted: 2 }]);
  expect(received).toEqual(['{"name":"a"}\n', '{"name":"b","id":12345678901234567890}\n']);
});

test('a batch with one element that does not fit its model is refused', async () => {
  expect((await post('/many', '[{"name":"a"},{"nam":"b"}]')).status).toBe(400);
  expect(received).toEqual([]);
});

test('a batch that the service took in part is told by index', async () => {
  answer = () => ({ status: 200, body: '{"FailedPutCount":1,"RequestResponses":[{"RecordId":"1"},{"ErrorCode":"ServiceUnavailableException"}]}' });
  const reply = await post('/many', '[{"name":"a"},{"name":"b"}]');
  expect([reply.status, await reply.json()]).toEqual([503, { accepted: 1, failed: [{ index: 1, code: 'ServiceUnavailableException' }] }]);
});

test('an error of the service selects its response', async () => {
  answer = () => ({ status: 500, body: '{"__type":"ServiceUnavailableException"}' });
  const reply = await post('/one', '{"name":1}');
  expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, '1']);
});

test('a template can turn a client error of the service into another status', async () => {
  answer = () => ({ status: 400, body: '{"__type":"ThrottlingException","message":"slow"}' });
  const reply = await post('/one', '{"name":1}');
  expect([reply.status, reply.headers.get('retry-after'), reply.headers.get('x-reason')]).toEqual([503, '2', 'slow']);
});

test('a service that throws is 504 and said once to the one who runs it', async () => {
  answer = () => { throw new Error('disk full'); };
  expect((await post('/one', '{"name":1}')).status).toBe(504);
  expect(warnings).toEqual(['PostOne: disk full']);
});

test('a preflight has no body', async () => {
  const reply = await fetch(`${url}/one`, { method: 'OPTIONS' });
  expect([reply.status, reply.headers.get('access-control-max-age'), await reply.text()]).toEqual([204, '7200', '']);
});

test('no route is what the API says it is', async () => {
  const reply = await post('/nowhere', '{}');
  expect([reply.status, await reply.json()]).toEqual([404, { message: 'no such route' }]);
});

test('a route without that method is no route', async () => {
  expect((await fetch(`${url}/one`)).status).toBe(404);
});

test('a stage that is not there is none of the API', async () => {
  const reply = await fetch(`http://127.0.0.1:${port}/v2/one`);
  expect([reply.status, await reply.json()]).toEqual([403, { message: 'Forbidden' }]);
});

test('a throttled method replies 429 and leaves others alone', async () => {
  const replies = [await post('/limited', '{}'), await post('/limited', '{}'), await post('/limited', '{}')];
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(replies[2].headers.get('retry-after')).toBe('1');
  expect((await post('/one', '{"name":1}')).status).toBe(200);
});

test('stage variables reach templates', async () => {
  expect(await (await post('/limited', '{}')).json()).toEqual({ team: 'blue' });
});

test('parameters of path, query and headers reach templates', async () => {
  const reply = await fetch(`${url}/users/a%20b?since=5`, { headers: { 'x-team': 'red' } });
  expect(await reply.json()).toEqual({ user: 'a b', since: '5', team: 'red', resource: '/users/{user}', stage: 'v1' });
});

test('a required parameter that is missing is named', async () => {
  const reply = await fetch(`${url}/users/a`);
  expect([reply.status, (await reply.json() as any).message]).toEqual([400, 'Missing required request parameters: [since]']);
});

test('an integration that nothing runs replies 500 and is named', async () => {
  expect((await fetch(`${url}/users/a`, { method: 'DELETE' })).status).toBe(500);
  expect(warnings).toEqual(['DeleteUser: the local run has nothing behind the HTTP_PROXY integration https://example.com/']);
});

test.each([['gzip', gzipSync], ['deflate', deflateSync]])('a body packed with %s is unpacked first', async (encoding, pack) => {
  const reply = await post('/one', pack('{"name":"packed"}'), { 'Content-Type': 'application/json', 'Content-Encoding': encoding });
  expect([reply.status, received]).toEqual([200, ['{"name":"packed"}\n']]);
});

test.each(['', ' ', 'identity', 'IDENTITY', 'gzip, ,', ' GZIP '])('Content-Encoding %j is one that API Gateway supports', async encoding => {
  const body = /gzip/i.test(encoding) ? gzipSync('{"name":1}') : Buffer.from('{"name":1}');
  expect((await post('/one', body, { 'Content-Type': 'application/json', 'Content-Encoding': encoding })).status).toBe(200);
  expect(received).toEqual(['{"name":1}\n']);
});

const PACKED: readonly (readonly [string, string, Buffer])[] = [
  ['a coding that is not supported', 'zstd', Buffer.from('{"name":1}')],
  ['a body in a coding that is not supported', 'br', brotliCompressSync('{"name":1}')],
  ['the old name of gzip', 'x-gzip', gzipSync('{"name":1}')],
  ['an unknown coding', 'constructor', Buffer.from('{"name":1}')],
  ['two codings', 'gzip, gzip', gzipSync(gzipSync('{"name":1}'))],
  ['a coding after identity', 'identity, gzip', gzipSync('{"name":1}')],
  ['a plain body that is called gzip', 'gzip', Buffer.from('{"name":1}')],
  ['a plain body that is called deflate', 'deflate', Buffer.from('{"name":1}')],
  ['an empty body that is called gzip', 'gzip', Buffer.alloc(0)],
  ['gzip that is cut', 'gzip', gzipSync('{"name":1}').subarray(0, -1)],
  ['gzip with a false checksum', 'gzip', Buffer.concat([gzipSync('{"name":1}').subarray(0, -8), Buffer.alloc(8)])],
  ['deflate without its zlib header', 'deflate', deflateRawSync('{"name":1}')],
];

describe.each(['/one', '/many', '/nowhere'])('on %s', route => {
  test.each(PACKED)('%s (%s) is an unsupported media type', async (_name, encoding, body) => {
    for (const type of ['application/json', 'text/plain']) {
      const reply = await post(route, body, { 'Content-Type': type, 'Content-Encoding': encoding });
      expect([reply.status, (await reply.json() as any).type]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    }
    expect(received).toEqual([]);
  });
});

test('Content-Encoding that is sent twice is two codings', async () => {
  const body = gzipSync('{"name":1}');
  const head = `POST /v1/one HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
  expect(await raw(Buffer.concat([Buffer.from(head), body]))).toMatch(/^HTTP\/1\.1 415 /);
});

test('any bytes that are called gzip get a reply, and an event only what was packed', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array(), fc.nat(), async (bytes, position) => {
    received = [];
    const packed = gzipSync('{"name":"packed"}');
    const broken = Buffer.concat([packed.subarray(0, position % packed.length), Buffer.from(bytes)]);
    const { status } = await post('/one', broken, { 'Content-Encoding': 'gzip' });
    expect([status, received]).toEqual(status === 200 ? [200, ['{"name":"packed"}\n']] : [415, []]);
  }), { numRuns: 50 });
});

test('a body of 2 MB goes through', async () => {
  const text = 'x'.repeat(2 * 1024 * 1024);
  expect((await post('/one', JSON.stringify({ name: text }))).status).toBe(200);
  expect(received[0]).toHaveLength(text.length + '{"name":""}\n'.length);
});

const TOO_LARGE = JSON.stringify({ name: 'x'.repeat(10 * 1024 * 1024) });

test('a body above 10 MB is refused as the service does, whatever the API customizes', async () => {
  const reply = await post('/one', TOO_LARGE);
  expect([reply.status, await reply.json(), reply.headers.get('x-kind')]).toEqual([413, { message: 'Request Too Long' }, null]);
});

test('a body that unpacks to more than 10 MB is refused', async () => {
  expect((await post('/one', gzipSync(TOO_LARGE), { 'Content-Encoding': 'gzip' })).status).toBe(413);
});

test('a body above 10 MB in chunks is refused and the connection stays usable', async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const send = async (body: string) => new Promise<number>((resolve, reject) => {
    const request = http.request(`${url}/one`, { method: 'POST', agent, headers: { 'Transfer-Encoding': 'chunked' } }, response => {
      response.resume().on('end', () => resolve(response.statusCode!));
    });
    request.on('error', reject).end(body);
  });
  expect([await send(TOO_LARGE), await send('{"name":1}')]).toEqual([413, 200]);
  agent.destroy();
});

test('headers above 10,240 bytes are refused and reported', async () => {
  expect((await post('/one', '{"name":1}', { 'X-Long': 'x'.repeat(10_240) })).status).toBe(431);
  expect(statuses).toEqual([431]);
});

test('bytes that are no UTF-8 become replacement characters inside a text', async () => {
  const body = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff, 0xc3]), Buffer.from('"}')]);
  expect((await post('/one', body)).status).toBe(200);
  expect(received).toEqual(['{"name":"\uFFFD\uFFFD"}\n']);
});

test('bytes that are no UTF-8 outside of a text are no JSON', async () => {
  expect((await post('/one', Buffer.from([0x7b, 0xff, 0x7d]))).status).toBe(400);
});

test('any bytes get a reply and no event is lost or made up', async () => {
  await fc.assert(fc.asyncProperty(fc.oneof(fc.uint8Array(), fc.json().map(text => Buffer.from(text)), fc.json().map(text => Buffer.from(`{"name":${text}}`))), async bytes => {
    received = [];
    const { status } = await post('/one', Buffer.from(bytes));
    expect([200, 400]).toContain(status);
    expect(received).toHaveLength(status === 200 ? 1 : 0);
    for (const line of received) expect(JSON.parse(line)).toEqual(JSON.parse(Buffer.from(bytes).toString('utf8')));
  }));
  expect(warnings).toEqual([]);
});

test('100 clients at once all get their reply', async () => {
  const replies = await Promise.all(Array.from({ length: 100 }, async (_, index) => post('/one', JSON.stringify({ name: index }))));
  expect(replies.every(({ status }) => status === 200)).toBe(true);
  expect(new Set(received)).toEqual(new Set(Array.from({ length: 100 }, (_, index) => `{"name":${index}}\n`)));
});

test('each reply is reported with its status, method and path', async () => {
  await post('/one', '{"name":1}');
  await post('/one', '{}');
  await fetch(`${url}/nowhere?name=secret`);
  expect(statuses).toEqual([200, 400, 404]);
  expect(named).toEqual(['POST /v1/one', 'POST /v1/one', 'GET /v1/nowhere']);
});

test.each<readonly [string, string, string | Buffer, Record<string, string>]>([
  ['content-type application/x-www-form-urlencoded', '/one', 'a=1', { 'Content-Type': 'application/x-www-form-urlencoded' }],
  ['content-encoding br', '/one', '{"name":1}', { 'Content-Encoding': 'br' }],
  ['content-encoding gzip, gzip', '/one', '{"name":1}', { 'Content-Encoding': 'gzip, gzip' }],
  ['content-encoding gzip, but the body is not: incorrect header check', '/one', '{"name":1}', { 'Content-Encoding': 'gzip' }],
  ['a body of 10485772 bytes or more, allowed 10485760', '/one', JSON.stringify({ name: 'x'.repeat(10 * 1024 * 1024 + 1) }), {}],
  ['a body that unpacks to more, allowed 10485760', '/one', gzipSync('x'.repeat(10 * 1024 * 1024 + 1)), { 'Content-Encoding': 'gzip' }],
  ['no such route', '/nowhere', '{}', {}],
])('a refusal tells the one who runs it: %s', async (reason, route, body, headers) => {
  await post(route, body, headers);
  expect(reasons).toEqual([reason]);
});

test.each(['{}', '{"other":1}'])('a refusal of the body %s names what the model asks for', async body => {
  await post('/one', body);
  expect(reasons).toEqual([expect.stringContaining('name')]);
});

test.each<readonly [string, string, ServiceReply]>([
  ['ServiceUnavailableException: Slow down.', '/one', { status: 500, body: '{"__type":"ServiceUnavailableException","message":"Slow down."}' }],
  ['1 of 2 records: ServiceUnavailableException', '/many', { status: 200, body: '{"FailedPutCount":1,"RequestResponses":[{"RecordId":"1"},{"ErrorCode":"ServiceUnavailableException"}]}' }],
])('a refusal by the service tells what it answered: %s', async (reason, route, reply) => {
  answer = () => reply;
  await post(route, route === '/one' ? '{"name":"a"}' : '[{"name":"a"},{"name":"b"}]');
  expect(reasons).toEqual([reason]);
});

test('a throttle and a stage that is not there are told as reasons, and a success has none', async () => {
  for (let n = 0; n < 3; n++) await post('/limited', '{}');
  await fetch(`http://127.0.0.1:${port}/v2/one`);
  expect(reasons).toEqual([undefined, undefined, 'the throttle of stage v1', "no stage 'v2'"]);
});

test('a client that goes away in the middle of its body harms nobody', async () => {
  const socket = net.connect(port, '127.0.0.1');
  socket.write('POST /v1/one HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"na');
  await new Promise(resolve => setTimeout(resolve, 50));
  socket.destroy();
  expect((await post('/one', '{"name":1}')).status).toBe(200);
  expect(statuses).toEqual([200]);
});

/** What the server sends on a connection of its own. */
async function raw(sent: string | Buffer): Promise<string> {
  return new Promise<string>(resolve => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(sent));
    socket.on('data', data => resolve(data.toString()));
  });
}

test('a transfer coding other than chunked is not implemented, and nothing is put', async () => {
  const chunk = '7\r\n{"a":1}\r\n0\r\n\r\n';
  expect(await raw(`POST /v1/one HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\nConnection: close\r\n\r\n${chunk}`)).toMatch(/^HTTP\/1\.1 501 /);
  expect([statuses, named, reasons, received]).toEqual([[501], ['POST /v1/one'], ['transfer-encoding gzip, chunked'], []]);
});

test('what is no HTTP gets 400 and is reported', async () => {
  expect(await raw('hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n[^]*\{"message":"Bad Request"\}$/);
  expect([statuses, named]).toEqual([[400], ['a request that could not be read']]);
});

test.each(['http://events.example/v1/one', 'HTTP://events.example:80/v1/one?a=http://b/c', '/v1/one'])('request target %s finds its route', async target => {
  const reply = await raw(`POST ${target} HTTP/1.1\r\nHost: events.example\r\nContent-Length: 10\r\nConnection: close\r\n\r\n{"name":1}`);
  expect(reply).toMatch(/^HTTP\/1\.1 200 /);
  expect(named).toEqual(['POST /v1/one']);
});

test.each(['/v1//one', '/v1///one', '/v1//one/', '/v1/one/', '/v1/on%65'])('request target %s is served as /v1/one', async target => {
  expect((await fetch(`http://127.0.0.1:${port}${target}`, { method: 'POST', body: '{"name":1}' })).status).toBe(200);
  expect(named).toEqual([`POST ${target}`]);
});

test.each(['/v1//users//a?since=1', '/v1/%2Fone', '/v1%2Fone', '/v1/one%2F', '/v1/one//'])('slashes in request target %s keep their meaning', async target => {
  expect((await fetch(`http://127.0.0.1:${port}${target}`)).status).toBeGreaterThanOrEqual(403);
});

test('slashes between stage and path do not pass a throttle', async () => {
  const replies = [await post('/limited', '{}'), await post('//limited', '{}'), await post('///limited', '{}')];
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 429]);
});

test.each(['http://events.example', 'http://events.example?a=1', '*', '//v1/one'])('request target %s names no stage', async target => {
  expect(await raw(`OPTIONS ${target} HTTP/1.1\r\nHost: events.example\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 403 /);
});

test('a route without its stage is forbidden, as on AWS', async () => {
  const reply = await fetch(`http://127.0.0.1:${port}/one?token=secret`, { method: 'POST', body: '{"name":1}' });
  expect([reply.status, await reply.json(), named]).toEqual([403, { message: 'Forbidden' }, ['POST /one']]);
});

test('a port that is taken fails and names --port', async () => {
  const second = newServer().listen(port);
  await expect(second).rejects.toThrow(Failure);
  await expect(second).rejects.toThrow(`port ${port} is taken by another program: stop it, or choose another port with --port`);
});

test('a port that is none fails', async () => {
  await expect(newServer().listen(70_000)).rejects.toThrow(/port 70000 is not one/);
});

test('closing waits for the reply in flight', async () => {
  answer = async (action, records) => new Promise(resolve => setTimeout(() => resolve(takeAll(action, records)), 200));
  const reply = post('/one', '{"name":1}');
  await new Promise(resolve => setTimeout(resolve, 100));
  await server.close();
  expect((await reply).status).toBe(200);
  server = newServer();
});

/** A connection on which this much of a request was sent, and when the server ends it. */
async function connect(sent: string): Promise<{ socket: net.Socket; ended: Promise<unknown> }> {
  const socket = net.connect(port, '127.0.0.1');
  const ended = new Promise(resolve => socket.once('close', resolve));
  socket.resume().on('error', () => undefined);
  await new Promise<void>(resolve => socket.once('connect', () => resolve()));
  if (sent !== '') socket.write(sent);
  return { socket, ended };
}

/** Lets the server read what was sent to it: what comes on a later connection has its reply after that. */
async function settle(): Promise<void> {
  await post('/nowhere', '{}');
  await post('/nowhere', '{}');
}

const GRACE = 5_000;

/** Milliseconds until the server is closed. */
async function closingTime(): Promise<number> {
  const begin = performance.now();
  await server.close();
  return performance.now() - begin;
}

test.each([
  ['without a request', ''],
  ['in the middle of its headers', 'POST /v1/one HTTP/1.1\r\nHost: x\r\n'],
  ['whose request has its reply', 'POST /v1/one HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"name":1}'],
])('closing ends a connection %s at once', async (_name, sent) => {
  const { ended } = await connect(sent);
  await settle();
  expect(server.underWay).toBe(0);
  expect(await closingTime()).toBeLessThan(GRACE / 2);
  await ended;
  server = newServer();
});

test('a request whose body is not there yet is under way, and has its time when the server closes', async () => {
  const { socket, ended } = await connect('POST /v1/one HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"na');
  await settle();
  expect(server.underWay).toBe(1);
  const closed = server.close();
  socket.write('me":1}');
  await Promise.all([closed, ended]);
  expect(received).toEqual(['{"name":1}\n']);
  expect(server.underWay).toBe(0);
  server = newServer();
});

test('a reply that waits for its service when the server closes is sent, and its connection ended', async () => {
  let reply: () => void = () => undefined;
  answer = async (action, records) => new Promise(resolve => {
    reply = () => resolve(takeAll(action, records));
  });
  const { socket, ended } = await connect('POST /v1/one HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"name":1}');
  const text = new Promise<string>(resolve => socket.once('data', data => resolve(data.toString())));
  await settle();
  const closed = server.close();
  reply();
  expect(await text).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*Connection: close\r\n/i);
  await Promise.all([closed, ended]);
  server = newServer();
});

test('requests under way can be ended without a reply', async () => {
  const { ended } = await connect('POST /v1/one HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"na');
  await settle();
  const closed = server.close();
  server.abort();
  await Promise.all([closed, ended]);
  expect(received).toEqual([]);
  server = newServer();
});

test('an API without a stage fails at start', () => {
  const bare = { ...deployment, resources: (type: string) => (type === 'AWS::ApiGateway::Stage' ? [] : deployment.resources(type)) } as typeof deployment;
  const events = { request: () => undefined, buffered: () => undefined, delivered: () => undefined, failed: () => undefined, warn: () => undefined };
  expect(() => createApiServer({ deployment: bare, restApi, services: {}, events })).toThrow(/Api has no stage/);
});
