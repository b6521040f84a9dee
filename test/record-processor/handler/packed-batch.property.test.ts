import type { FirehoseTransformationEventRecord } from 'aws-lambda';
import * as fc from 'fast-check';
import { anyPackedRecord } from './any-records';
import { packedLines, processEvents, processPacked } from './batch-kinds';
import { decodeRecord } from '../../../src/record-processor/handler/decode-record';
import { spliceLines } from '../../../src/record-processor/handler/splice-lines';
import type { UserTransform } from '../../../src/record-processor/handler/user-transform';
import { runs } from '../../support/property-runs';

/** What Lambda returns at most, in bytes. */
const LAMBDA_LIMIT = 6 * 1024 * 1024;

type Records = FirehoseTransformationEventRecord[];

/** Said without a matcher: this runs often. */
function check(holds: boolean, what: string): void {
  if (!holds) {
    throw new Error(what);
  }
}

/** The lines of a record, each as a record of its own under the id that its event has; none if the record is no text. An event that is spread over lines is one. */
function asRecords({ recordId, approximateArrivalTimestamp, data }: Records[number]): Records {
  let text: string;
  try {
    text = decodeRecord(data);
  } catch {
    return [];
  }
  const lines = isJson(text) ? [text] : text.split('\n');
  return lines
    .map((line, n) => ({ recordId: `${recordId}-${n}`, approximateArrivalTimestamp, data: Buffer.from(line).toString('base64'), line }))
    .filter(({ line }) => line.replace(/[ \t\r]/g, '') !== '');
}

function isJson(text: string): boolean {
  try {
    // An event on one line has the number of its line, blank ones before it counted.
    return JSON.parse(text) !== undefined && text.trim().includes('\n');
  } catch {
    return false;
  }
}

/** What the handler for single events makes of the same lines; a record is what its lines are together. */
async function expected(record: Records[number], user?: UserTransform): Promise<{ result: string; data?: string }> {
  const { records: answers } = await processEvents(asRecords(record), user);
  if (answers.length === 0 || answers.some(({ result }) => result === 'ProcessingFailed')) {
    return { result: 'ProcessingFailed' };
  }
  const lines = answers.map(({ data }) => Buffer.from(data ?? '', 'base64').toString()).join('');
  return lines === '' ? { result: 'Dropped' } : { result: 'Ok', data: Buffer.from(lines).toString('base64') };
}

async function checkAnswer(records: Records, user?: UserTransform): Promise<void> {
  const batch = await processPacked(records, user);
  const answers = batch.records;
  check(answers.length === records.length && answers.every(({ recordId }, n) => recordId === records[n].recordId), 'one answer for each record, in order');
  const count = (result: string) => answers.filter((answer) => answer.result === result).length;
  check(count('Dropped') === batch.dropped, 'what is counted as dropped is what is answered');
  check(count('ProcessingFailed') === batch.failures.reduce((sum, group) => sum + group.count, 0), 'what is counted as failed is what is answered');
  check(count('Ok') + count('Dropped') + count('ProcessingFailed') === records.length, 'each record is Ok, dropped or failed');
  check(Buffer.byteLength(JSON.stringify({ records: answers })) <= LAMBDA_LIMIT, 'the answer fits into what Lambda returns');
  check(JSON.stringify(await processPacked(records, user)) === JSON.stringify(batch), 'the same batch gives the same bytes');
  for (const [n, record] of records.entries()) {
    const { result, data } = await expected(record, user);
    check(answers[n].result === result && (result === 'ProcessingFailed' || answers[n].data === data), `record ${n} is what its lines are as records of their own: ${result}`);
  }
}

/** @returns how many records took the fast path */
async function checkPaths(records: Records): Promise<number> {
  const fast = spliceLines(records);
  for (const [n, lines] of fast.entries()) {
    check(lines === undefined || lines === Buffer.from(await packedLines(records[n])).toString('base64'), 'both paths give the same bytes');
  }
  return fast.filter((lines) => lines !== undefined).length;
}

test('any packed records become what their lines would be as records of their own, by both paths', async () => {
  let records = 0;
  let spliced = 0;
  await fc.assert(fc.asyncProperty(fc.array(anyPackedRecord, { maxLength: 4 }), async (batch) => {
    await checkAnswer(batch);
    records += batch.length;
    spliced += await checkPaths(batch);
  }), runs(5000));
  // A property that never meets the fast path would prove nothing about it.
  expect(spliced / records).toBeGreaterThan(0.1);
}, 300_000);

/** Everything that a transform can do, decided by the event's text so that the same event meets the same. */
const RESULTS: ((event: any, context: any) => unknown)[] = [
  (event) => event,
  (event) => event,
  (event, context) => ({ ...event, context }),
  () => undefined,
  () => [],
  (event) => [event, event, {}],
  (event) => [{ ...event, event_id: 'a' }, { ...event, event_id: 'b' }],
  async () => ({}),
];
const FAILING: typeof RESULTS = [() => { throw new Error('no'); }, async () => Promise.reject(new Error('no')), () => 17, () => ({ a: 1n })];
const choose = (results: typeof RESULTS): UserTransform => ({
  transform: (event, context) => results[JSON.stringify(event).length % results.length](event, context), nameOf: () => undefined,
});

test.each([['', RESULTS], [' that may fail', [...RESULTS, ...FAILING]], [' that skips all', [() => undefined]]])('so they do with any transform%s', async (_, results) => {
  await fc.assert(fc.asyncProperty(fc.array(anyPackedRecord, { maxLength: 4 }), async (batch) => checkAnswer(batch, choose(results))), runs(800));
}, 300_000);

test('random bytes are answered in full', async () => {
  const bytes = fc.oneof(fc.uint8Array({ maxLength: 64 }).map((each) => Buffer.from(each).toString('base64')), fc.string({ unit: 'binary' }), fc.base64String());
  const record = fc.record({ recordId: fc.string({ unit: 'binary', minLength: 1 }), approximateArrivalTimestamp: fc.double(), data: bytes });
  await fc.assert(fc.asyncProperty(fc.array(record, { maxLength: 8 }), async (batch) => checkAnswer(batch)), runs(2000));
}, 300_000);
