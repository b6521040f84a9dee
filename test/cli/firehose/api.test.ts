import * as fc from 'fast-check';
import { base64, lambdaProcessing, settled, StreamFixture } from './stream-fixture';
import { runs } from '../../support/property-runs';

const stream = () => new StreamFixture({});

async function call(action: string, body: unknown, fixture = stream()): Promise<{ status: number; body: any }> {
  const reply = await fixture.service.call(action, typeof body === 'string' ? body : JSON.stringify(body));
  return { status: reply.status, body: JSON.parse(reply.body) };
}

const one = (data: unknown) => ({ DeliveryStreamName: 'events', Record: { Data: data } });
const batch = (records: unknown) => ({ DeliveryStreamName: 'events', Records: records });

test('PutRecord answers an id', async () => {
  expect(await call('PutRecord', one(base64('a')))).toEqual({ status: 200, body: { RecordId: expect.stringMatching(/^\d{56}$/), Encrypted: false } });
});

test('PutRecordBatch answers an id per record, in order', async () => {
  const { status, body } = await call('PutRecordBatch', batch(['a', 'b', 'c'].map((text) => ({ Data: base64(text) }))));
  expect(status).toBe(200);
  expect(body).toMatchObject({ FailedPutCount: 0, Encrypted: false });
  const ids = body.RequestResponses.map(({ RecordId }: { RecordId: string }) => RecordId);
  expect(new Set(ids).size).toBe(3);
  expect([...ids].sort()).toEqual(ids);
});

test('an encrypted stream says so', async () => {
  const fixture = new StreamFixture({}, { top: { DeliveryStreamEncryptionConfigurationInput: { KeyType: 'AWS_OWNED_CMK' } } });
  expect((await call('PutRecord', one(base64('a')), fixture)).body.Encrypted).toBe(true);
});

test('a stream that the template does not have', async () => {
  expect(await call('PutRecord', { ...one(''), DeliveryStreamName: 'other' })).toEqual({
    status: 400, body: { __type: 'ResourceNotFoundException', message: 'Firehose other under account 111122223333 not found.' },
  });
});

test('another action', async () => {
  expect(await call('DescribeDeliveryStream', {})).toMatchObject({ status: 400, body: { __type: 'UnknownOperationException' } });
});

test.each([
  ['a body that is not JSON', 'PutRecord', '{', 'SerializationException'],
  ['a body that is not an object', 'PutRecord', '[]', 'SerializationException'],
  ['data that is not base64', 'PutRecord', one('a'), 'SerializationException'],
  ['data with a character of no base64', 'PutRecord', one('ab-_'), 'SerializationException'],
  ['data that is not a string', 'PutRecord', one(1), 'SerializationException'],
  ['a record that is a string', 'PutRecord', { DeliveryStreamName: 'events', Record: 'x' }, 'SerializationException'],
  ['records that are not a list', 'PutRecordBatch', batch({}), 'SerializationException'],
  ['no stream name', 'PutRecord', { Record: { Data: '' } }, 'ValidationException'],
  ['a stream’s ARN for its name', 'PutRecord', { ...one(''), DeliveryStreamName: 'arn:aws:firehose:::x' }, 'ValidationException'],
  ['no record', 'PutRecord', { DeliveryStreamName: 'events' }, 'ValidationException'],
  ['no data', 'PutRecord', { DeliveryStreamName: 'events', Record: {} }, 'ValidationException'],
  ['no records', 'PutRecordBatch', { DeliveryStreamName: 'events' }, 'ValidationException'],
  ['an empty batch', 'PutRecordBatch', batch([]), 'ValidationException'],
  ['501 records', 'PutRecordBatch', batch(Array(501).fill({ Data: '' })), 'ValidationException'],
  ['a record of 1,024,001 bytes', 'PutRecord', one(Buffer.alloc(1_024_001).toString('base64')), 'ValidationException'],
  ['records of more than 4 MiB', 'PutRecordBatch', batch(Array(5).fill({ Data: Buffer.alloc(900_000).toString('base64') })), 'InvalidArgumentException'],
])('%s is refused, and nothing is taken', async (_name, action, body, type) => {
  const fixture = stream();
  expect(await call(action, body, fixture)).toEqual({ status: 400, body: { __type: type, message: expect.any(String) } });
  await fixture.service.flush();
  expect(fixture.objects.size).toBe(0);
});

test('a record too large names the record, as the service does', async () => {
  const { body } = await call('PutRecordBatch', batch([{ Data: '' }, { Data: Buffer.alloc(1_024_001).toString('base64') }]));
  expect(body.message).toContain("at 'records.2.member.data' failed to satisfy constraint: Member must have length less than or equal to 1024000");
});

test('takes the largest record, an empty record and the largest batch', async () => {
  expect((await call('PutRecord', one(Buffer.alloc(1_024_000).toString('base64')))).status).toBe(200);
  expect((await call('PutRecord', one(''))).status).toBe(200);
  const full = Buffer.alloc(1_024_000).toString('base64');
  const rest = Buffer.alloc(4 * 1024 * 1024 - 4 * 1_024_000).toString('base64');
  expect((await call('PutRecordBatch', batch([full, full, full, full, rest].map((Data) => ({ Data }))))).status).toBe(200);
});

test('property: bytes that are put are the bytes of the object', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 50 }), { minLength: 1, maxLength: 8 }), async (records) => {
    const fixture = stream();
    const bodies = records.map((bytes) => Buffer.from(bytes));
    const reply = await call('PutRecordBatch', batch(bodies.map((bytes) => ({ Data: bytes.toString('base64') }))), fixture);
    expect(reply.status).toBe(200);
    await fixture.service.flush();
    expect(Buffer.concat([...fixture.objects.values()])).toEqual(Buffer.concat(bodies));
  }), runs(300));
});

test('property: a request of any form gets a reply of the service and takes nothing that it does not answer for', async () => {
  const value = fc.oneof(fc.jsonValue(), fc.record({ Data: fc.oneof(fc.string(), fc.base64String(), fc.jsonValue()) }, { requiredKeys: [] }));
  const request = fc.record({ DeliveryStreamName: fc.constantFrom('events', 'x', 1, null), Record: value, Records: fc.oneof(value, fc.array(value, { maxLength: 4 })) }, { requiredKeys: [] });
  await fc.assert(fc.asyncProperty(fc.constantFrom('PutRecord', 'PutRecordBatch'), request, async (action, body) => {
    const fixture = stream();
    const reply = await call(action, body, fixture);
    expect([200, 400]).toContain(reply.status);
    const waiting = fixture.buffered.at(-1) ?? 0;
    expect(waiting).toBe(reply.status === 400 ? 0 : reply.body.RequestResponses?.length ?? 1);
  }), runs(1000));
});

describe('back pressure', () => {
  // Each record counts 400 bytes more than it holds.
  const full = (maxUndeliveredBytes: number) => new StreamFixture({}, { maxUndeliveredBytes });

  test('PutRecord is throttled when too much waits for delivery, until it is delivered', async () => {
    const fixture = full(810);
    expect((await call('PutRecord', one(base64('1234567')), fixture)).status).toBe(200);
    expect(await call('PutRecord', one(base64('1234567')), fixture)).toEqual({ status: 500, body: { __type: 'ServiceUnavailableException', message: 'Slow down.' } });
    await fixture.service.flush();
    expect((await call('PutRecord', one(base64('1234567')), fixture)).status).toBe(200);
  });

  test('a batch is taken in part', async () => {
    const fixture = full(1210);
    const reply = JSON.parse((await fixture.put('1234', '5678', '90123', '4')).body);
    expect(reply.FailedPutCount).toBe(1);
    expect(reply.RequestResponses.map(({ ErrorCode }: any) => ErrorCode)).toEqual([undefined, undefined, 'ServiceUnavailableException', undefined]);
    await fixture.service.flush();
    expect(fixture.texts()).toEqual(['123456784']);
  });

  test.each([
    ['', {}],
    [' that wait behind a processor', { ProcessingConfiguration: lambdaProcessing({ BufferIntervalInSeconds: '900' }) }],
  ])('small records%s are bounded by what each of them costs', async (_where, properties) => {
    const fixture = new StreamFixture(properties, { maxUndeliveredBytes: 1024 * 1024 });
    const fill = async () => {
      let taken = 0;
      for (let put = 0; put < 20; put++) taken += 500 - JSON.parse((await fixture.put(...Array(500).fill('1'))).body).FailedPutCount;
      return taken;
    };
    const taken = await fill();
    expect(taken).toBeLessThanOrEqual(1024 * 1024 / 400);
    expect(taken).toBeGreaterThan(2000);
    await fixture.service.flush();
    expect(await fill()).toBe(taken);
  });

  test('records that were dropped or failed make room again', async () => {
    const fixture = new StreamFixture({ ProcessingConfiguration: lambdaProcessing() }, {
      maxUndeliveredBytes: 810,
      answer: ({ records: [{ recordId, data }] }) => ({ records: [{ recordId, result: data === base64('drop') ? 'Dropped' : 'ProcessingFailed' }] }),
    });
    for (const text of ['drop', 'fail', 'drop', 'fail']) {
      expect(JSON.parse((await fixture.put(text)).body).FailedPutCount).toBe(0);
      await fixture.service.flush();
    }
  });
});

describe('records that were acknowledged and are not delivered yet', () => {
  test('are counted over all stages of a stream', async () => {
    let answer = () => {};
    const fixture = new StreamFixture({ ProcessingConfiguration: lambdaProcessing({ BufferIntervalInSeconds: '900' }) }, {
      answer: async (event) => {
        await new Promise<void>((resolve) => { answer = resolve; });
        return { records: event.records.map(({ recordId, data }) => data === base64('drop') ? { recordId, result: 'Dropped' } : { recordId, result: 'Ok', data }) };
      },
    });
    expect(fixture.service.undelivered).toBe(0);
    await fixture.put('a', 'b', 'drop');
    expect(fixture.service.undelivered).toBe(3);
    const flushed = fixture.service.flush();
    await settled();
    expect(fixture.service.undelivered).toBe(3);
    answer();
    await flushed;
    expect(fixture.service.undelivered).toBe(0);
  });

  test('are those that a store without room leaves', async () => {
    const fixture = stream();
    fixture.storeError = new Error('no room');
    await fixture.put('a', 'b');
    await expect(fixture.service.close()).rejects.toThrow('no room');
    expect(fixture.service.undelivered).toBe(2);
  });
});

describe('closing and flushing more than once', () => {
  test('delivers each record once', async () => {
    const fixture = stream();
    await fixture.put('a', 'b');
    await Promise.all([fixture.service.flush(), fixture.service.close(), fixture.service.close()]);
    await fixture.service.close();
    await fixture.service.flush();
    expect(fixture.texts()).toEqual(['ab']);
    expect(fixture.service.undelivered).toBe(0);
  });

  test('after a failure tries again, and tells the same or delivers', async () => {
    const fixture = stream();
    fixture.storeError = new Error('no room');
    await fixture.put('a', 'b');
    const results = await Promise.allSettled([fixture.service.close(), fixture.service.close(), fixture.service.flush()]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(fixture.service.close()).rejects.toThrow('no room');
    expect(fixture.fatal).toHaveLength(1);
    fixture.storeError = undefined;
    await fixture.service.close();
    await fixture.service.close();
    expect(fixture.texts()).toEqual(['ab']);
    expect(fixture.service.undelivered).toBe(0);
  });

  test('after a mistake of our own ends, and tells it each time', async () => {
    const fixture = new StreamFixture({ ProcessingConfiguration: lambdaProcessing() }, { answer: () => { throw new TypeError('bug'); } });
    await fixture.put('a', 'b');
    await expect(fixture.service.close()).rejects.toThrow('bug');
    await expect(fixture.service.close()).rejects.toThrow('bug');
    expect(fixture.service.undelivered).toBe(2);
  });
});

test('a closed service delivers what it has and takes nothing more', async () => {
  const fixture = stream();
  await fixture.put('a');
  await fixture.service.close();
  expect(fixture.texts()).toEqual(['a']);
  expect((await fixture.put('b')).status).toBe(500);
});
