import { ROUTES } from '../../pipeline-url';
import { corsProblems } from '../cors-policy';
import type { OtherCredentials } from '../credentials';
import { describe, show } from '../exchange';
import type { Exchange } from '../exchange';
import { inParallel } from '../in-parallel';
import { notTried, outcomeOf } from '../point';
import type { Outcome, Point } from '../point';
import { hasExactly, isText, judge } from '../reply-judgement';
import type { Expected } from '../reply-judgement';
import type { Session } from '../session';
import { policyFor } from './cors';

/** Nobody is let in, and is told so. */
const REFUSED: Expected = {
  text: '401 or 403 {"message":"…"}',
  fits: ({ status, json }) => (status === 401 || status === 403) && hasExactly(json, { message: isText }),
};

/** Sends events that would be taken with the right credentials. */
async function attempts(session: Session, credentials: OtherCredentials): Promise<Exchange[]> {
  return session.once(`replies to credentials: ${credentials}`, async () =>
    inParallel(ROUTES, 1, async (route) => session.deliver(route, () => session.events.events('credentials', 1), { credentials })));
}

function point(name: string, title: string, look: (session: Session) => Promise<Outcome>): Point {
  return {
    id: `credentials.${name}`,
    title,
    check: async (session) => session.credentials.areGiven ? look(session) : notTried('give credentials with --header or --aws-sigv4'),
  };
}

const refuses = (credentials: OtherCredentials) => async (session: Session) =>
  outcomeOf((await attempts(session, credentials)).flatMap((exchange) => judge(exchange, REFUSED)));

/** Where credentials are given, nothing gets in without them but preflights. That nothing is put either, `stored.refused` sees. */
export const CREDENTIALS: readonly Point[] = [
  point('missing', 'without credentials POST gets 401 or 403', refuses('none')),
  point('wrong', 'with wrong credentials POST gets 401 or 403', refuses('wrong')),
  point('cors', 'what is refused for its credentials carries the CORS headers', async (session) => {
    const allowed = await policyFor(session);
    const refused = [...await attempts(session, 'none'), ...await attempts(session, 'wrong')].filter(({ reply }) => reply.status === 401 || reply.status === 403);
    return refused.length === 0
      ? notTried('nothing was refused')
      : outcomeOf(refused.flatMap((exchange) => corsProblems(allowed, { kind: 'error', exchange })));
  }),
  point('preflight', 'a preflight, which never has credentials, gets 204', async (session) => {
    const headers = { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type,authorization,x-api-key' };
    const replies = await inParallel(ROUTES, 1, async (route) => session.ask({ method: 'OPTIONS', path: `/${route}`, headers }));
    return outcomeOf(replies.filter(({ reply }) => reply.status !== 204).map(({ question, reply }) => ({
      what: describe(question), got: show(reply), expected: '204; OPTIONS asks for no credentials',
    })));
  }),
];
