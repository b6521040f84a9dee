import type { RouteName } from '../../pipeline-url';
import { PACKED, PER_EVENT } from '../batch-contract';
import { bytesWithout } from '../context-field';
import { inParallel } from '../in-parallel';
import type { EventForm } from '../marked-events';
import { outcomeOf } from '../point';
import type { Point } from '../point';
import { acceptedAll, acceptedBy, judge } from '../reply-judgement';
import type { Session } from '../session';

/** What Firehose takes as one record: the event and its line feed. https://docs.aws.amazon.com/firehose/latest/dev/limits.html */
const MAX_RECORD_BYTES = 1_024_000;
/** A packed batch is one record, which the most events that it may hold fill to the last byte if each has 4 KiB with its line feed. */
const PACKED_EVENT_BYTES = 4_095;

/** A way to write or send events. */
interface Way {
  readonly name: string;
  readonly title: string;
  /** Each is tried. undefined: a request that names no type. */
  readonly contentTypes: readonly (string | undefined)[];
  readonly form?: EventForm;
}

const JSON_TYPE = ['application/json'];

const WAYS: readonly Way[] = [
  { name: 'json', title: 'as application/json', contentTypes: JSON_TYPE },
  {
    name: 'json-parameters',
    title: 'as application/json with parameters, such as ;charset=utf-8',
    contentTypes: ['application/json;charset=utf-8', 'application/json; charset=UTF-8', 'application/json; version=1'],
  },
  { name: 'untyped', title: 'without a content type', contentTypes: [undefined] },
  { name: 'text', title: 'as text/plain', contentTypes: ['text/plain'] },
  { name: 'text-parameters', title: 'as text/plain;charset=UTF-8, as sendBeacon sends it', contentTypes: ['text/plain;charset=UTF-8', 'text/plain; charset=utf-8'] },
  {
    name: 'multi-line',
    title: 'over several lines',
    contentTypes: JSON_TYPE,
    form: { lines: true, members: ['"nested": {\n    "list": [1,\r\n      {"deep": [[], {}]}, null, true]\n  }'] },
  },
  {
    name: 'unicode',
    title: 'with text of any kind',
    contentTypes: JSON_TYPE,
    form: { members: ['"text":"é ü 漢字 😀 \u2028 \\u00e9 \\" \\\\ \\n \\t \\u0000 $foo ${x} #set($x = 1) #end"'] },
  },
  {
    name: 'big-integers',
    title: 'with whole numbers above 2^53',
    contentTypes: JSON_TYPE,
    form: { members: ['"big":9007199254740993', '"bigger":123456789012345678901234567890', '"below":-9007199254740995'] },
  },
];

const NOUN: Readonly<Record<RouteName, string>> = { track: 'one object', batch: 'an array of objects' };

function takes(route: RouteName, { name, title, contentTypes, form }: Way): Point {
  const id = `${route}.${name}`;
  const count = route === 'track' ? 1 : 2;
  return {
    id,
    title: `POST /${route} takes ${NOUN[route]} ${title}`,
    check: async (session) => {
      const expected = acceptedBy(route, session.contract, count);
      const problems = await inParallel(contentTypes, 1, async (contentType) =>
        judge(await session.deliver(route, () => session.events.events(id, count, form), { contentType }), expected));
      return outcomeOf(problems.flat());
    },
  };
}

function takesBatch(name: string, title: string, form: (session: Session) => EventForm & { readonly count: number }): Point {
  const id = `batch.${name}`;
  return {
    id,
    title,
    check: async (session) => {
      const { count, ...rest } = form(session);
      const exchange = await session.deliver('batch', () => session.events.events(id, count, rest));
      return outcomeOf(judge(exchange, acceptedBy('batch', session.contract, count), `an array of ${count}`));
    },
  };
}

function takesEvent(name: string, title: string, form: (session: Session) => EventForm, origin?: { readonly origin: undefined }): Point {
  const id = `track.${name}`;
  return {
    id,
    title,
    check: async (session) => outcomeOf(judge(await session.deliver('track', () => [session.events.event(id, form(session))], origin), acceptedAll(1))),
  };
}

/** What is an event gets a 200 that counts it. */
export const ACCEPTED: readonly Point[] = [
  ...WAYS.map((way) => takes('track', way)),
  takesEvent('without-id', 'POST /track takes an event that brings no event_id', () => ({ withoutId: true })),
  takesEvent('without-origin', 'POST /track takes an event from a client that is no browser', () => ({}), { origin: undefined }),
  takesEvent('largest', 'POST /track takes an event of 1,000 KiB, with what the API adds', ({ options: { context } }) => ({ bytes: bytesWithout(context, MAX_RECORD_BYTES - 1) })),
  ...WAYS.map((way) => takes('batch', way)),
  takesBatch('without-id', 'POST /batch takes events that bring no event_id', () => ({ count: 2, withoutId: true })),
  takesBatch('one', 'POST /batch takes an array of one', () => ({ count: 1 })),
  takesBatch('limit', `POST /batch takes an array of ${PER_EVENT.maxEvents}, or packed of ${PACKED.maxEvents} and 1,000 KiB`, ({ contract: { packed, maxEvents }, options: { context } }) =>
    ({ count: maxEvents, bytes: packed ? bytesWithout(context, PACKED_EVENT_BYTES) : undefined })),
];
