import type { FirehoseTransformationEventRecord } from 'aws-lambda';
import * as fc from 'fast-check';
import { ARRIVAL } from './firehose-records';

const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes as string).toString('base64');

/** Texts that parsers stumble over, encoded once: some are long. */
const HOSTILE = [
  '', ' ', '\n', '{', '}', '{}', '{ }', '{}\n', ' {"a":1}', '{"a":1} \n', '{"a":1}\r\n', '{"a":1}\n\n', '{"a":\n1}\n', '{}{}', '{"a":1}{"b":2}', '[{"a":1}]',
  'null', '17', '"text"', '\ufeff{"a":1}', '{"a":1', '{a:1}', '{"a":1,}', "{'a':1}", '{"a":007}', '{"a":1e400}', '{"a":-0}', '{"a":9007199254740993}',
  '{"a":"\\ud800"}', '{"a":"\u2028\u0000"}', '{"a":"\\u2028\\u0000"}', '{"__proto__":{"event_id":"x"}}', '{"__proto__":1}', '{"constructor":{"prototype":{"event_id":"x"}}}',
  '{"a":1,"a":2}', '{"event_id":"x","event_id":"y"}', '{"event_id":"x","event_id":2}', '{"event_id":"x","event_\\u0069d":"y"}', '{"\\u0065vent_id":"x"}',
  '{"event_id":"x","a":{"event_id":"y"}}', '{"event_id":""}', '{"event_id":null}', '{"event_id":"\\u0061"}', '{"received_at":1}', '{"received_\\u0061t":1}',
  '{"a":{"received_at":1}}', '{"a":"event_id"}', '{"event_id":"x" , "b":1}',
  `{"event_id":"${'x'.repeat(128)}"}`, `{"event_id":"${'x'.repeat(129)}"}`,
  `${'['.repeat(10_000)}${']'.repeat(10_000)}`, `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, `{"a":${'{"b":'.repeat(5000)}1${'}'.repeat(5000)}}\n`,
].map(base64);
/** Bytes that are no UTF-8: cut, overlong, surrogates, beyond the last plane. */
const NOT_UTF8 = [[0xc3], [0xe2, 0x82], [0xf0, 0x9f, 0x98], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xff]]
  .flatMap((bytes) => [Buffer.from(bytes), Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes), Buffer.from('"}\n')])])
  .map(base64);

const character = fc.constantFrom('a', 'z', '0', ' ', 'é', '😀', '\u2028', '\\n', '\\"', '\\\\', '\\u0065', '\\ud83d', '{', '}', '[', ']', ',', ':');
const text = fc.array(character, { maxLength: 12 }).map((parts) => `"${parts.join('')}"`);
const value = fc.oneof(text, text, fc.constantFrom('0', '-1.50', '1e3', 'true', 'null', '{}', '[]', '{"event_id":"n"}', '["received_at",{"a":[1,2]}]'));
const name = fc.oneof({ weight: 12, arbitrary: text },
  { weight: 2, arbitrary: fc.constantFrom('"event_id"', '"event_id"', '"\\u0065vent_id"') },
  { weight: 1, arbitrary: fc.constantFrom('"received_at"', '"__proto__"') });
/** The text of an event, with all that may stand around and between its members. */
export const anyEvent = fc.tuple(fc.array(fc.tuple(name, value), { maxLength: 6 }), fc.constantFrom('\n', '\n', '\n', '', ' ', '\r\n'), fc.constantFrom('', '', '', '', '', '', '', '', ' ', '\n'))
  .map(([members, after, between]) => `{${members.map(([key, member]) => `${key}:${between}${member}`).join(`,${between}`)}${between}}${after}`);

/** The data of a record: what clients send, and what nobody should. */
const data: fc.Arbitrary<string> = fc.oneof(
  { weight: 50, arbitrary: anyEvent.map(base64) },
  { weight: 8, arbitrary: fc.constantFrom(...HOSTILE) },
  // One of these, or one odd id, takes the fast path from its whole batch.
  { weight: 1, arbitrary: fc.constantFrom(...NOT_UTF8) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 32 }).map(base64) },
  // Base64 that is nearly right.
  {
    weight: 2,
    arbitrary: fc.tuple(anyEvent, fc.nat(), fc.constantFrom('=', '-', '_', '*', '\n', 'B', '\u0141', '\ud83d', '')).map(([json, at, wrong]) => {
      const right = base64(json);
      return right.slice(0, at % right.length) + wrong + right.slice(at % right.length + 1);
    }),
  },
);

const recordId = fc.oneof(
  { weight: 40, arbitrary: fc.nat().map((n) => `49645803${String(n).padStart(48, '0')}`) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }) },
);
const time = fc.oneof({ weight: 40, arbitrary: fc.nat({ max: 90_000 }).map((n) => ARRIVAL + n) }, { weight: 1, arbitrary: fc.double() });

/** Many events in one record, a line each: nearly always one that is an event, with blank lines and line breaks of both kinds between. */
const packedData = fc.array(fc.oneof(
  { weight: 60, arbitrary: anyEvent.map((json) => json.replaceAll('\n', '')) },
  { weight: 3, arbitrary: fc.constantFrom('', ' ', '\t', '\r', '{"a":1}', '{"event_id":"x","a":1}') },
  { weight: 1, arbitrary: fc.constantFrom('17', '[{}]', '{"a":1', '{}{}', '\u00a0', '\ufeff{}', '\u2028') },
), { maxLength: 12 }).chain((lines) => fc.tuple(fc.constantFrom('\n', '\n', '\n', '\r\n', '\n\n'), fc.constantFrom('\n', '\n', ''))
  .map(([between, after]) => base64(lines.join(between) + after)));

/** Any record that Firehose could hand over, and many that it never would. */
export const anyRecord: fc.Arbitrary<FirehoseTransformationEventRecord> = fc.record({ recordId, approximateArrivalTimestamp: time, data });

/** Records as a `TrackApi` makes them: lines of the usual kind alone. */
const usualData = fc.array(fc.tuple(text, value, fc.constantFrom('', '', '"event_id":"x",')), { minLength: 1, maxLength: 6 })
  .map((events) => base64(events.map(([key, member, id]) => `{${id}"_${key.slice(1)}:${member}}\n`).join('')));

/** Any record of a stream whose records hold many events. */
export const anyPackedRecord: fc.Arbitrary<FirehoseTransformationEventRecord> = fc.record({
  recordId,
  approximateArrivalTimestamp: time,
  data: fc.oneof({ weight: 6, arbitrary: packedData }, { weight: 3, arbitrary: usualData }, { weight: 1, arbitrary: data }),
});
