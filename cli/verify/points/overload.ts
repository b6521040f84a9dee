import { describe, show } from '../exchange';
import type { Exchange } from '../exchange';
import { inParallel } from '../in-parallel';
import { notTried, outcomeOf } from '../point';
import type { Point, Problem } from '../point';
import { acceptedAll, errorOnly, hasExactly, isText, judgeRetryAfter, retryAfter } from '../reply-judgement';
import type { Session } from '../session';

const BATCH_EVENTS = 500;
/** In all just below the 4 MiB of one call of Firehose: the bytes of a second are what is used up first. */
const EVENT_BYTES = 8_300;
const CONCURRENCY = 8;

const GIVE_OVERLOAD = 'give --overload to bring the stream over its quota for a moment';

/** Sends batches until one is taken in part, or the bound is reached. */
async function overload(session: Session): Promise<Exchange[]> {
  return session.once('overload', async () => {
    const exchanges: Exchange[] = [];
    await inParallel(Array(session.options.overloadBatches).keys(), CONCURRENCY, async () => {
      if (session.partlyAccepted !== undefined || session.stopped) {
        return;
      }
      session.options.onStatus(`overloading the stream: batch ${exchanges.length + 1}`);
      const make = () => session.events.events('overload', BATCH_EVENTS, { bytes: EVENT_BYTES });
      const exchange = await session.deliver('batch', make, {}, false);
      exchanges.push(exchange);
      if (exchange.reply.status === 429) {
        await session.options.clock.sleep(1000 * (retryAfter(exchange.reply) ?? 1));
      }
    });
    return exchanges;
  });
}

/** What may be said under load: all of it, a part of it, or nothing was taken; and when to come back. */
function honesty(exchange: Exchange): Problem[] {
  const { question, reply } = exchange;
  const taken = acceptedAll(BATCH_EVENTS);
  if (taken.fits(reply)) {
    return [];
  }
  if (errorOnly(503).fits(reply) || errorOnly(429).fits(reply)) {
    return judgeRetryAfter(exchange);
  }
  return reply.json?.failed === undefined
    ? [{ what: describe(question), got: show(reply), expected: `${taken.text}, or a 503 or 429 with Retry-After` }]
    : partialProblems(exchange, BATCH_EVENTS);
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

export const OVERLOAD: readonly Point[] = [
  {
    id: 'overload.honest',
    title: 'under load each reply is a 200 for all events, or a 503 or 429 that says when to come back',
    check: async (session) => {
      if (session.options.overloadBatches === 0) {
        return notTried(GIVE_OVERLOAD);
      }
      const exchanges = await overload(session);
      return outcomeOf(exchanges.flatMap(honesty).slice(0, 5), `${exchanges.length} batches of ${BATCH_EVENTS}`);
    },
  },
  {
    id: 'overload.partial',
    title: 'a batch that Firehose takes in part gets 503 and the indexes of what it did not take',
    check: async (session) => {
      if (session.options.overloadBatches === 0) {
        return notTried(GIVE_OVERLOAD);
      }
      const exchanges = await overload(session);
      const partly = exchanges.filter(({ reply }) => reply.json?.failed !== undefined);
      return partly.length === 0
        ? notTried(`not seen: none of ${exchanges.length} batches was taken in part; more batches or a faster line may do it`)
        : outcomeOf(partly.flatMap((exchange) => partialProblems(exchange, BATCH_EVENTS)).slice(0, 5));
    },
  },
];
