import type { RouteName } from '../../pipeline-url';
import { show } from '../exchange';
import { inParallel } from '../in-parallel';
import { NO_EVENTS } from '../no-events';
import type { NoEventKind } from '../no-events';
import { notTried, outcomeOf } from '../point';
import type { Point, Problem } from '../point';
import { judge, refusedBody } from '../reply-judgement';
import type { Session } from '../session';

const CONCURRENCY = 4;
const LONGEST_SHOWN = 80;

async function refusals(session: Session, route: RouteName, kinds: readonly NoEventKind[], contentType: string | undefined): Promise<Problem[]> {
  const bodies = kinds.flatMap(({ title, texts }) => texts('', session.contract).map((_unmarked, index) => {
    // Each text has a mark of its own, so that it is known which one was stored.
    const mark = session.events.mark();
    const text = texts(mark, session.contract)[index];
    return { form: text.length > LONGEST_SHOWN || text === '' ? title : text.replaceAll(mark, '…'), mark, text };
  }));
  // A kind of its own says what it needs; among others it is left out.
  const { bodyLimit = Infinity } = session.options;
  const possible = kinds.length === 1 ? bodies : bodies.filter(({ text }) => Buffer.byteLength(text) <= bodyLimit);
  const problems = await inParallel(possible, CONCURRENCY, async ({ form, mark, text }) =>
    judge(await session.askNoEvent(route, form, mark, text, contentType), refusedBody(session.contract), form));
  return problems.flat();
}

/** The same bodies under types for which a validator may have no model. */
function validates(route: RouteName, name: string, title: string, contentTypes: readonly (string | undefined)[]): Point {
  return {
    id: `${route}.${name}`,
    title: `POST /${route} refuses each of these ${title} too`,
    check: async (session) => {
      const problems = await inParallel(contentTypes, 1, async (contentType) => refusals(session, route, NO_EVENTS[route], contentType));
      return outcomeOf(problems.flat());
    },
  };
}

function refuses(route: RouteName, kind: NoEventKind): Point {
  return {
    id: `${route}.${kind.name}`,
    title: `POST /${route} refuses ${kind.title}: 400 with the hint`,
    check: async (session) => outcomeOf(await refusals(session, route, [kind], 'application/json')),
  };
}

function ofRoute(route: RouteName): Point[] {
  return [
    ...NO_EVENTS[route].map((kind) => refuses(route, kind)),
    validates(route, 'text-validated', 'as text/plain', ['text/plain']),
    validates(route, 'parameters-validated', 'with parameters in the content type', ['application/json;charset=utf-8', 'text/plain;charset=UTF-8']),
    validates(route, 'untyped-validated', 'without a content type', [undefined]),
  ];
}

const FIXED_TEXT: Point = {
  id: 'refusal.fixed-text',
  title: 'whatever is wrong with a body, the 400 is the same text',
  check: async ({ ledger }) => {
    const refused = ledger.noEvents.filter(({ reply }) => reply.status === 400);
    if (refused.length < 2) {
      return notTried('no two bodies got a 400');
    }
    const [first] = refused;
    return outcomeOf(refused.filter(({ reply }) => reply.text !== first.reply.text).slice(0, 3)
      .map(({ what, reply }) => ({ what, got: show(reply), expected: `as for ${first.what}: ${show(first.reply)}` })));
  },
};

/** What is no event gets a 400, under each type that is taken. */
export const REFUSED_BODIES: readonly Point[] = [...ofRoute('track'), ...ofRoute('batch'), FIXED_TEXT];
