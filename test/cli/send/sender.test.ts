import { createServer } from 'http';
import type { AddressInfo } from 'net';
import { setTimeout as sleep } from 'timers/promises';
import { Failure } from '../../../cli/failure';
import { RequestSigner } from '../../../cli/request-signer';
import type { FileEvent } from '../../../cli/send/event-file';
import { Sender } from '../../../cli/send/sender';
import type { SenderOptions } from '../../../cli/send/sender';

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

/** A server that gives these answers in turn, and what it was sent. */
async function withServer<T>(answers: Answer[], use: (url: string, bodies: string[]) => Promise<T>): Promise<T> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
      bodies.push(Buffer.concat(chunks).toString());
      const answer = answers[Math.min(bodies.length, answers.length) - 1];
      response.writeHead(answer.status, answer.headers).end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/batch`, bodies);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** A clock that only goes on while somebody sleeps. */
function sleepingClock() {
  let now = 0;
  return {
    slept: [] as number[],
    now: () => now,
    async sleep(milliseconds: number) {
      this.slept.push(milliseconds);
      now += milliseconds;
    },
  };
}

const event = (n: number) => ({ position: n + 1, text: `{"n":${n}}` });
const options = (url: string, clock = sleepingClock()): SenderOptions => ({
  url,
  batch: true,
  headers: {},
  concurrency: 1,
  attempts: 3,
  keepsRest: true,
  onNotAccepted: () => undefined,
  onProgress: () => undefined,
  onWait: () => undefined,
  clock,
});

/** Sends, and collects what was not accepted. @param onStart gets the sender before it sends */
async function send(given: SenderOptions, requests: FileEvent[][], onStart: (sender: Sender) => void = () => undefined) {
  const notAccepted: { event: FileEvent; reason: string }[] = [];
  const sender = new Sender({ ...given, onNotAccepted: (events, reason) => notAccepted.push(...events.map((each) => ({ event: each, reason }))) });
  onStart(sender);
  const result = await sender.send(requests);
  return { ...result, notAccepted, refused: notAccepted.length };
}

test('resends only the events that the reply names', async () => {
  await withServer([
    { status: 503, body: { accepted: 2, failed: [{ index: 1, code: 'ServiceUnavailableException' }] }, headers: { 'retry-after': '1' } },
    { status: 200, body: { accepted: 1 } },
  ], async (url, bodies) => {
    const result = await send(options(url), [[event(0), event(1), event(2)]]);
    expect(bodies).toEqual(['[{"n":0},{"n":1},{"n":2}]', '[{"n":1}]']);
    expect(result).toMatchObject({ accepted: 3, refused: 0, retries: 1, requests: 2 });
  });
});

test('waits as long as Retry-After asks', async () => {
  const clock = sleepingClock();
  await withServer([
    { status: 429, body: { message: 'too many requests' }, headers: { 'retry-after': '7' } },
    { status: 200, body: { accepted: 1 } },
  ], async (url) => {
    await send(options(url, clock), [[event(0)]]);
    expect(clock.slept).toEqual([7000]);
  });
});

test('does not resend what the API refuses for good', async () => {
  await withServer([{ status: 400, body: { message: 'the body is not what this path takes' } }], async (url, bodies) => {
    const result = await send(options(url), [[event(0)]]);
    expect(bodies).toHaveLength(1);
    expect(result.notAccepted).toEqual([{ event: event(0), reason: 'status 400: the body is not what this path takes' }]);
  });
});

test('gives up after the attempts it was given and names the reason', async () => {
  await withServer([{ status: 503, body: { message: 'busy' }, headers: { 'retry-after': '1' } }], async (url, bodies) => {
    const result = await send(options(url), [[event(0)]]);
    expect(bodies).toHaveLength(3);
    expect(result.notAccepted[0].reason).toBe('status 503: busy (given up after 3 attempts)');
  });
});

test('resends all of a packed batch, whose reply knows only all or nothing', async () => {
  await withServer([
    { status: 503, body: { message: 'the stream is busy' }, headers: { 'retry-after': '1' } },
    { status: 200, body: { accepted: 'all' } },
  ], async (url, bodies) => {
    const result = await send(options(url), [[event(0), event(1), event(2)]]);
    expect(bodies).toEqual(Array(2).fill('[{"n":0},{"n":1},{"n":2}]'));
    expect(result).toMatchObject({ accepted: 3, refused: 0, retries: 1, requests: 2 });
  });
});

test('divides a batch that is refused, until only the event that is at fault is not accepted', async () => {
  const refused = { status: 400, body: { message: 'the body is not what this path takes' } };
  const accepted = (n: number) => ({ status: 200, body: { accepted: n } });
  await withServer([refused, accepted(2), refused, refused, accepted(1)], async (url, bodies) => {
    const result = await send(options(url), [[event(0), event(1), event(2), event(3)]]);
    expect(bodies).toEqual(['[{"n":0},{"n":1},{"n":2},{"n":3}]', '[{"n":0},{"n":1}]', '[{"n":2},{"n":3}]', '[{"n":2}]', '[{"n":3}]']);
    expect(result).toMatchObject({ accepted: 3, requests: 5, retries: 4, notAccepted: [{ event: event(2), reason: 'status 400: the body is not what this path takes' }] });
  });
});

test('divides a batch that a web ACL finds too large', async () => {
  await withServer([{ status: 403, body: { message: 'Forbidden' } }, { status: 200, body: { accepted: 1 } }], async (url) => {
    expect(await send(options(url), [[event(0), event(1)]])).toMatchObject({ accepted: 2, refused: 0 });
  });
});

test('a single event that gets 403 before anything was accepted is a wrong key or a web ACL, and ends it', async () => {
  await withServer([{ status: 403, body: { message: 'Forbidden' } }], async (url, bodies) => {
    await expect(send(options(url), [[event(0), event(1), event(2), event(3)]])).rejects.toThrow(/got status 403; .*x-api-key.*; or its web ACL lets neither/);
    expect(bodies.length).toBeLessThanOrEqual(3);
  });
});

test('goes nowhere else with the credentials, and says where that is', async () => {
  await withServer([{ status: 200, body: { accepted: 1 } }], async (elsewhere, taken) => {
    await withServer([{ status: 307, body: {}, headers: { location: elsewhere } }], async (url) => {
      await expect(send({ ...options(url), headers: { 'x-api-key': 'k' } }, [[event(0)]])).rejects.toThrow(`it is somewhere else; give that URL (${elsewhere})`);
    });
    expect(taken).toEqual([]);
  });
});

test('divides a batch that a packed API has no room for', async () => {
  await withServer([{ status: 400, body: { message: 'too large' } }, { status: 200, body: { accepted: 'all' } }], async (url) => {
    expect(await send(options(url), [[event(0), event(1), event(2)]])).toMatchObject({ accepted: 3, refused: 0 });
  });
});

test('passes on the hint of a refusal, which names how many events a request may hold', async () => {
  const body = { message: 'the body is not what this path takes', hint: 'send an array of 1 to 250 objects to /batch' };
  await withServer([{ status: 400, body }], async (url) => {
    const result = await send(options(url), [[event(0)]]);
    expect(result.notAccepted[0].reason).toBe('status 400: the body is not what this path takes; send an array of 1 to 250 objects to /batch');
  });
});

test('a 200 that counts something else is not taken for success', async () => {
  await withServer([{ status: 200, body: { ok: true } }], async (url) => {
    const result = await send(options(url), [[event(0)]]);
    expect(result).toMatchObject({ accepted: 0, refused: 1 });
  });
});

test('a URL that nobody answers on is one clear failure', async () => {
  const url = await withServer([], async (address) => address);
  await expect(send(options(url), [[event(0)]])).rejects.toThrow(Failure);
});

test('counts as a retry only what was sent again', async () => {
  await withServer([{ status: 503, body: { message: 'busy' } }], async (url) => {
    const result = await send({ ...options(url), attempts: 1 }, [[event(0)]]);
    expect(result).toMatchObject({ requests: 1, retries: 0 });
    expect(result.notAccepted[0].reason).toBe('status 503: busy (given up after 1 attempt)');
  });
});

test('headers go with every request', async () => {
  const seen: unknown[] = [];
  const server = createServer((request, response) => {
    seen.push([request.headers['x-api-key'], request.headers['content-type']]);
    request.resume().on('end', () => response.end('{"accepted":1}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/batch`;
    await send({ ...options(url), headers: { 'x-api-key': 'secret' } }, [[event(0)], [event(1)]]);
    expect(seen).toEqual([['secret', 'application/json'], ['secret', 'application/json']]);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

test('each attempt is signed anew', async () => {
  const seen: NodeJS.Dict<string | string[]>[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    request.resume().on('end', () => response.writeHead(seen.length === 1 ? 503 : 200).end(seen.length === 1 ? '{}' : '{"accepted":1}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  let seconds = 0;
  const signer = new RequestSigner('eu-west-1', { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' }, () => {
    seconds += 1;
    return 1000 * seconds;
  });
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/batch`;
    const { accepted } = await send({ ...options(url), headers: { 'x-team': 'a' }, signer }, [[event(0)]]);
    expect(accepted).toBe(1);
    expect(seen.map((headers) => [headers['x-amz-date'], headers['x-amz-security-token'], headers['x-team']]))
      .toEqual([['19700101T000001Z', 'session', 'a'], ['19700101T000002Z', 'session', 'a']]);
    seen.forEach(({ authorization }) => expect(authorization).toContain('SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-team, '));
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

test.each([401, 403])('a %i before anything was accepted names --header and --aws-sigv4', async (status) => {
  await withServer([{ status, body: { message: 'Forbidden' } }], async (url, bodies) => {
    await expect(send(options(url), [[event(0)], [event(1)]])).rejects.toThrow(/what the API wants to know a client by: --header 'x-api-key: …' or --aws-sigv4 <region>/);
    expect(bodies).toHaveLength(1);
  });
});

test.each([401, 403, 404])('a %i before anything was accepted means that the URL is wrong, and nothing more is sent', async (status) => {
  await withServer([{ status, body: { message: 'Forbidden' } }], async (url, bodies) => {
    await expect(send(options(url), [[event(0)], [event(1)]])).rejects.toThrow('give the whole TrackURL, with its stage');
    expect(bodies).toHaveLength(1);
  });
});

test('an answer that breaks off says nothing about the events, so they are sent again', async () => {
  let connections = 0;
  const server = createServer((request, response) => {
    connections += 1;
    if (connections === 1) {
      request.socket.destroy();
    } else {
      response.end('{"accepted":1}');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const result = await send(options(`http://127.0.0.1:${(server.address() as AddressInfo).port}/batch`), [[event(0)]]);
    expect(result).toMatchObject({ accepted: 1, retries: 1 });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('what was not sent when it was stopped is in the result', async () => {
  await withServer([{ status: 200, body: { accepted: 1 } }], async (url) => {
    let stop = () => undefined as void;
    const result = await send({ ...options(url), onProgress: () => stop() }, [[event(0)], [event(1)], [event(2)]], (sender) => {
      stop = () => sender.stop();
    });
    expect(result.accepted).toBe(1);
    expect(result.notAccepted).toEqual([event(1), event(2)].map((each) => ({ event: each, reason: 'not sent: interrupted' })));
  });
});

test('ends while the API asks to wait when it is stopped', async () => {
  await withServer([{ status: 429, body: {}, headers: { 'retry-after': '3600' } }], async (url, bodies) => {
    const wait = async (milliseconds: number, signal: AbortSignal) => sleep(milliseconds, undefined, { signal }).catch(() => undefined);
    let stop = () => undefined as void;
    const given = { ...options(url), clock: { now: () => 0, sleep: wait }, onWait: () => setImmediate(stop) };
    const { notAccepted } = await send(given, [[event(0)], [event(1)]], (sender) => {
      stop = () => sender.stop();
    });
    expect(notAccepted.map(({ event: { position } }) => position)).toEqual([1, 2]);
    expect(bodies).toHaveLength(1);
  });
});

test('sends all events again where the reply names an event that was not sent', async () => {
  await withServer([{ status: 503, body: { accepted: 1, failed: [{ index: 2 }] } }, { status: 200, body: { accepted: 2 } }], async (url, bodies) => {
    expect(await send(options(url), [[event(0), event(1)]])).toMatchObject({ accepted: 2, retries: 1 });
    expect(bodies[1]).toBe(bodies[0]);
  });
});

test('names itself as the user agent, unless a header does', async () => {
  const seen: unknown[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers['user-agent']);
    request.resume().on('end', () => response.end('{"accepted":1}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/batch`;
    await send(options(url), [[event(0)]]);
    await send({ ...options(url), headers: { 'User-Agent': 'mine' } }, [[event(0)]]);
    expect(seen).toEqual(['cdk-serverless-data-pipeline', 'mine']);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

test('reads no more events than it sends where it stops and nobody keeps the rest', async () => {
  await withServer([{ status: 200, body: { accepted: 1 } }], async (url) => {
    let stop = () => undefined as void;
    const given = { ...options(url), keepsRest: false, onProgress: () => stop() };
    const result = await send(given, [[event(0)], [event(1)]], (sender) => {
      stop = () => sender.stop();
    });
    expect(result).toMatchObject({ accepted: 1, notAccepted: [], isComplete: false });
  });
});

test('gives up each event where the URL turns out to be wrong, also those of a divided batch', async () => {
  const answers = [{ status: 400, body: {} }, { status: 401, body: {} }];
  await withServer(answers, async (url) => {
    const lost: number[] = [];
    const sender = new Sender({ ...options(url), onNotAccepted: (events) => lost.push(...events.map(({ position }) => position)) });
    await expect(sender.send([[event(0), event(1), event(2)], [event(3)]])).rejects.toThrow('got status 401');
    expect(lost.sort()).toEqual([1, 2, 3, 4]);
  });
});
