import type { HttpReply } from '../http-client';

/** What a reply of the API means for the events of its request. */
export type Verdict =
  /** All are kept. */
  | { readonly kind: 'accepted' }
  /** Some are kept; those at the indexes are not and may be sent again. */
  | { readonly kind: 'partly'; readonly failed: readonly number[]; readonly reason: string; readonly waitSeconds: number }
  /** None is kept, or it is unknown whether they are: send all of them again. */
  | { readonly kind: 'again'; readonly reason: string; readonly waitSeconds: number }
  /** None is kept, and sending the same again would give the same. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** None is kept: one of them is refused, or together they are too many or too large. */
  | { readonly kind: 'divide'; readonly reason: string };

/** What is said of a part of the events, or of all of them together: a web ACL that limits bodies says 403. */
const DIVIDED = [400, 403, 413];

/** @param now milliseconds, for a `Retry-After` that is a date */
export function verdictOn({ status, headers, json }: HttpReply, count: number, now: number): Verdict {
  // A reply that is not JSON says nothing but its status.
  const reply: Record<string, any> = typeof json === 'object' && json !== null ? json : {};
  const waitSeconds = secondsToWait(headers['retry-after'], now);
  if (status === 200) {
    // A packed batch is one record, which Firehose takes as a whole.
    return reply.accepted === count || reply.accepted === 'all'
      ? { kind: 'accepted' }
      : { kind: 'refused', reason: `status 200, but not {"accepted":${count}}: is this the URL of a pipeline?` };
  }
  const failed: unknown[] = status === 503 && Array.isArray(reply.failed) ? reply.failed.map((entry) => entry?.index) : [];
  if (failed.length > 0 && failed.every((index): index is number => Number.isInteger(index) && Number(index) >= 0 && Number(index) < count)) {
    return { kind: 'partly', failed, reason: 'the stream took only some events', waitSeconds };
  }
  const said = [reply.message, reply.hint].filter((text) => typeof text === 'string').join('; ');
  const reason = said === '' ? `status ${status}` : `status ${status}: ${said}`;
  if (status === 429 || status >= 500) {
    return { kind: 'again', reason, waitSeconds };
  }
  return { kind: DIVIDED.includes(status) && count > 1 ? 'divide' : 'refused', reason };
}

/** `Retry-After` is a number of seconds or a date. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function secondsToWait(retryAfter: string | undefined, now: number): number {
  if (retryAfter === undefined) {
    return 0;
  }
  if (/^\d+$/.test(retryAfter)) {
    return Number(retryAfter);
  }
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? 0 : Math.max(0, (date - now) / 1000);
}
