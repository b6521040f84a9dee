import { isDeepStrictEqual } from 'util';
import { notTried, outcomeOf } from '../point';
import type { Outcome, Point, Problem } from '../point';
import { SHOWN, pairs, stored, text } from './stored-point';
import type { Look } from './stored-point';

/** What the record processor adds to each event. */
const ADDED = ['event_id', 'received_at'];

const withContext = (look: Look): Look => (evidence, session) =>
  session.options.context.length === 0 ? notTried('give what events carry about their request with --context') : look(evidence, session);

const everyField: Look = (evidence, session) => pairs(evidence, session).flatMap(({ sent, row }): Problem[] => {
  const event = JSON.parse(row.line);
  return session.options.context.filter(({ field }) => event[field] !== null && typeof event[field] !== 'string').map(({ field }) => ({
    what: `the field ${field} of event ${sent.id ?? `n ${sent.n}`}`, got: text(event[field]), expected: 'a text or null, which the API writes into each event',
  }));
});

const headerTexts: Look = (evidence, session): Problem[] | Outcome => {
  const { context } = session.options;
  const found = pairs(evidence, session).filter(({ sent }) => session.headerTexts.has(sent.n));
  if (found.length === 0) {
    return notTried('no event with such headers is stored');
  }
  return outcomeOf(found.flatMap(({ sent, row }): Problem[] => {
    const what = `event ${sent.id ?? `n ${sent.n}`}`;
    const event = JSON.parse(row.line);
    const expected = session.headerTexts.get(sent.n)!;
    const members = [...new Set([...context.map(({ field }) => field), ...Object.keys(JSON.parse(sent.text!)), ...ADDED])].sort();
    return [
      ...Object.keys(expected).filter((field) => event[field] !== expected[field])
        .map((field) => ({ what: `the field ${field} of ${what}`, got: text(event[field]), expected: text(expected[field]) })),
      ...isDeepStrictEqual(Object.keys(event).sort(), members) ? [] : [{ what, got: `the members ${Object.keys(event).sort().join(', ')}`, expected: members.join(', ') }],
    ];
  }).slice(0, SHOWN));
};

/** What lies in the bucket of what the API knows about requests. */
export const STORED_CONTEXT: readonly Point[] = [
  stored('context', 'each event carries each field of its request, a text or null', withContext(everyField)),
  stored('context-headers', 'what a header holds is the text of its field, and the event is what was sent', withContext(headerTexts)),
];
