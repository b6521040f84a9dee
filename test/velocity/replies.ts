import type { Answer, BatchAnswer } from './cases/answers';
import type { Engine } from './engines/engine';
import type { Method } from './templates';

/** What the client gets. */
export interface Reply {
  readonly status: number;
  /** By name in lower case; all that the method sets. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed; undefined for an empty one. */
  readonly body: unknown;
}

/** The reply that a method makes of Firehose's answer: API Gateway's choice of a response, its fixed headers, and what its template says. */
export async function replyOf(engine: Engine, method: Method, answer: Answer, sent: Readonly<Record<string, string>> = {}): Promise<Reply> {
  const response = responseFor(method, answer.status);
  const template = response.ResponseTemplates?.['application/json'] ?? '';
  const { output, error, status, headers } = await engine.render({ template, body: answer.body, headers: sent });
  if (error !== undefined) throw new Error(error);
  const declared = method.methodResponses.find(({ StatusCode }) => StatusCode === response.StatusCode).ResponseParameters;
  const fixed = Object.entries<string>(response.ResponseParameters).map(([target, value]) => {
    expect(declared).toHaveProperty([target], true);
    return [target.replace('method.response.header.', ''), value.replace(/^'(.*)'$/, '$1')];
  });
  const all = [...fixed, ...Object.entries(headers)].map(([name, value]) => [name.toLowerCase(), value]);
  return { status: status ?? Number(response.StatusCode), headers: Object.fromEntries(all), body: output!.trim() === '' ? undefined : JSON.parse(output!) };
}

/** The response whose pattern matches the whole status, or the one without a pattern. */
function responseFor({ integrationResponses }: Method, status: number): any {
  const matching = integrationResponses.filter(({ SelectionPattern: pattern }) => pattern && new RegExp(`^(${pattern})$`).test(String(status)));
  expect(matching.length).toBeLessThan(2);
  const [fallback, ...others] = integrationResponses.filter(({ SelectionPattern: pattern }) => !pattern);
  expect(others).toEqual([]);
  return matching[0] ?? fallback;
}

/** A text for people, and nothing else. */
const SOME_MESSAGE = { message: expect.stringMatching(/^[a-z].{10,}$/) };
const BUSY = { status: 503, body: SOME_MESSAGE, retryAfter: true };

/** What a reply must say but for its headers, which are the same for all. */
export interface ExpectedReply {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfter: boolean;
}

export function busy(): ExpectedReply {
  return BUSY;
}

/** @param status what the type of the refusal makes of it */
export function refused(status: 400 | 500 | 503): ExpectedReply {
  return status === 503 ? BUSY : { status, body: SOME_MESSAGE, retryAfter: false };
}

/** Nobody knows what became of the events. */
export function unknown(): ExpectedReply {
  return { status: 500, body: SOME_MESSAGE, retryAfter: false };
}

/** Firehose said 200 to a single record, which it says only after it took it. */
export function taken({ variant, route }: Method): ExpectedReply {
  return { status: 200, body: { accepted: route === 'POST /batch' && variant.packed ? 'all' : 1 }, retryAfter: false };
}

/** Taken is a record that has an id and no error code. A 2xx takes all, and a count that agrees. */
export function batchReply({ records, saysNoneFailed }: BatchAnswer): ExpectedReply {
  const failed = records.flatMap((record, index) => {
    const code = record?.ErrorCode ?? '';
    const isTaken = code === '' && (record?.RecordId ?? '') !== '';
    return isTaken ? [] : [{ index, code: code === '' ? 'Unknown' : code }];
  });
  if (failed.length > 0) return { status: 503, body: { accepted: records.length - failed.length, failed }, retryAfter: true };
  return records.length > 0 && saysNoneFailed ? { status: 200, body: { accepted: records.length }, retryAfter: false } : unknown();
}

/** The whole reply, with exactly the headers that it may have. */
export function inFull({ status, body, retryAfter }: ExpectedReply, { variant: { allowedOrigins } }: Method, origin?: string): Reply {
  return { status, body, headers: { ...corsHeaders(allowedOrigins, origin), 'access-control-expose-headers': 'Retry-After', ...retryAfter && { 'retry-after': '1' } } };
}

/** One origin stands there always; of several the one that asks, and caches are told that the reply depends on it. */
export function corsHeaders(allowedOrigins: readonly string[], origin: string | undefined): Record<string, string> {
  if (allowedOrigins.length === 1) return { 'access-control-allow-origin': allowedOrigins[0] };
  return { vary: 'Origin', ...origin !== undefined && allowedOrigins.includes(origin) && { 'access-control-allow-origin': origin } };
}
