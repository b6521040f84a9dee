import { ROUTES } from '../../pipeline-url';
import type { RouteName } from '../../pipeline-url';
import { corsProblems } from '../cors-policy';
import type { Exchange } from '../exchange';
import { inParallel } from '../in-parallel';
import { notTried, outcomeOf } from '../point';
import type { Point, Problem } from '../point';
import { acceptedBy, errorOnly, judge } from '../reply-judgement';
import type { Session } from '../session';
import { policyFor } from './cors';

/** Those of an array of one. */
const BRACKETS = 2;

/** What is wrong with a reply. */
type Look = (session: Session, exchange: Exchange, route: RouteName) => Promise<Problem[]>;

/** @param bytes of the body of the request that is looked at */
function point(name: string, title: string, bytes: (limit: number) => number, look: Look): Point {
  const id = `limit.${name}`;
  return {
    id,
    title,
    check: async (session) => {
      const { bodyLimit } = session.options;
      if (bodyLimit === undefined) {
        return notTried('give the limit of the web ACL with --body-limit');
      }
      const problems = await inParallel(ROUTES, 1, async (route) => {
        const form = { bytes: bytes(bodyLimit) - (route === 'batch' ? BRACKETS : 0) };
        return look(session, await session.deliver(route, () => session.events.events(id, 1, form), { overLimit: true }), route);
      });
      return outcomeOf(problems.flat());
    },
  };
}

/** What a web ACL in front of the API makes of the size of a body. */
export const BODY_LIMIT: readonly Point[] = [
  point('exact', 'a body of exactly the limit of the web ACL is taken', (limit) => limit, async ({ contract }, exchange, route) =>
    judge(exchange, acceptedBy(route, contract, 1))),
  point('over', 'a body above it gets 403 with the CORS headers', (limit) => limit + 1, async (session, exchange) => {
    const problems = judge(exchange, errorOnly(403));
    return problems.length > 0 ? problems : corsProblems(await policyFor(session), { kind: 'error', exchange });
  }),
];
