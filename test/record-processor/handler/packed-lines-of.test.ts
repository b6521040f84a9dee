import { createHash } from 'crypto';
import { processPacked } from './batch-kinds';
import { ARRIVAL_TEXT, encoded, record, records, written } from './firehose-records';
import { largestThatFits } from './largest-that-fits';
import type { UserTransform } from '../../../src/record-processor/handler/user-transform';

const RECEIVED = `"received_at":"${ARRIVAL_TEXT}"}`;

function user(transform: (event: any, context: any) => unknown): UserTransform {
  return { transform, nameOf: () => undefined };
}

async function lines(payload: string, transform?: (event: any, context: any) => unknown): Promise<string[]> {
  const made = written((await processPacked([record(payload)], transform && user(transform))).records[0]).split('\n');
  expect(made.pop()).toBe('');
  return made;
}

async function ids(payload: string, transform?: (event: any, context: any) => unknown): Promise<string[]> {
  return (await lines(payload, transform)).map((line) => JSON.parse(line).event_id);
}

async function failure(payload: string | Uint8Array): Promise<unknown> {
  const { records: [answer], failures } = await processPacked([record(payload)]);
  expect(answer).toEqual({ recordId: 'id-0', result: 'ProcessingFailed', data: record(payload).data });
  return [failures[0].code, failures[0].message];
}

describe('a record of many lines', () => {
  test('becomes a line for each, in order', async () => {
    expect(await lines('{"a":1}\n{"a":2}\n')).toEqual([`{"a":1,"event_id":"id-0-0",${RECEIVED}`, `{"a":2,"event_id":"id-0-1",${RECEIVED}`]);
  });

  test.each([
    ['need not end with a line feed', '{"a":1}\n{"a":2}', ['id-0-0', 'id-0-1']],
    ['may hold one line', '{"a":1}\n', ['id-0-0']],
    ['may have a carriage return before each line feed', '{"a":1}\r\n{"a":2}\r\n', ['id-0-0', 'id-0-1']],
    ['may have blank lines, which count', '\n{"a":1}\n \t\r\n\n{"a":2}\n\n', ['id-0-1', 'id-0-4']],
    ['may have white space around each event', ' {"a":1}\t\n\t{} ', ['id-0-0', 'id-0-1']],
    ['keeps the ids that clients sent', '{"event_id":"x"}\n{"a":1}\n{"event_id":"y"}\n', ['x', 'id-0-1', 'y']],
    ['replaces ids that are not valid', '{"event_id":7}\n{"event_id":""}\n', ['id-0-0', 'id-0-1']],
  ])('%s', async (_, payload, expected) => {
    expect(await ids(payload)).toEqual(expected);
    // Lines of another kind than the usual one have the way of their own.
    expect(await ids(`${payload}\n{"received_at":1}`)).toEqual([...expected, `id-0-${payload.split('\n').length}`]);
  });

  test('keeps a raw carriage return out of its lines', async () => {
    expect(await lines('{"a":\r1}\n{"a":2}\r\n')).toEqual([`{"a":1,"event_id":"id-0-0",${RECEIVED}`, `{"a":2,"event_id":"id-0-1",${RECEIVED}`]);
  });

  test('holds as many as fit into a record', async () => {
    const many = '{"a":1}\n'.repeat(20_000);
    expect(await ids(many)).toEqual([...Array(20_000).keys()].map((n) => `id-0-${n}`));
  });
});

describe('a record fails as a whole', () => {
  test.each([
    ['one line is not JSON', '{"a":1}\nno\n{"a":2}\n', ['NotJson', 'line 1: not one JSON value']],
    ['one line is two objects', '{"a":1}{"a":2}\n{}\n', ['NotJson', 'line 0: not one JSON value']],
    ['one event is spread over lines', '{"a":1}\n{"a":\n2}\n', ['NotJson', 'line 1: not one JSON value']],
    ['one line is no object', '{"a":1}\n\n[{}]\n', ['NotAnObject', 'line 2: not a JSON object']],
    ['a line is white space that JSON has not', '{"a":1}\n\u00a0\n', ['NotJson', 'line 1: not one JSON value']],
    ['it is empty', '', ['NotJson', 'not one JSON value']],
    ['it has blank lines only', ' \r\n\t\n\n', ['NotJson', 'not one JSON value']],
  ])('if %s', async (_, payload, expected) => {
    expect(await failure(payload)).toEqual(expected);
  });

  test('if its bytes are not UTF-8, though one line would be', async () => {
    expect(await failure(Buffer.concat([Buffer.from('{"a":1}\n"'), Buffer.from([0xff]), Buffer.from('"\n')]))).toEqual(['NotUtf8', 'the record is not UTF-8 text']);
  });

  test('if it is not base64, or has no time', async () => {
    const { failures } = await processPacked([encoded('*', 'a'), { ...record('{}\n{}', 'b'), approximateArrivalTimestamp: NaN }]);
    expect(failures.map(({ code, count }) => [code, count])).toEqual([['NotBase64', 1], ['NoArrivalTime', 1]]);
  });

  test('and its neighbours do not', async () => {
    const { records: answers } = await processPacked(records('{"a":1}\n{"a":2}\n', '{"a":1}\nno\n', '{"a":3}\n'));
    expect(answers.map(({ recordId, result }) => [recordId, result])).toEqual([['id-0', 'Ok'], ['id-1', 'ProcessingFailed'], ['id-2', 'Ok']]);
  });

  test('and is logged once, by the hash of the whole record', async () => {
    const payload = '{"a":1}\nno\nno\n';
    const { failures } = await processPacked([record(payload)]);
    expect(failures).toEqual([
      { code: 'NotJson', message: 'line 1: not one JSON value', count: 1, sha256: [createHash('sha256').update(payload).digest('hex')] },
    ]);
  });
});

describe('with a transform', () => {
  const three = '{"a":1}\n{"a":2}\n{"a":3}\n';

  test('each line is an event of its own, after the one before', async () => {
    const order: string[] = [];
    await lines(three, async ({ a }, { recordId }) => {
      order.push(`begin ${a} ${recordId}`);
      await new Promise((resolve) => setTimeout(resolve, 2));
      order.push(`end ${a}`);
      return {};
    });
    expect(order).toEqual(['begin 1 id-0-0', 'end 1', 'begin 2 id-0-1', 'end 2', 'begin 3 id-0-2', 'end 3']);
  });

  test('lines that it skips are left out, and the ids of the others stay', async () => {
    expect(await ids(three, (event) => event.a === 2 ? undefined : event)).toEqual(['id-0-0', 'id-0-2']);
  });

  test('a record is dropped, and counted once, if it skips all lines', async () => {
    const batch = await processPacked(records(three, '{"a":1}\n{"b":1}\n'), user((event) => event.b && event));
    expect(batch.records.map(({ result }) => result)).toEqual(['Dropped', 'Ok']);
    expect(batch.dropped).toBe(1);
  });

  test('a list counts behind the number of the line, so that no two events share an id', async () => {
    const made = await ids(three, (event) => [event, {}, {}]);
    expect(made).toEqual([0, 1, 2].flatMap((n) => [`id-0-${n}`, `id-0-${n}-1`, `id-0-${n}-2`]));
    expect(new Set(made).size).toBe(9);
  });

  test('a list counts behind the id that the client sent', async () => {
    expect(await ids('{"event_id":"x"}\n{"event_id":"y"}\n', (event) => [event, {}])).toEqual(['x', 'x-1', 'y', 'y-1']);
  });

  test('one line that it throws for fails the record, under the code of its error', async () => {
    const batch = await processPacked(records(three, '{"a":1}\n'), user((event) => {
      if (event.a === 3) throw Object.assign(new Error('secret'), { code: 'Shop.NoPrice' });
      return event;
    }));
    expect(batch.records.map(({ result }) => result)).toEqual(['ProcessingFailed', 'Ok']);
    expect(batch.failures).toMatchObject([{ code: 'Shop.NoPrice', message: 'line 2: the transform failed: Error', count: 1 }]);
  });

  test('a record fails before many lists take all memory', async () => {
    const list = Array(1000).fill({ a: 'x'.repeat(1000) });
    let calls = 0;
    const batch = await processPacked([record('{}\n'.repeat(250))], user(() => {
      calls++;
      return list;
    }));
    expect(batch.failures).toMatchObject([{ code: 'AnswerTooLarge', count: 1 }]);
    expect(calls).toBeLessThan(10);
  });
});

describe('the answer', () => {
  test('of the same batch is the same, byte for byte', async () => {
    const batch = records('{"a":1}\n{"event_id":"x"}\n', 'no', '{}\n{}\n');
    expect(await processPacked(batch)).toEqual(await processPacked(batch));
  });

  test('counts many short lines by their bytes: what fits is not refused', async () => {
    // 29,000 lines of 140 bytes and some are just above 4.1 MB, and 5.5 MB in base64.
    const payload = '{"a":1}\n'.repeat(29_000);
    const batch = await processPacked(records(payload, '{"a":1}\n'));
    expect(batch.failures).toEqual([]);
  });

  test.each([false, true])('is filled to the last byte (with a transform: %s)', async (transforms) => {
    const others = records(...Array(50).fill('{"a":1}\n{"a":2}\n')).map((each) => ({ ...each, recordId: `other-${each.recordId}` }));
    const fits = async (length: number) => {
      const big = record(`{"a":"${'x'.repeat(length)}"}\n`.repeat(4), 'big');
      const { records: answers, failures } = await processPacked([big, ...others], transforms ? user((event) => event) : undefined);
      return { ok: failures.length === 0, size: Buffer.byteLength(JSON.stringify({ records: answers })) };
    };
    const size = await largestThatFits(fits, 1_100_000, 1_150_000);
    expect(size).toBeLessThanOrEqual(6_000_000);
    // Each step is four times four bytes of base64 for three of text.
    expect(size).toBeGreaterThan(6_000_000 - 20);
  });

  test('never passes 6 MB: a record of short lines that would is failed, and the next one still fits', async () => {
    const batch = await processPacked(records('{"a":1}\n'.repeat(120_000), '{"a":1}\n'));
    expect(batch.records.map(({ result }) => result)).toEqual(['ProcessingFailed', 'Ok']);
    expect(batch.failures).toMatchObject([{ code: 'AnswerTooLarge', count: 1 }]);
  });
});
