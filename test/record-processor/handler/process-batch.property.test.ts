import * as fc from 'fast-check';
import { processEvents } from './batch-kinds';
import { ARRIVAL, ARRIVAL_TEXT, written } from './firehose-records';
import type { UserTransform } from '../../../src/record-processor/handler/user-transform';
import { runs } from '../../support/property-runs';

const RUNS = runs(2000);

const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.constantFrom('{"__proto__":{"event_id":"x"}}', '{"a":1e400}', '{"a":"\\ud800"}', '{"event_id":"a","event_id":2}', '{}{}', '\ufeff{}', '{"a":1',
    `${'['.repeat(10_000)}${']'.repeat(10_000)}`, `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`),
);
const data = fc.oneof(
  hostileText.map((text) => Buffer.from(text).toString('base64')),
  fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  fc.string({ unit: 'binary' }),
  fc.base64String(),
);
const batch = fc.array(fc.record({
  recordId: fc.string({ unit: 'binary', minLength: 1 }),
  approximateArrivalTimestamp: fc.oneof({ weight: 9, arbitrary: fc.nat() }, { weight: 1, arbitrary: fc.double() }),
  data,
}), { maxLength: 8 });

/** Everything that a transform can do, decided by the event's text so that the same event meets the same. */
const RESULTS: ((event: any) => unknown)[] = [
  (event) => event,
  () => undefined,
  () => [],
  (event) => [event, event],
  (event) => [{ ...event, event_id: 'a' }, { ...event, event_id: 'b' }],
  () => { throw new Error('no'); },
  async () => Promise.reject(new Error('no')),
  () => 17,
  () => ({ a: 1n }),
  (event) => Object.assign(event, { received_at: 1, __proto__: null }),
];
const user: UserTransform = { transform: (event) => RESULTS[JSON.stringify(event).length % RESULTS.length](event), nameOf: () => undefined };

describe.each([['no transform', undefined], ['any transform', user]])('any batch with %s', (_, transform) => {
  test('has one answer for each record in order, and every record is Ok, dropped or failed', async () => {
    await fc.assert(fc.asyncProperty(batch, async (records) => {
      const { records: answers, failures, dropped } = await processEvents(records, transform);
      expect(answers.map(({ recordId }) => recordId)).toEqual(records.map(({ recordId }) => recordId));
      const count = (result: string) => answers.filter((answer) => answer.result === result).length;
      expect(count('Dropped')).toBe(dropped);
      expect(count('ProcessingFailed')).toBe(failures.reduce((sum, group) => sum + group.count, 0));
      expect(count('Ok') + count('Dropped') + count('ProcessingFailed')).toBe(records.length);
    }), RUNS);
  });

  test('is answered the same when it is retried', async () => {
    await fc.assert(fc.asyncProperty(batch, async (records) => {
      expect(JSON.stringify(await processEvents(records, transform))).toBe(JSON.stringify(await processEvents(records, transform)));
    }), RUNS);
  });

  test('is written as lines that are whole JSON objects with both fields', async () => {
    await fc.assert(fc.asyncProperty(batch, async (records) => {
      const { records: answers } = await processEvents(records, transform);
      for (const answer of answers.filter(({ result }) => result === 'Ok')) {
        const text = written(answer);
        expect(text).toMatch(/^(\{[^\r\n]*\}\n)+$/);
        for (const line of text.trimEnd().split('\n')) {
          const event = JSON.parse(line);
          expect(typeof event.event_id).toBe('string');
          expect(line).toMatch(/"received_at":"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3}"\}$/);
        }
      }
    }), RUNS);
  });
});

// An event is put together from parts whose spelling is known, so that the expected line needs no parser.
const space = fc.constantFrom('', '', ' ', '\t', '\n', '\r\n ');
const scalar = fc.constantFrom('0', '-0', '1e400', '1E+02', '9007199254740993', '0.10', 'true', 'null', '""', '"\\""', '"\\\\"', '"\\\\\\""',
  '"a,b:{}[]"', '"\\ud800"', '"\\u0022"', '"é😀\u2028"', '"event_id"', '"received_at"', '{}', '[ ]');
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' },
    scalar,
    fc.tuple(fc.array(tie('value'), { maxLength: 3 }), space).map(([items, between]) => `[${between}${items.join(`${between},`)}]`),
    fc.tuple(fc.array(tie('value'), { maxLength: 3 }), space)
      .map(([items, between]) => `{${items.map((item, n) => `"${n}"${between}:${item}${between}`).join(',')}}`),
  ),
}));
const OTHER_NAMES = ['"a"', '"a"', '"\\u0061"', '""', '"__proto__"', '"event_id "', '"Event_id"', '"\\\\u0065vent_id"', '"toString"'];
const ID_NAMES = ['"event_id"', '"\\u0065vent_id"', '"event\\u005Fid"'];
const TIME_NAMES = ['"received_at"', '"received_a\\u0074"'];
const validId = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((id) => JSON.stringify(id));
const part = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('other'), name: fc.constantFrom(...OTHER_NAMES), value }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('id'), name: fc.constantFrom(...ID_NAMES), value: validId }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('bad id'), name: fc.constantFrom(...ID_NAMES), value: fc.constantFrom('""', '1', 'null', '{}') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('time'), name: fc.constantFrom(...TIME_NAMES), value }) },
).chain((made) => fc.tuple(space, space, space).map(([before, middle, after]) => ({ ...made, text: `${before}${made.name}${middle}:${middle}${made.value}${after}` })));

test('any event keeps its text, but for line breaks and the two fields', async () => {
  await fc.assert(fc.asyncProperty(fc.array(part, { maxLength: 6 }), space, async (parts, around) => {
    const payload = `${around}{${parts.map(({ text }) => text).join(',')}}${around}`;
    const ids = parts.filter(({ kind }) => kind.endsWith('id'));
    const last = ids.at(-1);
    const staysInPlace = ids.length === 1 && last?.kind === 'id';
    const id = last?.kind === 'id' ? JSON.stringify(JSON.parse(last.value)) : '"id-0"';
    const kept = parts.filter(({ kind }) => kind === 'other' || (kind === 'id' && staysInPlace)).map(({ text }) => text.replace(/[\r\n]/g, ''));
    const added = [...staysInPlace ? [] : [`"event_id":${id}`], `"received_at":"${ARRIVAL_TEXT}"`];

    const { records: [answer] } = await processEvents([
      { recordId: 'id-0', approximateArrivalTimestamp: ARRIVAL, data: Buffer.from(payload).toString('base64') },
    ]);
    expect(written(answer)).toBe(`{${[...kept, ...added].join(',')}}\n`);
  }), RUNS);
});
