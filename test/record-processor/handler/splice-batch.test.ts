import { eventLines } from './batch-kinds';
import { ARRIVAL, ARRIVAL_TEXT, encoded, record } from './firehose-records';
import { webhookPayloads } from './webhook-payloads';
import { spliceBatch } from '../../../src/record-processor/handler/splice-batch';

type Records = Parameters<typeof spliceBatch>[0];

function splice(records: Records): (string | undefined)[] {
  const lines = spliceBatch(records, Buffer.from(JSON.stringify(records.map(({ recordId }) => recordId))));
  return records.map((_, n) => lines[n] && Buffer.from(lines[n], 'base64').toString());
}

const ID = '"event_id":"id-0",';
const TIME = `"received_at":"${ARRIVAL_TEXT}"}\n`;

describe('the fast path takes', () => {
  test.each([
    ['an event without an id', '{"a":1}\n', `{"a":1,${ID}${TIME}`],
    ['one without a line feed', '{"a":1}', `{"a":1,${ID}${TIME}`],
    ['one with its own id', '{"event_id":"x","a":1}\n', `{"event_id":"x","a":1,${TIME}`],
    ['one with names of ours further down', '{"a":{"event_id":1,"received_at":2}}\n', `{"a":{"event_id":1,"received_at":2},${ID}${TIME}`],
    ['one with characters of all planes', '{"a":"é😀\u2028"}\n', `{"a":"é😀\u2028",${ID}${TIME}`],
    ['one with spaces between tokens', '{ "a" : 1}\n', `{ "a" : 1,${ID}${TIME}`],
  ])('%s', (_, payload, expected) => {
    expect(splice([record(payload)])).toEqual([expected]);
  });

  test.each([0, 1, 2])('an event of any length: %i bytes are over a whole group of base64', (over) => {
    const payload = `{"a":"${'x'.repeat(10 + over)}"}\n`;
    expect(splice([record(payload)])).toEqual([`${payload.slice(0, -2)},${ID}${TIME}`]);
  });

  test('each event of a batch, though its neighbours are of other kinds', () => {
    const batch = [record('{"a":1}\n', 'id-0'), record('no', 'id-1'), encoded('*', 'id-2'), record('{"a":"é"}\n', 'id-3')];
    expect(splice(batch)).toEqual([`{"a":1,${ID}${TIME}`, undefined, undefined, `{"a":"é","event_id":"id-3",${TIME}`]);
  });

  test('every webhook payload of GitHub, and gives the bytes that the other path gives', async () => {
    const batch = webhookPayloads.map((payload, n) => ({ ...record(`${JSON.stringify(payload)}\n`, `id-${n}`), approximateArrivalTimestamp: ARRIVAL + n }));
    expect(splice(batch)).toEqual(await Promise.all(batch.map(async (each) => eventLines(each))));
  });
});

describe('the fast path leaves', () => {
  test.each([
    ['an empty object', '{}'], ['an empty object with space in it', '{ }'], ['an array', '[1]'], ['a scalar', '17'], ['an empty record', ''], ['broken JSON', '{"a":1,}'],
    ['two objects', '{"a":1}{"b":2}'], ['white space in front', ' {"a":1}'], ['a line break between tokens', '{"a":\n1}'], ['a carriage return', '{"a":\r1}'],
    ['more than a line feed behind', '{"a":1}\r\n'], ['space before the brace', '{"a":1 }'],
    ['a received_at of its own', '{"received_at":"x"}'], ['a received_at that is spelled otherwise', '{"received_a\\u0074":"x"}'],
    ['an id that is not valid', '{"event_id":7}'], ['an id of null', '{"event_id":null}'], ['two ids', '{"event_id":"x","event_id":"y"}'],
    ['two ids of two spellings', '{"event_id":"x","\\u0065vent_id":"y"}'],
  ])('%s', (_, payload) => {
    expect(splice([record(payload)])).toEqual([undefined]);
  });

  test('what is not base64, not UTF-8, or has no time', () => {
    expect(splice([encoded('eyJhIjoxfQ=')])).toEqual([undefined]);
    expect(splice([record(Buffer.from('7b2261223a22ff227d', 'hex'))])).toEqual([undefined]);
    expect(splice([{ ...record('{"a":1}'), approximateArrivalTimestamp: NaN }])).toEqual([undefined]);
  });

  test('a batch with an id that JSON cannot write as it is', () => {
    expect(splice([record('{"a":1}', 'id"0')])).toEqual([undefined]);
  });
});
