import { createHash } from 'crypto';
import { processEvents } from './batch-kinds';
import { ARRIVAL, ARRIVAL_TEXT, encoded, record, records, written } from './firehose-records';
import { largestThatFits } from './largest-that-fits';
import type { UserTransform } from '../../../src/record-processor/handler/user-transform';

const RECEIVED = `"received_at":"${ARRIVAL_TEXT}"}\n`;

async function line(payload: string | Uint8Array): Promise<string> {
  return written((await processEvents([record(payload)])).records[0]);
}

async function failure(payload: string | Uint8Array): Promise<string> {
  const { records: [answer], failures } = await processEvents([record(payload)]);
  expect(answer).toEqual({ ...record(payload), approximateArrivalTimestamp: undefined, result: 'ProcessingFailed' });
  return failures[0].code;
}

function user(transform: (event: any, context: any) => unknown): UserTransform {
  return { transform, nameOf: () => undefined };
}

async function transformed(payload: string, transform: (event: any, context: any) => unknown): Promise<string> {
  return written((await processEvents([record(payload)], user(transform))).records[0]);
}

describe('an event without a transform', () => {
  test.each([
    ['gets the record id and the arrival time', '{"a":1}', `{"a":1,"event_id":"id-0",${RECEIVED}`],
    ['may be empty', '{}', `{"event_id":"id-0",${RECEIVED}`],
    ['may be empty but for white space', '{ \n }', `{  "event_id":"id-0",${RECEIVED}`],
    ['may have white space around', ' \r\n\t{"a":1}\r\n', `{"a":1,"event_id":"id-0",${RECEIVED}`],
    ['keeps white space between tokens except line breaks', '{ "a" :\r\n [ 1 ,\n 2 ] }', `{ "a" : [ 1 , 2 ] ,"event_id":"id-0",${RECEIVED}`],
    ['keeps numbers that no double holds', '{"a":9007199254740993,"b":1e400,"c":-0,"d":1.50}',
      `{"a":9007199254740993,"b":1e400,"c":-0,"d":1.50,"event_id":"id-0",${RECEIVED}`],
    ['keeps escapes as they are spelled', '{"\\u0061\\/":"\\ud800\\u2028\\n\\""}', `{"\\u0061\\/":"\\ud800\\u2028\\n\\"","event_id":"id-0",${RECEIVED}`],
    ['keeps characters of all planes', '{"a":"é😀\u2028"}', `{"a":"é😀\u2028","event_id":"id-0",${RECEIVED}`],
    ['keeps duplicate and special names', '{"a":1,"a":2,"__proto__":{"b":1},"":0}', `{"a":1,"a":2,"__proto__":{"b":1},"":0,"event_id":"id-0",${RECEIVED}`],
    ['keeps names of ours further down', '{"a":{"event_id":1,"received_at":2},"b":["event_id"]}',
      `{"a":{"event_id":1,"received_at":2},"b":["event_id"],"event_id":"id-0",${RECEIVED}`],
    ['keeps replayed_from', '{"replayed_from":"2026-11-21 00:00:00.000"}', `{"replayed_from":"2026-11-21 00:00:00.000","event_id":"id-0",${RECEIVED}`],
  ])('%s', async (_, payload, expected) => {
    expect(await line(payload)).toBe(expected);
  });

  test.each([
    ['stays where it is', '{"event_id":"x","a":1}', `{"event_id":"x","a":1,${RECEIVED}`],
    ['stays as it is spelled', '{"\\u0065vent_id" : "\\u0078" }', `{"\\u0065vent_id" : "\\u0078" ,${RECEIVED}`],
    ['may have 128 characters', `{"event_id":"${'x'.repeat(128)}"}`, `{"event_id":"${'x'.repeat(128)}",${RECEIVED}`],
    ['may have 128 characters outside the first plane', `{"event_id":"${'😀'.repeat(128)}"}`, `{"event_id":"${'😀'.repeat(128)}",${RECEIVED}`],
    ['is replaced if longer', `{"event_id":"${'x'.repeat(129)}","a":1}`, `{"a":1,"event_id":"id-0",${RECEIVED}`],
    ['is replaced if longer by code points', `{"event_id":"${'😀'.repeat(129)}"}`, `{"event_id":"id-0",${RECEIVED}`],
    ['is replaced if empty', '{"event_id":""}', `{"event_id":"id-0",${RECEIVED}`],
    ['is replaced if it is a number', '{"a":1, "event_id":7 ,"b":2}', `{"a":1,"b":2,"event_id":"id-0",${RECEIVED}`],
    ['is replaced if it is null', '{"event_id":null}', `{"event_id":"id-0",${RECEIVED}`],
    ['is replaced if it is an object', '{"event_id":{"event_id":"x"}}', `{"event_id":"id-0",${RECEIVED}`],
    ['counts once, the last one, if there are several', '{"event_id":"x","a":1,"event_\\u0069d":"y"}', `{"a":1,"event_id":"y",${RECEIVED}`],
    ['counts once, even if equal', '{"event_id":"x","event_id":"x"}', `{"event_id":"x",${RECEIVED}`],
    ['does not count if the last of several is not valid', '{"event_id":"x","event_id":1}', `{"event_id":"id-0",${RECEIVED}`],
  ])('event_id %s', async (_, payload, expected) => {
    expect(await line(payload)).toBe(expected);
  });

  test.each([
    ['is replaced', '{"received_at":"1999-01-01","a":1}', `{"a":1,"event_id":"id-0",${RECEIVED}`],
    ['is replaced however it is spelled and however often', '{"received_at":1,"a":1,"received\\u005fat":2,"event_id":"x","received_at":{}}',
      `{"a":1,"event_id":"x",${RECEIVED}`],
    ['is replaced if it is all there is', '{"received_at":"1999-01-01"}', `{"event_id":"id-0",${RECEIVED}`],
  ])('received_at %s', async (_, payload, expected) => {
    expect(await line(payload)).toBe(expected);
  });

  test('keeps 10,000 levels of nesting', async () => {
    const deep = `{"a":${'[{"b":'.repeat(5000)}1${'}]'.repeat(5000)}`;
    expect(await line(`${deep},"received_at":1}`)).toBe(`${deep},"event_id":"id-0",${RECEIVED}`);
  });

  test('keeps an event of 1,000 KiB', async () => {
    const start = `{"event_id":"x","a":"${'\\"'.repeat(511_900)}"`;
    expect(await line(`${start}}`)).toBe(`${start},${RECEIVED}`);
  });
});

describe('a record that is no event', () => {
  test.each([
    ['NotBase64', 'not base64!'],
    ['NotBase64', 'e30'],
    ['NotBase64', 'e30=\n'],
    ['NotBase64', 'e3-_'],
    ['NotBase64', 'e\u0133A='],
    ['NotBase64', '===='],
    ['NotBase64', 'e30=e30='],
    ['NotBase64', 'e31='],
    ['NotBase64', undefined as unknown as string],
  ])('%s: %s', async (code, data) => {
    const batch = await processEvents([encoded(data)]);
    expect(batch.records).toEqual([{ recordId: 'id-0', result: 'ProcessingFailed' }]);
    expect(batch.failures[0].code).toBe(code);
  });

  test.each([
    ['NotUtf8', 'a lone continuation byte', [0x7b, 0x22, 0x80, 0x22, 0x3a, 0x31, 0x7d]],
    ['NotUtf8', 'an encoded surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['NotUtf8', 'an overlong form', [0xc0, 0xaf]],
    ['NotUtf8', 'Latin-1', [...Buffer.from('{"a":"é"}', 'latin1')]],
    ['NotJson', 'a byte order mark', [0xef, 0xbb, 0xbf, 0x7b, 0x7d]],
    ['NotJson', 'nothing', []],
  ])('%s: %s', async (code, _, bytes) => {
    expect(await failure(Uint8Array.from(bytes))).toBe(code);
  });

  test.each([
    ['NotJson', '{"a":1'], ['NotJson', '{"a":1}{"b":2}'], ['NotJson', '{a:1}'], ['NotJson', '{"a":NaN}'], ['NotJson', ' '],
    ['NotJson', '\u00a0{}'], ['NotJson', '{"a":"\n"}'],
    ['NotAnObject', '[{"a":1}]'], ['NotAnObject', 'null'], ['NotAnObject', '"{}"'], ['NotAnObject', '17'], ['NotAnObject', 'true'],
  ])('%s: %s', async (code, payload) => {
    expect(await failure(payload)).toBe(code);
  });

  test.each([[undefined], [null], [NaN], [-1], [253_402_300_800_000], ['1700000000000']])('NoArrivalTime: %s', async (time) => {
    const batch = await processEvents([{ ...record('{}'), approximateArrivalTimestamp: time as number }]);
    expect(batch.records).toEqual([{ recordId: 'id-0', result: 'ProcessingFailed', data: record('{}').data }]);
    expect(batch.failures[0].code).toBe('NoArrivalTime');
  });

  test('does not touch its neighbours', async () => {
    const { records: answers } = await processEvents(records('{"a":1}', 'no', '{"a":2}'));
    expect(answers.map(({ recordId, result }) => [recordId, result])).toEqual([['id-0', 'Ok'], ['id-1', 'ProcessingFailed'], ['id-2', 'Ok']]);
    expect(written(answers[2])).toBe(`{"a":2,"event_id":"id-2",${RECEIVED}`);
  });

  test('is counted by its code, with the hashes of the first ten', async () => {
    const payloads = [...Array(12).keys()].map((n) => `broken ${n}`);
    const { failures } = await processEvents([...records(...payloads), encoded('*')]);
    expect(failures).toEqual([
      { code: 'NotJson', message: expect.any(String), count: 12, sha256: payloads.slice(0, 10).map((payload) => createHash('sha256').update(payload).digest('hex')) },
      { code: 'NotBase64', message: expect.any(String), count: 1, sha256: [createHash('sha256').update('*').digest('hex')] },
    ]);
  });
});

describe('an event with a transform', () => {
  test('is what the transform returns, with the two fields', async () => {
    expect(await transformed('{"a":1}', (event) => ({ ...event, b: [event.a] }))).toBe(`{"a":1,"b":[1],"event_id":"id-0",${RECEIVED}`);
  });

  test('may be changed in place and returned by a promise', async () => {
    expect(await transformed('{"a":1}', async (event) => {
      event.a++;
      return event;
    })).toBe(`{"a":2,"event_id":"id-0",${RECEIVED}`);
  });

  test('has JavaScript numbers, and no raw line break', async () => {
    expect(await transformed('{\n"a":9007199254740993,"b":1.50}', (event) => ({ ...event, c: 'x\ny' })))
      .toBe(`{"a":9007199254740992,"b":1.5,"c":"x\\ny","event_id":"id-0",${RECEIVED}`);
  });

  test('comes with the record id and the arrival time in milliseconds', async () => {
    expect(await transformed('{}', (_, context) => ({ context }))).toContain(`{"context":{"recordId":"id-0","approximateArrivalTimestamp":${ARRIVAL}}`);
  });

  test.each([
    ['undefined', undefined], ['null', null], ['an empty list', []],
  ])('is dropped and counted if the transform returns %s', async (_, result) => {
    const batch = await processEvents([record('{}')], user(() => result));
    expect(batch).toEqual({ records: [{ recordId: 'id-0', result: 'Dropped' }], failures: [], dropped: 1 });
  });

  test.each([
    ['a text', 'x'], ['a number', 1], ['true', true], ['a function', () => ({})], ['a list in a list', [[{}]]], ['null in a list', [{}, null]],
    ['nothing in a list', [{}, undefined]], ['a date', new Date(0)], ['something that is written as a list', { toJSON: () => [] }],
    ['something that is not written at all', { toJSON: () => undefined }], ['a text object', new String('{')],
  ])('fails as NotAnEvent if the transform returns %s', async (_, result) => {
    const batch = await processEvents(records('{"a":1}', '{"a":2}'), user((event) => event.a === 1 ? result : event));
    expect(batch.records.map((answer) => answer.result)).toEqual(['ProcessingFailed', 'Ok']);
    expect(batch.failures).toMatchObject([{ code: 'NotAnEvent', count: 1 }]);
  });

  const cycle: any = {};
  cycle.self = cycle;
  const deep = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`);
  test.each([
    ['a cycle', cycle], ['a BigInt', { a: 1n }], ['too many levels', deep], ['a throwing toJSON', { toJSON: () => { throw new Error('no'); } }],
  ])('fails as NotSerializable if the transform returns %s', async (_, result) => {
    expect((await processEvents([record('{}')], user(() => result))).failures).toMatchObject([{ code: 'NotSerializable', count: 1 }]);
  });

  test.each<[string, () => unknown]>([
    ['throws', () => { throw new TypeError('secret'); }],
    ['rejects', () => Promise.reject(new TypeError('secret'))],
    ['throws a text', () => { throw 'secret'; }],
    ['throws nothing', () => { throw undefined; }],
    ['throws what cannot be looked at', () => { throw new Proxy({}, { get: () => { throw new Error('secret'); } }); }],
  ])('fails if the transform %s, and its neighbours do not', async (_, act) => {
    const batch = await processEvents(records('{"a":1}', '{"a":2}', '{"a":3}'), user((event) => event.a === 2 ? act() : event));
    expect(batch.records.map(({ result }) => result)).toEqual(['Ok', 'ProcessingFailed', 'Ok']);
    expect(batch.failures).toMatchObject([{ code: 'TransformFailed', count: 1 }]);
    expect(JSON.stringify(batch.failures)).not.toContain('secret');
  });

  test('failures with the same code and another message are counted apart', async () => {
    const { failures } = await processEvents(records('{"n":1}', '{"n":2}', '{"n":3}'), user(({ n }) => {
      throw n === 2 ? new RangeError() : new TypeError();
    }));
    expect(failures.map(({ code, message, count }) => [code, message, count])).toEqual([
      ['TransformFailed', 'the transform failed: TypeError', 2],
      ['TransformFailed', 'the transform failed: RangeError', 1],
    ]);
  });

  test('fails under the code of the error, if it looks like one', async () => {
    const fail = (code: unknown) => () => { throw Object.assign(new Error(), { code }); };
    const codes = await Promise.all(['Shop.NoPrice', 'has space', '', 'x'.repeat(65), 7]
      .map(async (code) => (await processEvents([record('{}')], user(fail(code)))).failures[0].code));
    expect(codes).toEqual(['Shop.NoPrice', 'TransformFailed', 'TransformFailed', 'TransformFailed', 'TransformFailed']);
  });

  test('is transformed after the event before it has been', async () => {
    const order: number[] = [];
    await processEvents(records('{"a":1}', '{"a":2}'), user(async (event) => {
      order.push(event.a);
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push(event.a);
      return event;
    }));
    expect(order).toEqual([1, 1, 2, 2]);
  });

  test('does not see what the transform did to another one', async () => {
    const batch = await processEvents(records('{"a":{"b":1}}', '{"a":{"b":1}}'), user((event) => {
      event.a.b++;
      return event;
    }));
    expect(batch.records.map((answer) => JSON.parse(written(answer)).a.b)).toEqual([2, 2]);
  });

  test('is written before the transform can change it again', async () => {
    const shared: any = {};
    const batch = await processEvents(records('{"a":1}', '{"a":2}'), user((event) => Object.assign(shared, event)));
    expect(batch.records.map((answer) => JSON.parse(written(answer)).a)).toEqual([1, 2]);
  });

  test('fails if it becomes more than can be answered, before it takes all memory', async () => {
    const many = { length: 0, * [Symbol.iterator]() { for (;;) yield { a: 'x'.repeat(1000) }; } };
    const endless = Object.assign([], { [Symbol.iterator]: many[Symbol.iterator] });
    expect((await processEvents([record('{}')], user(() => endless))).failures).toMatchObject([{ code: 'AnswerTooLarge' }]);
  });
});

describe('ids with a transform', () => {
  test.each<[string, string, (event: any) => unknown, string[]]>([
    ['the one that arrived is kept', '{"event_id":"x"}', (event) => event, ['x']],
    ['the one that arrived is kept if the transform removes it', '{"event_id":"x"}', () => ({}), ['x']],
    ['the one that arrived is kept if the transform spoils it', '{"event_id":"x"}', () => ({ event_id: 7 }), ['x']],
    ['one that the transform sets wins', '{"event_id":"x"}', () => ({ event_id: 'y' }), ['y']],
    ['one that toJSON writes wins', '{"event_id":"x"}', () => ({ toJSON: () => ({ event_id: 'y' }) }), ['y']],
    ['a list counts from the one that arrived', '{"event_id":"x"}', () => [{}, {}, {}], ['x', 'x-1', 'x-2']],
    ['a list counts from the record id', '{}', () => [{}, {}], ['id-0', 'id-0-1']],
    ['a list of the same event twice counts', '{"event_id":"x"}', (event) => [event, { ...event }], ['x', 'x-1']],
    ['a list keeps distinct ones', '{"event_id":"x"}', () => [{ event_id: 'b' }, { event_id: 'a' }], ['b', 'a']],
    ['a list counts if one is missing', '{"event_id":"x"}', () => [{ event_id: 'b' }, {}], ['x', 'x-1']],
    ['a list counts if one is not valid', '{"event_id":"x"}', () => [{ event_id: 'b' }, { event_id: '' }], ['x', 'x-1']],
    ['a list of one is like the one', '{"event_id":"x"}', () => [{ event_id: 'b' }], ['b']],
  ])('%s', async (_, payload, transform, expected) => {
    const lines = (await transformed(payload, transform)).split('\n');
    expect(lines.pop()).toBe('');
    const events = lines.map((text) => JSON.parse(text));
    expect(events.map(({ event_id }) => event_id)).toEqual(expected);
    expect(events.every((event) => event.received_at === ARRIVAL_TEXT && Object.keys(event).pop() === 'received_at')).toBe(true);
  });
});

describe('the answer', () => {
  test('of an empty batch is empty', async () => {
    expect(await processEvents([])).toEqual({ records: [], failures: [], dropped: 0 });
  });

  test('of 500 records has 500 answers in order', async () => {
    const { records: answers } = await processEvents(records(...Array(500).fill('{"a":1}')));
    expect(answers.map(({ recordId }) => recordId)).toEqual([...Array(500).keys()].map((n) => `id-${n}`));
  });

  test('never passes 6 MB: what does not fit fails alone, and smaller ones after it still fit', async () => {
    const big = `{"a":"${'x'.repeat(999_000)}"}`;
    const batch = await processEvents(records(...Array(5).fill(big), '{"a":1}', 'no', '{"a":2}'));
    expect(batch.records.map(({ result }) => result))
      .toEqual(['Ok', 'Ok', 'Ok', 'Ok', 'ProcessingFailed', 'Ok', 'ProcessingFailed', 'Ok']);
    expect(batch.failures).toMatchObject([{ code: 'AnswerTooLarge', count: 1 }, { code: 'NotJson', count: 1 }]);
  });

  test('is filled to the last byte', async () => {
    // Grows by four bytes of base64 for three of text: the largest answer that fits is within a few bytes of the limit.
    const batch = [record('{}', 'big'), record('{}', 'ü"\\'), ...records(...Array(300).fill('{"a":1}'))];
    const fits = async (length: number) => {
      const { records: answers, failures } = await processEvents(batch, user((event, { recordId }) => recordId === 'big' ? { a: 'x'.repeat(length) } : event));
      return { ok: failures.length === 0, size: Buffer.byteLength(JSON.stringify({ records: answers })) };
    };
    let [low, high] = [1_000_000, 6_000_000];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if ((await fits(middle)).ok) low = middle; else high = middle;
    }
    const { size } = await fits(low);
    expect(size).toBeLessThanOrEqual(6_000_000);
    expect(size).toBeGreaterThan(6_000_000 - 10);
  });

  test('of a failed record has its data as it came', async () => {
    const batch = records('{"a":1}', 'no', '', '[]');
    const { records: answers } = await processEvents(batch);
    expect(answers.slice(1)).toEqual(batch.slice(1).map(({ recordId, data }) => ({ recordId, result: 'ProcessingFailed', data })));
  });

  test('of a record that a transform fails has its data as it came, also if the transform changed the event', async () => {
    const batch = [record('{"a":9007199254740993}')];
    const { records: answers } = await processEvents(batch, user((event) => {
      event.a = 1;
      throw new Error('no');
    }));
    expect(answers).toEqual([{ recordId: 'id-0', result: 'ProcessingFailed', data: batch[0].data }]);
  });

  test('gives failed records their data only where no other record needs the room, and the small one after the large one too', async () => {
    const batch = records(`no ${'x'.repeat(999_000)}`, `no ${'y'.repeat(999_000)}`, 'no', ...Array(3).fill(`{"a":"${'x'.repeat(999_000)}"}`));
    const { records: answers } = await processEvents(batch);
    expect(answers.map(({ result, data }) => [result, result === 'ProcessingFailed' && data !== undefined])).toEqual([
      ['ProcessingFailed', true], ['ProcessingFailed', false], ['ProcessingFailed', true], ['Ok', false], ['Ok', false], ['Ok', false],
    ]);
    expect(Buffer.byteLength(JSON.stringify({ records: answers }))).toBeLessThanOrEqual(6_000_000);
  });

  test('is filled to the last byte with the data of failed records', async () => {
    const fits = async (length: number) => {
      const { records: answers } = await processEvents(records('x'.repeat(length), ...Array(100).fill('{"a":1}'), 'no'));
      return { ok: answers[0].data !== undefined, size: Buffer.byteLength(JSON.stringify({ records: answers })) };
    };
    const size = await largestThatFits(fits, 4_000_000, 4_600_000);
    expect(size).toBeLessThanOrEqual(6_000_000);
    // Four bytes of base64 for three, and the few of the record after it.
    expect(size).toBeGreaterThan(6_000_000 - 20);
  });

  test('of the same batch is the same, byte for byte', async () => {
    const batch = records('{"a":1}', '{"event_id":"x"}', 'no');
    expect(await processEvents(batch)).toEqual(await processEvents(batch));
  });
});
