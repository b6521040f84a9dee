import type { RouteName } from '../../pipeline-url';
import { describe, show } from '../exchange';
import { inParallel } from '../in-parallel';
import { notTried, outcomeOf } from '../point';
import type { Point, Problem } from '../point';
import { errorOnly, hasExactly, headerText, judge } from '../reply-judgement';
import type { Expected } from '../reply-judgement';

/** Chromium keeps a preflight no longer. */
const LONG_AGE_SECONDS = 7_200;
/** What every page may send, whose SDK compresses what it sends. */
const PAGE_HEADERS = ['content-type', 'content-encoding'];
const TOO_LARGE_BYTES = 11 * 1024 * 1024;
const NO_ROUTES: readonly [string, string][] = [
  ['POST', '/no-such-route'], ['POST', '/'], ['POST', '/track/more'], ['GET', '/track'], ['GET', '/batch'], ['PUT', '/track'], ['DELETE', '/batch'],
];

function preflight(route: RouteName): Point {
  return {
    id: `preflight.${route}`,
    title: `OPTIONS /${route} gets 204 with the headers that a browser asks for`,
    check: async (session) => {
      const meant = [...PAGE_HEADERS, ...session.options.allowedHeaders];
      const headers = { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': meant.filter((name) => name !== '*').join(',') };
      const { question, reply } = await session.ask({ method: 'OPTIONS', path: `/${route}`, headers });
      const listed = (name: string) => (reply.headers[name] ?? '').toLowerCase().split(',').map((each) => each.trim());
      const allowed = listed('access-control-allow-headers');
      // To a browser `*` is any header but this one.
      const missing = meant.filter((name) => !allowed.includes(name) && (name === 'authorization' || !allowed.includes('*')));
      const header = (name: string, expected: string, fits: boolean): Problem[] =>
        fits ? [] : [{ what: describe(question), got: headerText(reply, name), expected: `${name}: ${expected}` }];
      return outcomeOf([
        ...reply.status === 204 && reply.text === '' ? [] : [{ what: describe(question), got: show(reply), expected: '204 without a body' }],
        ...header('access-control-allow-methods', 'POST', listed('access-control-allow-methods').includes('post')),
        ...header('access-control-allow-headers', `with ${missing.join(', ')} too`, missing.length === 0),
        ...header('access-control-max-age', `${LONG_AGE_SECONDS} seconds or more`, Number(reply.headers['access-control-max-age']) >= LONG_AGE_SECONDS),
      ]);
    },
  };
}

const NO_SUCH_ROUTE: Expected = {
  text: '404 {"message":"no such route"}',
  fits: ({ status, json }) => status === 404 && hasExactly(json, { message: (text) => text === 'no such route' }),
};

export const ROUTES: readonly Point[] = [
  {
    id: 'route.unknown',
    title: 'what is no route gets 404 and says so, or 403 where requests are signed',
    check: async (session) => {
      if (session.options.sharedApi) {
        return notTried('--shared-api: it is answered as the API to which the routes were added does');
      }
      // To API Gateway a missing route is a missing signature, and an Authorization header of another kind may be a wrong one.
      const expected = session.credentials.areSignatures ? errorOnly(403) : NO_SUCH_ROUTE;
      const problems = await inParallel(NO_ROUTES, 2, async ([method, path]) =>
        judge(await session.ask({ method, path, contentType: 'application/json', credentials: 'none' }), expected));
      return outcomeOf(problems.flat());
    },
  },
  {
    id: 'route.too-large',
    title: 'a body over 10 MB gets 413',
    check: async (session) => {
      const make = () => [session.events.event('route.too-large', { bytes: TOO_LARGE_BYTES })];
      const exchange = await session.deliver('track', make, { expectContinue: true });
      // Its text is API Gateway's own, which nobody can set.
      return outcomeOf(judge(exchange, { text: '413, as JSON', fits: ({ status, json }) => status === 413 && json !== undefined }));
    },
  },
  preflight('track'),
  preflight('batch'),
];
