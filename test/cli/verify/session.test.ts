import { sessionOptions } from './verified';
import type { HttpClient } from '../../../cli/http-client';
import { RequestSigner } from '../../../cli/request-signer';
import { OverBodyLimit } from '../../../cli/verify/body-limit';
import type { Question, Reply } from '../../../cli/verify/exchange';
import { QuotaUsedUp } from '../../../cli/verify/quota';
import { Session } from '../../../cli/verify/session';
import type { SessionOptions } from '../../../cli/verify/session-options';

/** A session whose pipeline answers these in turn, the last one for ever. */
function sessionWith(replies: readonly Partial<Reply>[], options: Partial<SessionOptions> = {}) {
  const asked: Question[] = [];
  const slept: number[] = [];
  const client = {
    send: async (_url: string, question: Question) => {
      asked.push(question);
      return { status: 200, headers: {}, text: '', json: undefined, ...replies[Math.min(asked.length, replies.length) - 1] };
    },
  };
  const clock = {
    now: () => 0,
    sleep: async (milliseconds: number) => {
      slept.push(milliseconds);
    },
  };
  return { session: new Session(sessionOptions('https://x.example/dev/track', { clock, ...options }), client as HttpClient), asked, slept };
}

const BUSY = { status: 503, headers: { 'retry-after': '2' }, json: { message: 'busy' } };
const ACCEPTED = { status: 200, json: { accepted: 1 } };

test('while the API asks to wait, it waits and sends other events', async () => {
  const { session, asked, slept } = sessionWith([BUSY, { status: 429, headers: { 'retry-after': '5' } }, ACCEPTED]);
  const { reply } = await session.deliver('track', () => [session.events.event('p')]);
  expect(reply.status).toBe(200);
  expect(slept).toEqual([2000, 5000]);
  expect(asked.map(({ body }) => JSON.parse(body!).n)).toEqual([1, 2, 3]);
  expect([[...session.ledger.turnedAway.keys()], [...session.ledger.refused.keys()], [...session.ledger.accepted.keys()]]).toEqual([[1], [2], [3]]);
});

test('a 503 that does not say when to come back is the answer', async () => {
  const { session, asked } = sessionWith([{ ...BUSY, headers: {} }, ACCEPTED]);
  expect((await session.ask({ method: 'POST', path: '/track' })).reply.status).toBe(503);
  expect(asked).toHaveLength(1);
});

test('it gives up in the end, and waits no longer than half a minute at once', async () => {
  const { session, asked, slept } = sessionWith([{ status: 429, headers: { 'retry-after': '3600' } }]);
  expect((await session.ask({ method: 'POST', path: '/track' })).reply.status).toBe(429);
  expect(asked).toHaveLength(8);
  expect(new Set(slept)).toEqual(new Set([30_000]));
});

test('one who is not patient gets the first answer', async () => {
  const { session, asked } = sessionWith([BUSY]);
  await session.ask({ method: 'POST', path: '/track' }, false);
  expect(asked).toHaveLength(1);
});

test('credentials go with requests and never with a preflight', async () => {
  const { session, asked } = sessionWith([{}], { headers: { 'x-api-key': 'secret' } });
  await session.ask({ method: 'POST', path: '/track' });
  await session.ask({ method: 'OPTIONS', path: '/track' });
  expect(asked.map(({ headers }) => headers)).toEqual([{ 'x-api-key': 'secret' }, {}]);
});

test('a signature goes with requests, over body and headers, and never with a preflight', async () => {
  const signer = new RequestSigner('eu-west-1', { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' }, () => 0);
  const { session, asked } = sessionWith([{}], { signer, headers: { 'x-team': 'a' } });
  await session.ask({ method: 'POST', path: '/track', contentType: 'text/plain', headers: { 'X-Client': 'b' }, body: 'one' });
  await session.ask({ method: 'POST', path: '/track', contentType: 'text/plain', headers: { 'X-Client': 'b' }, body: 'two' });
  await session.ask({ method: 'OPTIONS', path: '/track' });
  const [one, two, preflight] = asked.map(({ headers }) => headers!);
  expect(one).toMatchObject({ 'x-team': 'a', 'X-Client': 'b', 'X-Amz-Date': '19700101T000000Z' });
  expect(one.Authorization).toMatch(/Credential=AKIAEXAMPLE\/19700101\/eu-west-1\/execute-api\/aws4_request, SignedHeaders=content-type;host;origin;x-amz-date;x-client;x-team, /);
  expect(two.Authorization).not.toBe(one.Authorization);
  expect(preflight).toEqual({});
});

test('without credentials none is sent, and wrong ones are others of the same form', async () => {
  const { session, asked } = sessionWith([{}], { headers: { 'x-api-key': 'secret' } });
  await session.ask({ method: 'POST', path: '/track', credentials: 'none' });
  await session.ask({ method: 'POST', path: '/track', credentials: 'wrong' });
  expect(asked.map(({ headers }) => headers)).toEqual([{}, { 'x-api-key': 'frperg' }]);
});

test('a body above the limit is not sent, unless that is what is checked', async () => {
  const { session, asked } = sessionWith([ACCEPTED], { bodyLimit: 1024 });
  const deliver = async (bytes: number, overLimit?: boolean) => session.deliver('track', () => [session.events.event('p', { bytes })], { overLimit });
  await deliver(1024);
  await expect(deliver(1025)).rejects.toThrow(new OverBodyLimit(1025, 1024));
  await deliver(1025, true);
  expect(asked.map(({ body }) => body!.length)).toEqual([1024, 1025]);
  expect([...session.ledger.accepted.keys()]).toEqual([1, 3]);
});

test('each request has an origin, the first one that is given, unless it is to have none', async () => {
  const { session, asked } = sessionWith([{}], { origins: ['https://a.example', 'https://b.example'] });
  await session.ask({ method: 'POST', path: '/track' });
  await session.ask({ method: 'POST', path: '/track', origin: undefined });
  expect(asked.map(({ origin }) => origin)).toEqual(['https://a.example', undefined]);
});

test('remembers the first 429 and the first batch that was taken in part', async () => {
  const { session } = sessionWith([{ status: 429 }, { status: 503, json: { accepted: 1, failed: [{ index: 0, code: 'x' }] } }]);
  await session.ask({ method: 'POST', path: '/track' }, false);
  await session.ask({ method: 'POST', path: '/batch' }, false);
  expect([session.throttled?.question.path, session.partlyAccepted?.question.path]).toEqual(['/track', '/batch']);
});

test('a quota that is used up is no throttle: nothing is asked again', async () => {
  const { session, asked, slept } = sessionWith([{ status: 429, headers: { 'retry-after': '60', 'x-amzn-errortype': 'LimitExceededException' }, json: { message: 'x' } }]);
  await expect(session.ask({ method: 'POST', path: '/track', body: 'no event' })).rejects.toThrow(QuotaUsedUp);
  expect([asked.length, slept, session.throttled]).toEqual([1, [], undefined]);
});
