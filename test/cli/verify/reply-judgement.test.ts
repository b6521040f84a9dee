import { contractOf, PACKED, PER_EVENT } from '../../../cli/verify/batch-contract';
import type { Exchange } from '../../../cli/verify/exchange';
import { partialProblems } from '../../../cli/verify/points/overload';
import { acceptedAll, acceptedBy, errorOnly, judge, judgeRetryAfter, refusedBody, retryAfter } from '../../../cli/verify/reply-judgement';

function replied(status: number, body: unknown, headers: Record<string, string> = {}): Exchange {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    question: { method: 'POST', path: '/batch', contentType: 'application/json' },
    reply: { status, text, headers, json: typeof body === 'string' ? undefined : body },
  };
}

test.each([
  ['another count', 200, { accepted: 2 }],
  ['a count as text', 200, { accepted: '3' }],
  ['more than the count', 200, { accepted: 3, ids: [] }],
  ['another status', 201, { accepted: 3 }],
  ['no JSON', 200, 'ok'],
  ['nothing', 200, ''],
  ['null', 200, null],
])('%s is no success of 3 events', (_name, status, body) => {
  expect(judge(replied(status, body), acceptedAll(3))).toHaveLength(1);
});

test('a success is the status and the count alone', () => {
  expect(judge(replied(200, { accepted: 3 }), acceptedAll(3))).toEqual([]);
});

test('a packed batch has no count in its success, all else has one', () => {
  const all = replied(200, { accepted: 'all' });
  const counted = replied(200, { accepted: 3 });
  expect(judge(all, acceptedBy('batch', PACKED, 3))).toEqual([]);
  expect(judge(counted, acceptedBy('batch', PACKED, 3))).toMatchObject([{ expected: '200 {"accepted":"all"}' }]);
  expect(judge(counted, acceptedBy('batch', PER_EVENT, 3))).toEqual([]);
  expect(judge(all, acceptedBy('batch', PER_EVENT, 3))).toHaveLength(1);
  expect(judge(all, acceptedBy('track', PACKED, 1))).toHaveLength(1);
});

test.each([
  ['one to 250 objects', { message: 'no', hint: PACKED.hint }, PACKED],
  ['one to 500 objects', { message: 'no', hint: PER_EVENT.hint }, PER_EVENT],
  ['nothing', { message: 'no' }, PER_EVENT],
  ['no JSON', 'no', PER_EVENT],
])('an API whose hint says %s is judged by that', (_name, body, contract) => {
  expect(contractOf(replied(400, body).reply)).toBe(contract);
});

const HINT = PER_EVENT.hint;
test.each([
  ['without a hint', { message: 'no' }],
  ['with another hint', { message: 'no', hint: 'no' }],
  ['with the hint of a packed API', { message: 'no', hint: PACKED.hint }],
  ['with an empty message', { message: '', hint: HINT }],
  ['with what was wrong', { message: 'no', hint: HINT, errors: [] }],
])('a refusal %s is not the fixed one', (_name, body) => {
  expect(judge(replied(400, body), refusedBody(PER_EVENT))).toHaveLength(1);
  expect(judge(replied(400, { message: 'no', hint: HINT }), refusedBody(PER_EVENT))).toEqual([]);
});

test('a problem names the request, the reply on one line, and what was expected', () => {
  expect(judge(replied(500, '<html>\n  <b>Oops</b>'), errorOnly(415), 'an event')).toEqual([
    { what: 'POST /batch as application/json: an event', got: '500 <html> <b>Oops</b>', expected: '415 {"message":"…"}' },
  ]);
});

test.each([['1', 1], ['30', 30], ['0', undefined], ['-1', undefined], ['1.5', undefined], ['soon', undefined], ['', undefined]])('Retry-After %j means %s', (text, seconds) => {
  expect(retryAfter(replied(429, {}, { 'retry-after': text }).reply)).toBe(seconds);
});

test('a reply without Retry-After is a problem of its own', () => {
  expect(judgeRetryAfter(replied(429, {}))).toEqual([
    { what: 'POST /batch as application/json, the 429', got: 'no retry-after', expected: 'retry-after: a number of seconds, 1 or more' },
  ]);
});

const SOON = { 'retry-after': '1' };
const entry = (index: unknown, code: unknown = 'ServiceUnavailableException') => ({ index, code });

test.each([
  ['one is left', 2, [entry(1)]],
  ['none was taken', 0, [entry(0), entry(1), entry(2)]],
])('a batch of 3 of which %s', (_name, accepted, failed) => {
  expect(partialProblems(replied(503, { accepted, failed }, SOON), 3)).toEqual([]);
});

test.each([
  ['a 207', 207, { accepted: 2, failed: [entry(1)] }],
  ['a 200', 200, { accepted: 2, failed: [entry(1)] }],
  ['too few in all', 503, { accepted: 1, failed: [entry(1)] }],
  ['too many in all', 503, { accepted: 3, failed: [entry(1)] }],
  ['none that failed', 503, { accepted: 3, failed: [] }],
  ['one index twice', 503, { accepted: 1, failed: [entry(1), entry(1)] }],
  ['indexes that descend', 503, { accepted: 1, failed: [entry(2), entry(0)] }],
  ['an index out of range', 503, { accepted: 2, failed: [entry(3)] }],
  ['a negative index', 503, { accepted: 2, failed: [entry(-1)] }],
  ['an index as text', 503, { accepted: 2, failed: [entry('1')] }],
  ['no code', 503, { accepted: 2, failed: [entry(1, '')] }],
  ['a message of Firehose', 503, { accepted: 2, failed: [{ ...entry(1), message: 'Slow down.' }] }],
  ['no list', 503, { accepted: 2, failed: 1 }],
  ['a count as text', 503, { accepted: '2', failed: [entry(1)] }],
])('%s is a problem of a batch that was taken in part', (_name, status, body) => {
  expect(partialProblems(replied(status, body, SOON), 3)).toHaveLength(1);
});

test('a batch that was taken in part says when to come back', () => {
  expect(partialProblems(replied(503, { accepted: 2, failed: [entry(1)] }), 3)).toMatchObject([{ got: 'no retry-after' }]);
});
