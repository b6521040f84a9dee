import { readFileSync } from 'fs';
import { synthesize, temporaryFolder } from '../support/assembly';
import { deliveredLines, objectFiles, outputOf, startRun } from '../support/local-pipeline';
import type { StartedRun } from '../support/local-pipeline';
import { EDGES } from '../templates/edges';

/** What the local run makes of each kind of edge, from the template that the constructs make, down to the rows. */
interface Edge extends StartedRun {
  readonly data: string;
  /** The outputs by the end of their names. */
  url(name: string, route?: string): string;
  send(url: string, body: unknown, headers?: Record<string, string>): Promise<{ status: number; json: any; headers: Headers }>;
  /** Ends the run, which delivers, and gives the events. */
  rows(prefix?: string): Promise<any[]>;
}

async function withEdge(name: keyof typeof EDGES, use: (edge: Edge) => Promise<void>): Promise<void> {
  const data = temporaryFolder();
  const started = await startRun(synthesize(EDGES[name]), data);
  try {
    await use({
      ...started,
      data,
      url: (output, route = 'track') => outputOf(started.run, output).replace(/track$/, route),
      send: async (url, body, headers = {}) => {
        const reply = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
        return { status: reply.status, json: await reply.json(), headers: reply.headers };
      },
      rows: async (prefix = 'firehose/') => {
        await started.run.stop();
        return deliveredLines(data, prefix);
      },
    });
  } finally {
    await started.run.stop();
  }
}

/** A token as Cognito makes them, but for the signature, which only the pool could check. */
function token(claims: object): string {
  return [{ alg: 'RS256', kid: '1' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).concat('c2ln').join('.');
}

/** A signature of the right form. */
function signed(): Record<string, string> {
  const now = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${now.slice(0, 8)}/us-east-1/execute-api/aws4_request`;
  return {
    'x-amz-date': now,
    'authorization': `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
  };
}

const preflight = async (url: string) => (await fetch(url, { method: 'OPTIONS', headers: { 'origin': 'https://a.example', 'access-control-request-method': 'POST' } })).status;

test('keys: only one of the plan lets in, and its id is in the row', async () => {
  await withEdge('WithKeys', async ({ run, url, send, rows }) => {
    const [{ value }] = run.apiKeys;
    expect(await send(url('TrackURL'), { n: 1 })).toMatchObject({ status: 403, json: { message: 'Forbidden' } });
    expect(await send(url('TrackURL'), { n: 2 }, { 'x-api-key': 'x'.repeat(40) })).toMatchObject({ status: 403 });
    expect(await send(url('TrackURL'), { n: 3 }, { 'x-api-key': value })).toMatchObject({ status: 200 });
    expect(await preflight(url('TrackURL'))).toBe(204);
    expect(await rows()).toEqual([expect.objectContaining({ n: 3, api_key_id: run.outputs.get('ApiKeyId'), request_id: expect.any(String) })]);
  });
});

test('keys: each has a throttle of its own', async () => {
  await withEdge('WithKeys', async ({ run, url, send }) => {
    const [{ value }] = run.apiKeys;
    const replies = await Promise.all(Array.from({ length: 40 }, async () => send(url('TrackURL'), {}, { 'x-api-key': value })));
    const refused = replies.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(5);
    expect(refused[0].headers.get('retry-after')).toBe('1');
    expect(refused[0].headers.get('access-control-allow-origin')).toBe('*');
  });
});

test('IAM: a request without a signature gets 403, which pages can read, and so does a route that does not exist', async () => {
  await withEdge('Signed', async ({ url, send, rows }) => {
    for (const route of ['track', 'batch', 'other']) {
      const reply = await send(url('TrackURL', route), {});
      expect(reply).toMatchObject({ status: 403, json: { message: 'Missing Authentication Token' } });
      expect(reply.headers.get('access-control-allow-origin')).toBe('*');
    }
    expect(await send(url('TrackURL'), { n: 1 }, signed())).toMatchObject({ status: 200 });
    expect(await preflight(url('TrackURL', 'batch'))).toBe(204);
    expect(await rows()).toEqual([expect.objectContaining({ n: 1 })]);
  });
});

test('user pools: a token of the pool with the scope lets in, and its claim is in the row', async () => {
  await withEdge('OfUserPools', async ({ run, url, send, rows }) => {
    const iss = run.outputs.get('Issuer')!;
    const claims = { iss, sub: 'user-1', token_use: 'access', scope: 'events/read events/write', exp: Math.floor(Date.now() / 1000) + 600 };
    expect(await send(url('TrackURL'), {})).toMatchObject({ status: 401, json: { message: 'Unauthorized' } });
    expect(await send(url('TrackURL'), {}, { authorization: token({ ...claims, exp: 1 }) })).toMatchObject({ status: 401 });
    expect(await send(url('TrackURL'), {}, { authorization: token({ ...claims, iss: `${iss}x` }) })).toMatchObject({ status: 401 });
    expect(await send(url('TrackURL'), {}, { authorization: token({ ...claims, scope: 'events/read' }) })).toMatchObject({ status: 401 });
    expect(await send(url('TrackURL'), { n: 1 }, { authorization: token(claims) })).toMatchObject({ status: 200 });
    expect(await rows()).toEqual([expect.objectContaining({ n: 1, claim_sub: 'user-1' })]);
  });
});

test('an authorizer: its function is called, and what it says is in the row', async () => {
  await withEdge('WithAuthorizer', async ({ url, send, rows }) => {
    expect(await send(url('TrackURL'), {})).toMatchObject({ status: 401 });
    expect(await send(url('TrackURL'), { n: 1 }, { 'x-write-key': 'k' })).toMatchObject({ status: 200 });
    expect(await rows()).toEqual([expect.objectContaining({ n: 1, authorizer_principal_id: 'anyone' })]);
  });
});

test('packed: a batch is one record and a row for each event, with what the request says', async () => {
  await withEdge('Packed', async ({ url, send, rows, data }) => {
    const reply = await send(url('TrackURL', 'batch'), [{ n: 0 }, { n: 1, event_id: 'own' }, {}], { 'user-agent': "it's \"me\"", 'origin': 'https://b.example' });
    expect(reply).toMatchObject({ status: 200, json: { accepted: 'all' } });
    expect(reply.headers.get('access-control-allow-origin')).toBe('https://b.example');
    expect(await send(url('TrackURL', 'batch'), Array.from({ length: 251 }, () => ({})))).toMatchObject({ status: 400, json: { hint: expect.stringContaining('1 to 250') } });
    expect(await send(url('TrackURL', 'batch'), Array.from({ length: 250 }, () => ({ filler: 'x'.repeat(4_100) })))).toMatchObject({
      status: 400, json: { message: expect.stringContaining('a batch at least one event and at most 1,000 KiB') },
    });
    expect(await send(url('TrackURL'), { n: 3 })).toMatchObject({ status: 200, json: { accepted: 1 } });
    const events = await rows();
    expect(events.map(({ n }) => n)).toEqual([0, 1, undefined, 3]);
    expect(events.map(({ user_agent: agent }) => agent)).toEqual(["it's \"me\"", "it's \"me\"", "it's \"me\"", expect.any(String)]);
    const [first, own, third] = events.map(({ event_id: id }) => id);
    expect([first.replace(/0$/, '2'), own]).toEqual([third, 'own']);
    expect(objectFiles(data).filter(({ key }) => key.startsWith('firehose-errors/'))).toEqual([]);
  });
});

test('a web ACL: a body above the limit gets 403, which pages can read, and the access log holds a line for each request', async () => {
  await withEdge('Guarded', async ({ url, send, run, data }) => {
    const small = { filler: 'x'.repeat(32 * 1024 - 20) };
    const large = { filler: 'x'.repeat(32 * 1024) };
    expect(await send(url('TrackURL'), small)).toMatchObject({ status: 200 });
    const reply = await send(url('TrackURL'), large);
    expect(reply).toMatchObject({ status: 403, json: { message: expect.any(String) } });
    expect(reply.headers.get('access-control-allow-origin')).toBe('*');
    await run.stop();
    const lines = accessLines(data);
    expect(lines.map(({ status, errorType }) => [status, errorType])).toEqual([['200', '-'], ['403', 'WAF_FILTERED']]);
    expect(lines[0]).toMatchObject({ httpMethod: 'POST', resourcePath: '/track', integrationStatus: '200', stage: 'dev' });
    expect(JSON.stringify(lines)).not.toMatch(/127\.0\.0\.1|filler/);
  });
});

test('a domain: its URL works here, without the stage, and by its name', async () => {
  await withEdge('OnDomain', async ({ url, send, rows, logs }) => {
    expect(url('TrackURL')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/shop\/track$/);
    expect(await send(url('TrackURL'), { n: 1 })).toMatchObject({ status: 200 });
    expect(await send(url('TrackURL').replace('/shop/', '/other/'), { n: 2 })).toMatchObject({ status: 403 });
    expect(await rows()).toEqual([expect.objectContaining({ n: 1 })]);
    expect(logs.some((line) => line.includes('"resourcePath":"/track"'))).toBe(true);
  });
});

test('a private API with IAM runs like any other', async () => {
  await withEdge('Private', async ({ url, send }) => {
    expect(await send(url('TrackURL'), {})).toMatchObject({ status: 403 });
    expect(await send(url('TrackURL'), {}, signed())).toMatchObject({ status: 200 });
  });
});

test('two pipelines on one API: each has its rows, and the routes of the API are left alone', async () => {
  await withEdge('SharedApi', async ({ run, send, data }) => {
    const urls = [...run.outputs].filter(([name]) => name.includes('TrackURL')).map(([, value]) => value);
    expect(urls.map((value) => new URL(value).pathname)).toEqual(['/live/web/track', '/live/shop/v1/track']);
    const [{ value }] = run.apiKeys;
    expect(await send(urls[0], { from: 'web' })).toMatchObject({ status: 200 });
    expect(await send(urls[1], { from: 'shop' })).toMatchObject({ status: 403 });
    expect(await send(urls[1].replace(/track$/, 'batch'), [{ from: 'shop' }], { 'x-api-key': value })).toMatchObject({ status: 200, json: { accepted: 1 } });
    expect((await fetch(urls[0].replace('web/track', 'health'))).status).toBe(200);
    await run.stop();
    const rows = deliveredLines(data, 'firehose/');
    expect(rows.map(({ from }) => from).sort()).toEqual(['shop', 'web']);
    expect(new Set(objectFiles(data).map(({ path }) => path.split('/firehose/')[0])).size).toBe(2);
  });
});

test('an API of another stack: both pipelines behind it have their rows', async () => {
  await withEdge('ApiOfAnotherStack', async ({ run, send, rows }) => {
    const urls = [...run.outputs].filter(([name]) => name.includes('TrackURL')).map(([, value]) => value);
    expect(urls.map((value) => new URL(value).pathname).sort()).toEqual(['/live/product/track', '/live/sales/track']);
    const [product, sales] = [...urls].sort();
    expect(await send(product, { from: 'product' })).toMatchObject({ status: 403 });
    expect(await send(product, { from: 'product' }, signed())).toMatchObject({ status: 200 });
    expect(await send(sales, { from: 'sales' })).toMatchObject({ status: 200 });
    expect((await rows()).map(({ from }) => from).sort()).toEqual(['product', 'sales']);
  });
});

/** The lines that API Gateway wrote into its own stream, which does not compress. */
function accessLines(data: string): any[] {
  return objectFiles(data).filter(({ path }) => !path.endsWith('.gz'))
    .flatMap(({ path }) => readFileSync(path, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line)));
}
