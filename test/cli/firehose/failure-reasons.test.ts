import { everyRecordOk, FUNCTION_ARN, lambdaProcessing, StreamFixture } from './stream-fixture';
import type { LambdaEvent } from './stream-fixture';
import { InvocationError } from '../../../cli/invocation-error';
import type { FailedRecord } from '../../../cli/services';

const ERRORS = { Prefix: 'data/', ErrorOutputPrefix: 'errors/!{firehose:error-output-type}/' };

function stream(answer: (event: LambdaEvent, call: number) => unknown, parameters: Record<string, string> = {}): StreamFixture {
  return new StreamFixture({ ...ERRORS, ProcessingConfiguration: lambdaProcessing(parameters) }, { answer });
}

describe('why batches fail is told', () => {
  const why = async (answer: (event: LambdaEvent, call: number) => unknown, parameters: Record<string, string> = {}) => {
    const fixture = stream(answer, { NumberOfRetries: '1', ...parameters });
    for (const text of ['a', 'b', 'c']) {
      await fixture.put(text);
      await fixture.service.flush();
    }
    return fixture.warnings;
  };

  test.each([
    ['timeout', 'Task timed out after 3.00 seconds'],
    ['function error', 'Runtime exited with error: exit status 3'],
    ['request too large', 'the request is over 6291456 bytes'],
    ['throttled', 'Rate Exceeded.'],
  ] as const)('once for a %s', async (failure, message) => {
    const warnings = await why(() => { throw new InvocationError(failure, message); });
    expect(warnings).toEqual([expect.stringContaining(message)]);
    expect(warnings[0]).toContain('the function processor ');
    expect(warnings[0]).toContain('events');
  });

  test('once for a function that the template does not have', async () => {
    expect(await why(everyRecordOk, { LambdaArn: `${FUNCTION_ARN}-2:live` })).toEqual([expect.stringMatching(/the function processor-2 .*function:processor-2/)]);
  });

  test.each([
    ['text that is not JSON', () => 'no json', /parsing returned records/],
    ['an answer of another form', () => ({}), /required format/],
    ['a record that is left out', () => ({ records: [] }), /record Ids were not returned/],
  ])('once for %s', async (_name, answer, message) => {
    expect(await why(answer)).toEqual([expect.stringMatching(message)]);
  });

  test('once for each message, on one line, and not without end', async () => {
    let calls = 0;
    const fixture = stream(() => { throw new InvocationError('function error', `Error: no\n  ${calls++} ${'x'.repeat(2000)}`); }, { NumberOfRetries: '0' });
    for (let batch = 0; batch < 100; batch++) {
      await fixture.put('a');
      await fixture.service.flush();
    }
    expect(fixture.warnings[0]).toContain('Error: no 0 x');
    expect(fixture.warnings[1]).toContain('Error: no 1 x');
    expect(new Set(fixture.warnings).size).toBe(fixture.warnings.length);
    expect(fixture.warnings.length).toBeLessThanOrEqual(21);
    expect(Math.max(...fixture.warnings.map((warning) => warning.length))).toBeLessThan(600);
  });

  test('not for a try that another one makes good, nor for records that the function itself fails or drops', async () => {
    expect(await why((event, call) => {
      if (call === 1) throw new InvocationError('timeout', 'slow');
      return { records: event.records.map(({ recordId }) => ({ recordId, result: call === 2 ? 'ProcessingFailed' : 'Dropped' })) };
    })).toEqual([]);
  });
});

describe('which records failed and why is passed on', () => {
  const failures = async (answer: (event: LambdaEvent, call: number) => unknown) => {
    const told: FailedRecord[][] = [];
    const fixture = new StreamFixture({ ...ERRORS, ProcessingConfiguration: lambdaProcessing({ NumberOfRetries: '0' }) }, {
      answer, failures: { failed: (records) => told.push([...records]) },
    });
    await fixture.put('a', 'b');
    await fixture.service.flush();
    return told;
  };
  const base64 = (text: string) => Buffer.from(text).toString('base64');

  test('for a call that failed, with its error', async () => {
    const told = await failures(() => { throw new InvocationError('timeout', 'Task timed out after 3.00 seconds'); });
    const rest = { errorCode: 'Lambda.FunctionTimedOut', reason: 'Task timed out after 3.00 seconds', id: expect.stringMatching(/^\d{56}$/) };
    expect(told).toEqual([[{ data: base64('a'), ...rest }, { data: base64('b'), ...rest }]]);
  });

  test('for a record that the function fails, whose log may tell', async () => {
    const told = await failures((event) => ({
      records: event.records.map(({ recordId }, index) => ({ recordId, result: index === 0 ? 'ProcessingFailed' : 'Dropped' })),
    }));
    expect(told).toEqual([[expect.objectContaining({ data: base64('a'), errorCode: 'Lambda.ProcessingFailedStatus', reason: undefined })]]);
  });

  test('not for an answer that breaks the rules, which the error object names', async () => {
    expect(await failures(() => 'no json')).toEqual([]);
  });

  test('not for records that are delivered', async () => {
    expect(await failures(everyRecordOk)).toEqual([]);
  });
});
