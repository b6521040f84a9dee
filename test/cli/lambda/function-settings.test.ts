import { ARN, FunctionFixture } from './function-fixture';
import { Failure } from '../../../cli/failure';

const fixture = new FunctionFixture();
afterEach(async () => fixture.end());
afterAll(async () => fixture.remove());

describe('numbers of the template', () => {
  test.each([
    ['Timeout', 'many', '"many"', 'a whole number from 1'],
    ['Timeout', 0, '0', 'a whole number from 1'],
    ['Timeout', 1.5, '1.5', 'a whole number from 1'],
    ['Timeout', { Ref: 'Seconds' }, '{"Ref":"Seconds"}', 'a whole number from 1'],
    ['MemorySize', '64', '"64"', 'a whole number from 128 to 32768'],
    ['MemorySize', null, 'null', 'a whole number from 128 to 32768'],
    ['MemorySize', '', '""', 'a whole number from 128 to 32768'],
    ['ReservedConcurrentExecutions', -1, '-1', 'a whole number from 0'],
  ])('%s %j is one line with what is allowed', (property, value, got, allowed) => {
    const failure = thrownBy(() => fixture.of({ [property]: value }));
    expect(failure).toBeInstanceOf(Failure);
    for (const part of ['MyFunction', property, `is ${got}`, allowed]) expect(failure.message).toContain(part);
    expect(failure.message).not.toContain('\n');
  });

  test('a number as text is one', async () => {
    const functions = fixture.functions({ 'index.js': 'exports.handler = async (event, context) => context.memoryLimitInMB;' }, { Timeout: '5', MemorySize: '256' });
    expect(await functions.invoke(ARN, '{}')).toBe('"256"');
  });
});

function thrownBy(call: () => unknown): Error {
  try {
    call();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}
