import { ROUTES } from '../../pipeline-url';
import type { RouteName } from '../../pipeline-url';
import { corsProblems, inferredPolicy, policyOf, readable } from '../cors-policy';
import type { CorsPolicy, Witness } from '../cors-policy';
import { describe } from '../exchange';
import type { Exchange, Question } from '../exchange';
import { inParallel } from '../in-parallel';
import { notTried, outcomeOf } from '../point';
import type { Point } from '../point';
import { headerText } from '../reply-judgement';
import type { Session } from '../session';

/** Nobody has it: the top-level domain is reserved. */
const FOREIGN_ORIGIN = 'https://foreign.example';
const OVER_RECORD_BYTES = 1_024_001;

type Ask = (session: Session, origin: string) => Promise<Exchange>;

/** A kind of reply, and how to get one. */
interface Source {
  readonly kind: Witness['kind'];
  readonly ask: Ask;
  /** Whether this pipeline can give one; it can unless it says otherwise. */
  readonly isPossible?: (session: Session) => boolean;
}

const deliver = (route: RouteName, bytes?: number): Ask => async (session, origin) =>
  session.deliver(route, () => session.events.events('cors', 1, { bytes }), { origin });

const asking = (question: Question): Ask => async (session, origin) => session.ask({ ...question, origin });

/** One reply of each kind that can be had at will. */
const SOURCES: readonly Source[] = [
  ...ROUTES.flatMap((route): Source[] => [
    { kind: 'success', ask: deliver(route) },
    { kind: 'error', ask: asking({ method: 'POST', path: `/${route}`, contentType: 'application/json', body: 'no event' }) },
    { kind: 'error', ask: asking({ method: 'POST', path: `/${route}`, contentType: 'a/b', body: '{}' }) },
    { kind: 'preflight', ask: asking({ method: 'OPTIONS', path: `/${route}`, headers: { 'Access-Control-Request-Method': 'POST' } }) },
    { kind: 'firehose', ask: deliver(route, OVER_RECORD_BYTES), isPossible: ({ options }) => OVER_RECORD_BYTES <= (options.bodyLimit ?? Infinity) },
  ]),
  {
    kind: 'error',
    // With an Authorization header, API Gateway may take it for a wrong signature.
    ask: asking({ method: 'POST', path: '/no-such-route', contentType: 'application/json', body: '{}', credentials: 'none' }),
    isPossible: ({ options }) => !options.sharedApi,
  },
];

async function witnesses(session: Session, origin: string): Promise<Witness[]> {
  const possible = SOURCES.filter(({ isPossible }) => isPossible?.(session) ?? true);
  return session.once(`replies to ${origin}`, async () =>
    inParallel(possible, 2, async ({ kind, ask }) => ({ kind, exchange: await ask(session, origin) })));
}

/** Which pages may read replies, as the user says or as the replies let on. */
export async function policyFor(session: Session): Promise<CorsPolicy> {
  const { origins } = session.options;
  return origins.length > 0 ? policyOf(origins) : inferredPolicy(await witnesses(session, session.origin));
}

function ofKind(kind: Witness['kind'], title: string): Point {
  return {
    id: `cors.${kind}`,
    title: `${title} carries the CORS headers`,
    check: async (session) => {
      const allowed = await policyFor(session);
      const origins = session.options.origins.length > 0 ? session.options.origins : [session.origin];
      const replies = await inParallel(origins, 1, async (origin) => witnesses(session, origin));
      const meant = replies.flat().filter((witness) => witness.kind === kind);
      if (meant.length === 0) {
        return notTried('it takes a larger body than --body-limit');
      }
      return outcomeOf(meant.flatMap((witness) => corsProblems(allowed, witness)), noteOf(session, allowed));
    },
  };
}

function noteOf(session: Session, allowed: CorsPolicy): string | undefined {
  if (session.options.origins.length > 0) {
    return undefined;
  }
  return allowed.kind === 'fixed' ? `allows ${allowed.value}` : 'allows some origins; give them with --origin';
}

/** A reply that cannot be had at will, if one was seen. */
function ofSeen(kind: 'throttled' | 'partial', title: string, find: (session: Session) => Exchange | undefined): Point {
  return {
    id: `cors.${kind}`,
    title: `${title} carries the CORS headers`,
    check: async (session) => {
      const exchange = find(session);
      return exchange === undefined ? notTried('none was seen') : outcomeOf(corsProblems(await policyFor(session), { kind, exchange }));
    },
  };
}

const FOREIGN: Point = {
  id: 'cors.foreign',
  title: 'a page of another origin reads neither a success nor what Firehose said',
  check: async (session) => {
    if (session.options.origins.length === 0) {
      return notTried('give each allowed origin with --origin');
    }
    const replies = (await witnesses(session, FOREIGN_ORIGIN)).filter(({ kind, exchange }) => kind !== 'error' && readable(exchange));
    return outcomeOf(replies.map(({ exchange: { question, reply } }) => ({
      what: `${describe(question)}, the ${reply.status} for ${FOREIGN_ORIGIN}`,
      got: headerText(reply, 'access-control-allow-origin'),
      expected: 'only what --origin names; if any page may read replies, leave --origin out',
    })));
  },
};

const LOWER_CASE: Point = {
  id: 'cors.lower-case',
  title: 'a header origin in lower case counts too, as HTTP/2 clients send it',
  check: async (session) => {
    const question = { origin: undefined, headers: { origin: session.origin } };
    const exchange = await session.deliver('track', () => session.events.events('cors.lower-case', 1), question);
    const asked = { ...exchange, question: { ...exchange.question, origin: session.origin } };
    return outcomeOf(corsProblems(await policyFor(session), { kind: 'success', exchange: asked }));
  },
};

const EXPOSED: Point = {
  id: 'cors.exposed',
  title: 'pages may read Retry-After',
  check: async (session) => {
    const common = (await witnesses(session, session.origin)).filter(({ kind }) => kind !== 'preflight').map(({ exchange }) => exchange);
    const all = [...common, session.throttled, session.partlyAccepted].filter((exchange) => exchange !== undefined);
    return outcomeOf(all.filter(({ reply }) => !/(^|,)\s*(retry-after|\*)\s*(,|$)/i.test(reply.headers['access-control-expose-headers'] ?? ''))
      .map(({ question, reply }) => ({
        what: `${describe(question)}, the ${reply.status}`,
        got: headerText(reply, 'access-control-expose-headers'),
        expected: 'access-control-expose-headers: Retry-After',
      })));
  },
};

/** CORS headers on every kind of reply. */
export const CORS: readonly Point[] = [
  ofKind('success', 'a 200'),
  ofKind('error', 'what API Gateway refuses by itself (400, 404 or 403, 415)'),
  ofKind('firehose', 'what Firehose refuses'),
  ofKind('preflight', 'a preflight'),
  LOWER_CASE,
  FOREIGN,
];

/** To be checked once a 429 and a partial failure had a chance to be seen. */
export const CORS_OF_RARE_REPLIES: readonly Point[] = [
  ofSeen('partial', 'a batch that is taken in part', ({ partlyAccepted }) => partlyAccepted),
  ofSeen('throttled', 'a 429', ({ throttled }) => throttled),
  EXPOSED,
];
