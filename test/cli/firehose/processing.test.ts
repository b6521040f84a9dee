import * as fc from 'fast-check';
import { base64, everyRecordOk, FUNCTION_ARN, lambdaProcessing, lines, STREAM_ARN, StreamFixture } from './stream-fixture';
import type { LambdaEvent } from './stream-fixture';
import { eventSizeOf, lambdaEvent } from '../../../cli/firehose/lambda-event';
import { InvocationError } from '../../../cli/invocation-error';
import { runs } from '../../support/property-runs';

const ERRORS = { Prefix: 'data/', ErrorOutputPrefix: 'errors/!{firehose:error-output-type}/' };

function stream(answer: (event: LambdaEvent, call: number) => unknown, parameters: Record<string, string> = {}): StreamFixture {
  return new StreamFixture({ ...ERRORS, ProcessingConfiguration: lambdaProcessing(parameters) }, { answer });
}

describe('the event', () => {
  test('has the form that the service sends', async () => {
    const fixture = stream(everyRecordOk);
    const reply = JSON.parse((await fixture.put('one', 'two')).body);
    await fixture.service.flush();
    expect(fixture.calls).toEqual([{
      invocationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      deliveryStreamArn: STREAM_ARN,
      region: 'eu-west-1',
      records: ['one', 'two'].map((text, index) => ({
        recordId: reply.RequestResponses[index].RecordId, approximateArrivalTimestamp: Date.UTC(2026, 10, 22, 23, 59, 30), data: base64(text),
      })),
    }]);
  });

  test('holds no more than the processor’s buffer, and not less than one record', async () => {
    const fixture = stream(everyRecordOk, { BufferSizeInMBs: '0.2', BufferIntervalInSeconds: '900' });
    const text = 'x'.repeat(90_000);
    await fixture.put(text, text, text, 'y'.repeat(1_000_000), 'z');
    await fixture.service.flush();
    expect(fixture.calls.map(({ records }) => records.length)).toEqual([2, 1, 1, 1]);
  });

  test('of many small records stays below what Lambda carries, with room for an answer that is larger', async () => {
    const sizes: number[] = [];
    const fixture = new StreamFixture({ ...ERRORS, ProcessingConfiguration: lambdaProcessing({ BufferSizeInMBs: '3', BufferIntervalInSeconds: '900' }) }, {
      functions: {
        invoke: async (_arn, payload) => {
          sizes.push(payload.length);
          const event = JSON.parse(payload) as LambdaEvent;
          return JSON.stringify({ records: event.records.map(({ recordId, data }) => ({ recordId, result: 'Ok', data: data + base64('x'.repeat(510)) })) });
        },
      },
    });
    for (let put = 0; put < 60; put++) await fixture.put(...Array(500).fill('{"a":1}\n0'));
    await fixture.service.flush();
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThan(6_000_000);
    expect(fixture.texts('data/').join('').length).toBe(60 * 500 * (9 + 510));
  });

  test('is as large as it was counted', () => {
    const record = (data: string) => ({ id: '4'.repeat(56), arrival: Date.UTC(2026, 10, 22), data, size: 0 });
    const event = (...data: string[]) => lambdaEvent('i', STREAM_ARN, 'eu-west-1', data.map(record)).length;
    expect(eventSizeOf(record('abcd'))).toBe(event('abcd', 'abcd') - event('abcd'));
  });

  test('is sent after the processor’s own interval', async () => {
    const fixture = stream(everyRecordOk, { BufferIntervalInSeconds: '60' });
    await fixture.put('a');
    await fixture.clock.advance(59_999);
    expect(fixture.calls).toHaveLength(0);
    await fixture.clock.advance(1);
    expect(fixture.calls).toHaveLength(1);
  });

  test('no more than five are under way at once', async () => {
    let running = 0;
    let most = 0;
    const fixture = stream(async (event) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      return everyRecordOk(event);
    }, { BufferSizeInMBs: '0.2' });
    for (let batch = 0; batch < 12; batch++) await fixture.put('x'.repeat(200_000));
    await fixture.service.flush();
    expect(most).toBe(5);
    expect(fixture.calls).toHaveLength(12);
  });
});

describe('results', () => {
  test.each([
    ['without data', {}], ['with its own data', { data: base64('c\u0000\n') }], ['with other data', { data: base64('other') }], ['with null', { data: null }],
  ])('Ok is replaced by its data, Dropped is gone, ProcessingFailed %s keeps the bytes that were put', async (_, failed) => {
    const fixture = stream((event) => ({
      records: event.records.map(({ recordId }, index) => [
        { recordId, result: 'Ok', data: base64('new\n') }, { recordId, result: 'Dropped', ...failed }, { recordId, result: 'ProcessingFailed', ...failed },
      ][index]),
    }));
    await fixture.put('a', 'b', 'c\u0000\n');
    fixture.clock.time += 5;
    await fixture.service.flush();
    expect(fixture.texts('data/')).toEqual(['new\n']);
    expect(lines(fixture.texts('errors/')[0])).toEqual([{
      attemptsMade: 1,
      arrivalTimestamp: Date.UTC(2026, 10, 22, 23, 59, 30),
      errorCode: 'Lambda.ProcessingFailedStatus',
      errorMessage: 'ProcessingFailed status set for record',
      attemptEndingTimestamp: Date.UTC(2026, 10, 22, 23, 59, 30) + 5,
      rawData: base64('c\u0000\n'),
      lambdaArn: FUNCTION_ARN,
    }]);
    expect(fixture.buffered.at(-1)).toBe(0);
    expect(fixture.delivered.map(([, , , records]) => records)).toEqual([1]);
    expect(fixture.failed).toEqual([['events', 'processing-failed', 1]]);
  });

  test('the answer’s order does not matter, and ids that were not sent are ignored', async () => {
    const fixture = stream((event) => ({
      records: [...event.records].reverse().map(({ recordId, data }) => ({ recordId, result: 'Ok', data })).concat({ recordId: 'stray', result: 'Ok', data: '' }),
    }));
    await fixture.put('a', 'b', 'c');
    await fixture.service.flush();
    expect(fixture.texts('data/')).toEqual(['abc']);
  });

  test('a record that the answer leaves out fails alone', async () => {
    const fixture = stream((event) => ({ records: [{ recordId: event.records[0].recordId, result: 'Ok', data: base64('a') }] }));
    await fixture.put('a', 'b');
    await fixture.service.flush();
    expect(fixture.texts('data/')).toEqual(['a']);
    expect(lines(fixture.texts('errors/')[0])).toMatchObject([{ errorCode: 'Lambda.MissingRecordId', rawData: base64('b'), attemptsMade: 1 }]);
  });

  const ok = (recordId: string) => ({ recordId, result: 'Ok', data: '' });
  test.each<[string, (ids: string[]) => unknown, string]>([
    ['an id that comes twice', ([a, b]) => ({ records: [ok(a), ok(b), ok(a)] }), 'Lambda.DuplicatedRecordId'],
    ['an unknown result', ([a, b]) => ({ records: [ok(a), { recordId: b, result: 'OK', data: '' }] }), 'Lambda.FunctionError'],
    ['Ok without data', ([a, b]) => ({ records: [ok(a), { recordId: b, result: 'Ok' }] }), 'Lambda.FunctionError'],
    ['data that is not base64', ([a, b]) => ({ records: [ok(a), { recordId: b, result: 'Ok', data: 'ä' }] }), 'Lambda.FunctionError'],
    ['no records', () => ({}), 'Lambda.FunctionError'],
    ['null', () => null, 'Lambda.FunctionError'],
    ['text that is not JSON', () => 'no json', 'Lambda.JsonProcessingException'],
  ])('%s fails the whole batch, without another try', async (_name, answer, code) => {
    const fixture = stream((event) => answer(event.records.map(({ recordId }) => recordId)));
    await fixture.put('a', 'b');
    await fixture.service.flush();
    expect(fixture.calls).toHaveLength(1);
    expect(fixture.texts('data/')).toEqual([]);
    expect(lines(fixture.texts('errors/')[0])).toMatchObject([{ errorCode: code, rawData: base64('a') }, { errorCode: code, rawData: base64('b') }]);
  });
});

describe('invocations that fail', () => {
  test.each([
    ['function error', 'Lambda.FunctionError', 'The Lambda function was successfully invoked but it returned an error result.'],
    ['timeout', 'Lambda.FunctionTimedOut', 'The Lambda function invocation timed out. Increase the Timeout setting in the Lambda function.'],
    ['throttled', 'Lambda.InvokeLimitExceeded', 'The Lambda concurrent execution limit is exceeded. Increase the concurrent execution limit.'],
  ] as const)('%s: the batch is tried three times more, then written as failed', async (failure, errorCode, errorMessage) => {
    const fixture = stream(() => { throw new InvocationError(failure, 'x'); });
    await fixture.put('a', 'b');
    await fixture.service.flush();
    expect(fixture.calls).toHaveLength(4);
    expect(new Set(fixture.calls.map(({ invocationId }) => invocationId)).size).toBe(4);
    expect(new Set(fixture.calls.map(({ records }) => JSON.stringify(records))).size).toBe(1);
    expect(lines(fixture.texts('errors/')[0])).toMatchObject(['a', 'b'].map((text) => ({ attemptsMade: 4, errorCode, errorMessage, rawData: base64(text) })));
    expect(fixture.fatal).toEqual([]);
  });

  test.each([['0', 1], ['1', 2], ['5', 6]])('NumberOfRetries %s: %d attempts', async (retries, attempts) => {
    const fixture = stream(() => { throw new InvocationError('timeout', 'x'); }, { NumberOfRetries: retries });
    await fixture.put('a');
    await fixture.service.flush();
    expect(fixture.calls).toHaveLength(attempts);
    expect(lines(fixture.texts('errors/')[0])).toMatchObject([{ attemptsMade: attempts }]);
  });

  test('a try that succeeds loses nothing and doubles nothing', async () => {
    const fixture = stream((event, call) => {
      if (call < 3) throw new InvocationError('function error', 'x');
      return everyRecordOk(event);
    });
    await fixture.put('a', 'b');
    await fixture.service.flush();
    expect(fixture.texts('data/')).toEqual(['ab']);
    expect(fixture.texts('errors/')).toEqual([]);
  });

  test('a function that the template does not have', async () => {
    const fixture = stream(everyRecordOk, { LambdaArn: `${FUNCTION_ARN}-2`, NumberOfRetries: '0' });
    await fixture.put('a');
    await fixture.service.flush();
    expect(lines(fixture.texts('errors/')[0])).toMatchObject([{ errorCode: 'Lambda.ResourceNotFound', lambdaArn: `${FUNCTION_ARN}-2` }]);
  });

  test('a mistake of our own is told, not taken for the function’s', async () => {
    const fixture = stream(() => { throw new TypeError('bug'); });
    await fixture.put('a');
    await expect(fixture.service.flush()).rejects.toThrow('bug');
    expect(fixture.fatal.map(({ message }) => message)).toEqual(['bug']);
    expect(fixture.texts('errors/')).toEqual([]);
  });
});

test('property: whatever the function does, every record is delivered, dropped on purpose, or kept with its bytes', async () => {
  const what = fc.constantFrom('Ok', 'Dropped', 'ProcessingFailed', 'missing');
  const batch = fc.array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 20 }), what), { minLength: 1, maxLength: 20 });
  await fc.assert(fc.asyncProperty(batch, async (records) => {
    const fixture = stream((event) => ({
      records: event.records
        .map((record, index) => ({ recordId: record.recordId, result: records[index][1], data: record.data }))
        .filter(({ result }) => result !== 'missing'),
    }));
    await fixture.service.call('PutRecordBatch', JSON.stringify({
      DeliveryStreamName: 'events', Records: records.map(([bytes]) => ({ Data: Buffer.from(bytes).toString('base64') })),
    }));
    await fixture.service.flush();
    const bytesOf = (...kinds: string[]) => records.filter(([, kind]) => kinds.includes(kind)).map(([bytes]) => Buffer.from(bytes));
    const written = [...fixture.objects].filter(([key]) => key.startsWith('bucket/data/')).map(([, body]) => body);
    expect(Buffer.concat(written)).toEqual(Buffer.concat(bytesOf('Ok')));
    const kept = fixture.texts('errors/').flatMap(lines).map(({ rawData }) => Buffer.from(String(rawData), 'base64'));
    expect(kept).toEqual(bytesOf('ProcessingFailed', 'missing'));
    expect(fixture.buffered.at(-1)).toBe(0);
  }), runs(200));
});
