import { describe, show } from '../exchange';
import type { Exchange } from '../exchange';
import { inParallel } from '../in-parallel';
import { notTried, outcomeOf } from '../point';
import type { Outcome, Point, Problem } from '../point';
import { acceptedAll, errorOnly, hasExactly, isText, judgeRetryAfter, retryAfter } from '../reply-judgement';
import type { Session } from '../session';

const BATCH_EVENTS = 500;
/** In all just below the 4 MiB of one call of Firehose: the bytes of a second are what is used up first. */
const BATCH_EVENT_BYTES = 8_300;
const SINGLE_EVENTS = 8;
const SINGLE_EVENT_BYTES = 900_000;
const CONCURRENCY = 8;

interface Replies {
  readonly batches: readonly Exchange[];
  /** To single events, sent while the stream is over its quota. */
  readonly events: readonly Exchange[];
}

/** Sends batches until one is taken in part, or the bound is reached; then single events at once, because the stream has no room for them now. */
async function overload(session: Session): Promise<Replies> {
  return session.once('overload', async () => {
    const batches: Exchange[] = [];
    await inParallel(Array(session.options.overloadBatches).keys(), CONCURRENCY, async () => {
      if (batches.some(isPartial) || session.stopped) {
        return;
      }
      session.options.onStatus(`overloading the stream: batch ${batches.length + 1} of at most ${session.options.overloadBatches}`);
      const exchange = await session.deliver('batch', () => session.events.events('overload', BATCH_EVENTS, { bytes: BATCH_EVENT_BYTES }), {}, false);
      batches.push(exchange);
      if (exchange.reply.status === 429) {
        await session.options.clock.sleep(1000 * (retryAfter(exchange.reply) ?? 1));
      }
    });
    const singles = batches.some(isPartial) && !session.stopped ? SINGLE_EVENTS : 0;
    const events = await inParallel(Array(singles).keys(), singles, async () =>
      session.deliver('track', () => session.events.events('overload', 1, { bytes: SINGLE_EVENT_BYTES }), {}, false));
    return { batches, events };
  });
}

/** What may be said under load: all of it, a part of it, or nothing was taken; and when to come back. */
function honesty(exchange: Exchange, count: number): Problem[] {
  const { question, reply } = exchange;
  const taken = acceptedAll(count);
  if (taken.fits(reply)) {
    return [];
  }
  if (errorOnly(503).fits(reply) || errorOnly(429).fits(reply)) {
    return judgeRetryAfter(exchange);
  }
  return isPartial(exchange)
    ? partialProblems(exchange, count)
    : [{ what: describe(question), got: show(reply), expected: `${taken.text}, or a 503 or 429 with Retry-After` }];
}

/** Whatever its status is. */
function isPartial({ reply }: Exchange): boolean {
  return reply.json?.failed !== undefined;
}

/** What is wrong with the reply to a batch that was taken in part. */
export function partialProblems(exchange: Exchange, count: number): Problem[] {
  const { question, reply } = exchange;
  const { accepted, failed } = reply.json;
  const isEntry = (entry: unknown) => hasExactly(entry, { index: (index) => Number.isInteger(index), code: isText });
  const fits = reply.status === 503
    && hasExactly(reply.json, { accepted: (value) => Number.isInteger(value) && value as number >= 0, failed: Array.isArray })
    && failed.length > 0
    && failed.every(isEntry)
    && accepted + failed.length === count
    && failed.every(({ index }: { index: number }, n: number) => index > (failed[n - 1]?.index ?? -1) && index < count);
  return [
    ...fits ? [] : [{
      what: `${describe(question)} of ${count} events`,
      got: `${show(reply)} with ${Array.isArray(failed) ? failed.length : 'no'} entries in failed`,
      expected: `503 {"accepted":k,"failed":[{"index":i,"code":"…"}]} with k + failed = ${count} and ascending indexes below it`,
    }],
    ...judgeRetryAfter(exchange),
  ];
}

function underLoad(name: string, title: string, look: (replies: Replies) => Outcome): Point {
  return {
    id: `overload.${name}`,
    title,
    check: async (session) => session.options.overloadBatches === 0
      ? notTried('give --overload to bring the stream over its quota for a moment')
      : look(await overload(session)),
  };
}

export const OVERLOAD: readonly Point[] = [
  underLoad('honest', 'under load a batch gets a 200 only if all of it is kept, or a 503 or 429 that says when to come back', ({ batches }) =>
    outcomeOf(batches.flatMap((exchange) => honesty(exchange, BATCH_EVENTS)), `${batches.length} batches of ${BATCH_EVENTS}`)),
  underLoad('partial', 'a batch that Firehose takes in part gets 503 and the indexes of what it did not take', ({ batches }) => {
    const partly = batches.filter(isPartial);
    return partly.length === 0
      ? notTried(`not seen: none of ${batches.length} batches was taken in part; more of them or a faster line may do it`)
      : outcomeOf(partly.flatMap((exchange) => partialProblems(exchange, BATCH_EVENTS)));
  }),
  underLoad('busy', 'an event that Firehose has no room for gets 503 and Retry-After', ({ events }) => {
    const problems = events.flatMap((exchange) => honesty(exchange, 1));
    return problems.length === 0 && !events.some(({ reply }) => reply.status === 503)
      ? notTried(`not seen: Firehose took each of ${events.length} events`)
      : outcomeOf(problems);
  }),
];
