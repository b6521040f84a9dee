import { packedLines } from './batch-kinds';
import { ARRIVAL, ARRIVAL_TEXT, encoded, record } from './firehose-records';
import { webhookPayloads } from './webhook-payloads';
import { spliceLines } from '../../../src/record-processor/handler/splice-lines';

type Records = Parameters<typeof spliceLines>[0];

function splice(records: Records): (string | undefined)[] {
  return spliceLines(records).map((line) => line && Buffer.from(line, 'base64').toString());
}

const TIME = `"received_at":"${ARRIVAL_TEXT}"}\n`;

describe('the fast path of packed records takes', () => {
  test.each([
    ['events without an id', '{"a":1}\n{"b":2}\n', `{"a":1,"event_id":"id-0-0",${TIME}{"b":2,"event_id":"id-0-1",${TIME}`],
    ['no line feed at the end', '{"a":1}\n{"b":2}', `{"a":1,"event_id":"id-0-0",${TIME}{"b":2,"event_id":"id-0-1",${TIME}`],
    ['an id of the client beside none', '{"event_id":"x"}\n{"b":2}\n', `{"event_id":"x",${TIME}{"b":2,"event_id":"id-0-1",${TIME}`],
    ['empty lines, which count', '\n\n{"a":1}\n\n', `{"a":1,"event_id":"id-0-2",${TIME}`],
    ['characters of all planes', '{"a":"é😀\u2028"}\n{"b":2}\n', `{"a":"é😀\u2028","event_id":"id-0-0",${TIME}{"b":2,"event_id":"id-0-1",${TIME}`],
  ])('%s', (_, payload, expected) => {
    expect(splice([record(payload)])).toEqual([expected]);
  });

  test('an id of the record that JSON writes otherwise', () => {
    expect(splice([record('{"a":1}\n', '"é\ud800')])).toEqual([`{"a":1,"event_id":"\\"é\\ud800-0",${TIME}`]);
  });

  test('a large record after a small one, and a small one after it', () => {
    const large = '{"a":1}\n'.repeat(5000);
    const [first, second, third] = splice([record('{"a":1}\n', 'a'), record(large, 'b'), record('{"b":1}\n', 'c')]);
    expect(first).toBe(`{"a":1,"event_id":"a-0",${TIME}`);
    expect(second).toBe([...Array(5000).keys()].map((n) => `{"a":1,"event_id":"b-${n}",${TIME}`).join(''));
    expect(third).toBe(`{"b":1,"event_id":"c-0",${TIME}`);
  });

  test('every webhook payload of GitHub, and gives the bytes that the other path gives', async () => {
    const lines = webhookPayloads.map((payload) => `${JSON.stringify(payload)}\n`);
    const batch = [0, 50, 100].map((from, n) => ({ ...record(lines.slice(from, from + 50).join(''), `id-${n}`), approximateArrivalTimestamp: ARRIVAL + n }));
    expect(splice(batch)).toEqual(await Promise.all(batch.map(packedLines)));
  });
});

describe('the fast path of packed records leaves', () => {
  test.each([
    ['an empty record', ''], ['empty lines alone', '\n\n'], ['a line of white space', '{"a":1}\n \n'], ['a carriage return', '{"a":1}\r\n{"b":2}\n'],
    ['an empty object', '{"a":1}\n{}\n'], ['an array', '{"a":1}\n[1]\n'], ['broken JSON', '{"a":1}\n{"a":1,}\n'], ['two objects on a line', '{"a":1}{"b":2}\n'],
    ['white space in front', ' {"a":1}\n'], ['space before the brace', '{"a":1 }\n'], ['a received_at of its own', '{"a":1}\n{"received_at":"x"}\n'],
    ['an id that is not valid', '{"a":1}\n{"event_id":7}\n'], ['two ids', '{"event_id":"x","event_id":"y"}\n'],
  ])('a record with %s', (_, payload) => {
    expect(splice([record(payload)])).toEqual([undefined]);
  });

  test('what is not base64, not UTF-8, or has no time', () => {
    expect(splice([encoded('eyJhIjoxfQ=')])).toEqual([undefined]);
    expect(splice([record(Buffer.from('7b2261223a22ff227d', 'hex'))])).toEqual([undefined]);
    expect(splice([{ ...record('{"a":1}'), approximateArrivalTimestamp: NaN }])).toEqual([undefined]);
  });

  test('what can never be answered, before it takes the memory', () => {
    expect(splice([record('{"a":1}\n'.repeat(120_000))])).toEqual([undefined]);
  });
});
