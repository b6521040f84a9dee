import type { Exchange } from '../exchange';
import { inParallel } from '../in-parallel';
import { notTried, outcomeOf } from '../point';
import type { Point } from '../point';
import { errorOnly, judge, judgeRetryAfter } from '../reply-judgement';
import type { Session } from '../session';

/** Enough for the default throttle, 100 requests a second and 200 at once, from a quarter of a second away. */
const REQUESTS = 1_000;
const CONCURRENCY = 50;

/** Sends bodies that put nothing, until one is throttled. */
async function burst(session: Session): Promise<number> {
  let sent = 0;
  let isRefused = true;
  await inParallel(Array(REQUESTS).keys(), CONCURRENCY, async () => {
    if (session.throttled !== undefined || session.stopped || !isRefused) {
      return;
    }
    sent += 1;
    session.options.onStatus(`provoking the throttle: request ${sent} of at most ${REQUESTS}`);
    const { reply } = await session.ask({ method: 'POST', path: '/track', contentType: 'application/json', body: 'no event' }, false);
    // Where such a body gets through, it must not become a thousand records.
    isRefused = reply.status >= 400;
  });
  return sent;
}

function problemsOf(exchange: Exchange) {
  return [...judge(exchange, errorOnly(429)), ...judgeRetryAfter(exchange)];
}

export const THROTTLE: readonly Point[] = [{
  id: 'throttle.reply',
  title: 'too many requests get 429 and Retry-After',
  check: async (session) => {
    if (session.throttled === undefined && !session.options.throttle) {
      return notTried('--no-throttle');
    }
    const sent = session.throttled === undefined ? await burst(session) : 0;
    return session.throttled === undefined
      ? notTried(`not seen: none of ${sent} requests was throttled, which is right if the throttle was raised`)
      : outcomeOf(problemsOf(session.throttled));
  },
}];
