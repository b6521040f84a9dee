import { isDeepStrictEqual } from 'util';
import { isFailed, isThere, traceable } from '../bucket/evidence';
import type { Evidence } from '../bucket/evidence';
import { parseLossless } from '../bucket/lossless-json';
import { notTried, outcomeOf } from '../point';
import type { Point, Problem } from '../point';
import type { Session } from '../session';
import { SHOWN, pairs, stored, text } from './stored-point';
import type { Look } from './stored-point';

const RECEIVED_AT = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3}$/;
/** Clocks of two machines never agree. */
const CLOCK_SKEW_MILLISECONDS = 15 * 60_000;

const once: Look = (evidence, { ledger }) => {
  const { rows, seconds, objects } = evidence;
  const accepted = [...ledger.accepted.values()];
  const missing = accepted.filter(({ n }) => !rows.has(n));
  const asFailed = missing.filter(({ id }) => id !== undefined && isFailed(id, evidence)).length;
  const twice = accepted.filter(({ n }) => (rows.get(n)?.length ?? 0) > 1);
  const note = objects.length === 0 ? 'is it the bucket of this pipeline?' : 'a longer buffering interval needs a longer --wait';
  return [
    ...missing.length === 0 ? [] : [{
      what: `${accepted.length} accepted events`,
      got: `${missing.length} without a row after ${seconds} s (${asFailed} of them kept as failed), the first is n ${missing[0].n}`,
      expected: `one row for each; ${note}`,
    }],
    ...twice.map(({ n, id }) => ({
      what: `event ${id ?? `n ${n}`}`,
      got: `${rows.get(n)!.length} rows`,
      expected: 'one; Firehose delivers at least once, so a second one is rare but allowed: run it again',
    })),
  ];
};

const fields: (names: (name: string, sent: Record<string, unknown>) => boolean) => Look = (isMeant) => (evidence, session) => {
  const problems = pairs(evidence, session).filter(({ sent }) => sent.text !== undefined).flatMap(({ sent, row }) => {
    const was = parseLossless(sent.text!) as Record<string, unknown>;
    return Object.keys(was)
      .filter((name) => isMeant(name, was) && !isDeepStrictEqual(row.event[name], was[name]))
      .map((name) => ({ what: `the field ${name} of event ${sent.id ?? `n ${sent.n}`}`, got: text(row.event[name]), expected: text(was[name]) }));
  });
  return problems;
};

const OF_THEIR_OWN = ['big', 'bigger', 'below', 'text', 'event_id'];

const oneLine: Look = ({ noObjects, objects }, { options: { runId } }) => [
  ...noObjects.filter(({ line }) => line.includes(runId)).map(({ key, line }) => ({ what: key, got: `a line ${cut(line)}`, expected: 'one JSON object a line' })),
  ...objects.filter(({ place, text: all }) => place === 'rows' && all.includes(runId) && (!all.endsWith('\n') || all.includes('\r')))
    .map(({ key }) => ({ what: key, got: 'no line feed at its end, or a carriage return', expected: 'lines that end with one line feed' })),
];

/** Those that the pipeline makes must tell events apart, of a packed record too. */
const ids: Look = (evidence, session) => [...wrongIds(evidence, session), ...sharedIds(evidence, session)];

const wrongIds: (evidence: Evidence, session: Session) => Problem[] = (evidence, session) => pairs(evidence, session)
  .filter(({ sent, row }) => sent.id === undefined
    ? typeof row.event.event_id !== 'string' || !/^[^]{1,128}$/u.test(row.event.event_id)
    : row.event.event_id !== sent.id)
  .map(({ sent, row }) => ({
    what: `event n ${sent.n}`,
    got: `event_id ${text(row.event.event_id)}`,
    expected: sent.id === undefined ? 'an event_id of 1 to 128 characters' : `event_id "${sent.id}"`,
  }));

const sharedIds: typeof wrongIds = (evidence, session) => {
  const made = pairs(evidence, session).filter(({ sent }) => sent.id === undefined);
  return made.filter(({ row }, index) => made.findIndex((other) => other.row.event.event_id === row.event.event_id) < index).map(({ sent, row }) => ({
    what: `event n ${sent.n}`, got: `event_id ${text(row.event.event_id)}, which another event has too`, expected: 'an event_id of its own',
  }));
};

const receivedAt: Look = (evidence, session) => pairs(evidence, session).filter(({ row: { event } }) => {
  const value = String(event.received_at);
  const time = Date.parse(`${value.replace(' ', 'T')}Z`);
  const earliest = session.startedAt - CLOCK_SKEW_MILLISECONDS;
  return !RECEIVED_AT.test(value) || !(time >= earliest && time <= session.options.clock.now() + CLOCK_SKEW_MILLISECONDS);
}).map(({ sent, row }) => ({
  what: `event n ${sent.n}`, got: `received_at ${text(row.event.received_at)}`, expected: 'the time of this run in UTC, as 2026-11-22 23:59:59.123',
}));

const nothingRefused: Look = ({ rows, objects, failed }, { ledger }) => {
  const everything = [...objects.filter(({ place }) => place === 'rows').map(({ text: all }) => all), ...failed].join('\n');
  const bodies = ledger.noEvents
    .filter(({ reply, text: sent, mark }) => reply.status >= 400 && reply.status < 500 && sent.includes(mark) && everything.includes(mark));
  return [
    ...[...ledger.refused.values()].filter(({ n }) => rows.has(n))
      .map(({ n, id }) => ({ what: `event ${id ?? `n ${n}`}`, got: `a row in ${rows.get(n)![0].key}`, expected: 'nothing: it got a 4xx' })),
    ...bodies.map(({ what }) => ({ what, got: 'stored', expected: 'nothing: it got a 4xx' })),
  ];
};

const neverARow: Look = (evidence, { ledger }) => [
  ...evidence.noObjects.map(({ key, line }) => ({ what: key, got: `a row ${cut(line)}`, expected: 'rows that are one JSON object' })),
  // Where the API mended a body into an object, that object is a row like any other.
  ...traceable(ledger).filter(({ mark }) => !isThere(mark, evidence))
    .map(({ what }) => ({ what: `${what}, which got through`, got: 'nowhere in the bucket', expected: 'a failed record, with its bytes' })),
];

const envelopes: Look = ({ noEnvelopes, objects }) => {
  const errors = objects.filter(({ place }) => place === 'errors');
  if (errors.length === 0) {
    return notTried('no record failed while this ran, so there is nothing to read');
  }
  const problems = [
    ...errors.filter(({ format }) => format === 'unreadable').map(({ key }) => ({ what: key, got: 'other bytes', expected: 'gzip or plain text' })),
    ...noEnvelopes.map(({ key, line }) => ({ what: key, got: `a line ${cut(line)}`, expected: 'an envelope with rawData on each line' })),
  ];
  return outcomeOf(problems.slice(0, SHOWN), [...new Set(errors.map(({ format }) => format))].join(' and '));
};

function cut(line: string): string {
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}

/** What lies in the bucket, once everything was sent. */
export const STORED: readonly Point[] = [
  stored('once', 'every accepted event is exactly one row', once),
  stored('fields', 'the fields of an event are kept', fields((name) => !OF_THEIR_OWN.includes(name))),
  stored('big-integers', 'whole numbers above 2^53 keep their digits', fields((name) => ['big', 'bigger', 'below'].includes(name))),
  stored('unicode', 'text of any kind is kept', fields((name) => name === 'text')),
  stored('one-line', 'an event is one line, however it was sent', oneLine),
  stored('event-id', 'event_id is what the client sent, or made if it sent none', ids),
  stored('received-at', 'received_at is the time of arrival in UTC', receivedAt),
  stored('refused', 'nothing that got a 4xx is stored', nothingRefused),
  stored('never-a-row', 'what is not one JSON object is a failed record, never a row', neverARow),
  stored('failed-records', 'failed records can be read', envelopes),
];
