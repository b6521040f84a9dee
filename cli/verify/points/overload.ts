import type { BatchContract } from '../batch-contract';
import { bytesWithout } from '../context-field';
import { describe, show } from '../exchange';
import type { Exchange } from '../exchange';
import { inParallel } from '../in-parallel';
import { notTried, outcomeOf } from '../point';
import type { Outcome, Point, Problem } from '../point';
import { acceptedAll, acceptedBy, errorOnly, hasExactly, isText, judgeRetryAfter, retryAfter } from '../reply-judgement';
import type { Expected } from '../reply-judgement';
import type { Session } from '../session';

/** In all just below the 4 MiB of one call of Firehose: the bytes of a second are what is used up first. */
const BATCH_EVENT_BYTES = 8_300;
/** In all just below the 1,000 KiB of one record, and four times as many batches. */
const PACKED_EVENT_BYTES = 4_050;
const PACKED_BATCHES = 4;
const SINGLE_EVENTS = 8;
const SINGLE_EVENT_BYTES = 900_000;
const CONCURRENCY = 8;

interface Replies {
  readonly batches: readonly Exchange[];
  /** To single events, sent while the stream is over its quota. */
  readonly events: readonly Exchange[];
}

/** Sends batches until one is taken in part (packed: not taken), or the bound is reached; then single events at once, because the stream has no room for them now. */
async function overload(session: Session): Promise<Replies> {
  return session.once('overload', async () => {
    const { contract: { packed, maxEvents }, options: { context, overloadBatches } } = session;
    const bytes = bytesWithout(context, packed ? PACKED_EVENT_BYTES : BATCH_EVENT_BYTES);
    const most = overloadBatches * (packed ? PACKED_BATCHES : 1);
    const isOver = packed ? isTurnedAway : isPartial;
    const batches: Exchange[] = [];
    await inParallel(Array(most).keys(), CONCURRENCY, async () => {
      if (batches.some(isOver) || session.stopped) {
        return;
      }
      session.options.onStatus(`overloading the stream: batch ${batches.length + 1} of at most ${most}`);
      const exchange = await session.deliver('batch', () => session.events.events('overload', maxEvents, { bytes }), {}, false);
      batches.push(exchange);
      if (exchange.reply.status === 429) {
        await session.options.clock.sleep(1000 * (retryAfter(exchange.reply) ?? 1));
      }
    });
    const singles = batches.some(isOver) && !session.stopped ? SINGLE_EVENTS : 0;
    const events = await inParallel(Array(singles).keys(), singles, async () =>
      session.deliver('track', () => session.events.events('overload', 1, { bytes: SINGLE_EVENT_BYTES }), {}, false));
    return { batches, events };
  });
}

/**
 * What may be said under load: all of it, a part of it, or nothing was taken; and when to come back.
 * @param partOf the number of events of which a part may be taken; none where they are one record
 */
function honesty(exchange: Exchange, taken: Expected, partOf?: number): Problem[] {
  const { question, reply } = exchange;
  if (taken.fits(reply)) {
    return [];
  }
  if (errorOnly(503).fits(reply) || errorOnly(429).fits(reply)) {
    return judgeRetryAfter(exchange);
  }
  return partOf !== undefined && isPartial(exchange)
    ? partialProblems(exchange, partOf)
    : [{ what: describe(question), got: show(reply), expected: `${taken.text}, or a 503 or 429 with Retry-After` }];
}

/** All of it, because the stream has no room. */
function isTurnedAway({ reply }: Exchange): boolean {
  return reply.status === 503;
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

function underLoad(name: string, title: string, look: (replies: Replies, contract: BatchContract) => Outcome): Point {
  return {
    id: `overload.${name}`,
    title,
    check: async (session) => session.options.overloadBatches === 0
      ? notTried('give --overload to bring the stream over its quota for a moment')
      : look(await overload(session), session.contract),
  };
}

export const OVERLOAD: readonly Point[] = [
  underLoad('honest', 'under load a batch gets a 200 only if all of it is kept, or a 503 or 429 that says when to come back', ({ batches }, contract) =>
    outcomeOf(
      batches.flatMap((exchange) => honesty(exchange, acceptedBy('batch', contract, contract.maxEvents), contract.packed ? undefined : contract.maxEvents)),
      `${batches.length} batches of ${contract.maxEvents}`,
    )),
  underLoad('partial', 'a batch that Firehose takes in part gets 503 and the indexes of what it did not take', ({ batches }, { packed, maxEvents }) => {
    if (packed) {
      return notTried('a packed batch is one record: Firehose takes all of it or nothing');
    }
    const partly = batches.filter(isPartial);
    return partly.length === 0
      ? notTried(`not seen: none of ${batches.length} batches was taken in part; more of them or a faster line may do it`)
      : outcomeOf(partly.flatMap((exchange) => partialProblems(exchange, maxEvents)));
  }),
  underLoad('busy', 'an event that Firehose has no room for gets 503 and Retry-After', ({ events }) => {
    const problems = events.flatMap((exchange) => honesty(exchange, acceptedAll(1)));
    return problems.length === 0 && !events.some(({ reply }) => reply.status === 503)
      ? notTried(`not seen: Firehose took each of ${events.length} events`)
      : outcomeOf(problems);
  }),
];
