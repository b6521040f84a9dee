import type { FirehoseTransformationEventRecord } from 'aws-lambda';
import * as fc from 'fast-check';
import { anyRecord } from './any-records';
import { eventLines, processEvents } from './batch-kinds';
import { written } from './firehose-records';
import { spliceBatch } from '../../../src/record-processor/handler/splice-batch';
import { runs } from '../../support/property-runs';

/** What Lambda returns at most, in bytes. */
const LAMBDA_LIMIT = 6 * 1024 * 1024;
const LINE = /^\{[^\r\n]*,"received_at":"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}"\}\n$|^\{"event_id":[^\r\n]*"\}\n$/;

type Records = FirehoseTransformationEventRecord[];

/** Said without a matcher: this runs more often than all other checks of the project together. */
function check(holds: boolean, what: string): void {
  if (!holds) {
    throw new Error(what);
  }
}

async function checkAnswer(records: Records): Promise<void> {
  const batch = await processEvents(records);
  const answers = batch.records;
  check(answers.length === records.length && answers.every(({ recordId }, n) => recordId === records[n].recordId), 'one answer for each record, in order');
  const count = (result: string) => answers.filter((answer) => answer.result === result).length;
  const failed = batch.failures.reduce((sum, group) => sum + group.count, 0);
  check(count('Ok') + batch.dropped + failed === records.length, 'in = ok + dropped + failed');
  check(count('Dropped') === batch.dropped && count('ProcessingFailed') === failed, 'what is counted is what is answered');
  check(batch.dropped === 0, 'nothing is dropped without a transform');
  const text = JSON.stringify({ records: answers });
  check(Buffer.byteLength(text) <= LAMBDA_LIMIT, 'the answer fits into what Lambda returns');
  check(JSON.stringify(await processEvents(records)) === JSON.stringify(batch), 'the same batch gives the same bytes');
  for (const [n, answer] of answers.entries()) {
    // Only the largest batches of `largeRecord` leave no room for it.
    check(answer.result !== 'ProcessingFailed' || answer.data === undefined || answer.data === records[n].data, 'what failed comes back as it came');
    check(answer.result !== 'Ok' || LINE.test(written(answer)), 'each line is one object on one line');
  }
}

/** @returns how many records took the fast path */
async function checkPaths(records: Records): Promise<number> {
  const fast = spliceBatch(records, Buffer.from(JSON.stringify(records.map(({ recordId }) => recordId))));
  for (const [n, line] of fast.entries()) {
    check(line === undefined || line === Buffer.from(await eventLines(records[n])).toString('base64'), 'both paths give the same bytes');
  }
  return fast.filter((line) => line !== undefined).length;
}

test('100,000 batches of any records are answered in full, and the same by both paths', async () => {
  let records = 0;
  let spliced = 0;
  await fc.assert(fc.asyncProperty(fc.array(anyRecord, { maxLength: 4 }), async (batch) => {
    await checkAnswer(batch);
    records += batch.length;
    spliced += await checkPaths(batch);
  }), runs(100_000));
  // A property that never meets the fast path would prove nothing about it.
  expect(spliced / records).toBeGreaterThan(0.2);
}, 300_000);

/** A record of some size that no other check meets: up to 1,000 KiB, the most that Firehose takes. */
const largeRecord = fc.tuple(anyRecord, fc.nat({ max: 1_024_000 - 20 }), fc.constantFrom('x', 'é', '\\u00e9', '"},{"'), fc.boolean())
  .map(([record, size, filling, whole]) => {
    const text = JSON.stringify({ a: filling.repeat(Math.floor(size / Buffer.byteLength(JSON.stringify(filling)))) });
    return { ...record, data: Buffer.from(whole ? `${text}\n` : text.slice(0, -1)).toString('base64') };
  });

test('batches of up to 500 records, and records of up to 1,000 KiB, are answered in full', async () => {
  const many = fc.array(anyRecord, { minLength: 100, maxLength: 500, size: 'max' });
  const large = fc.array(fc.oneof(anyRecord, largeRecord), { maxLength: 8 });
  await fc.assert(fc.asyncProperty(fc.oneof(many, large), async (batch) => {
    await checkAnswer(batch);
    await checkPaths(batch);
  }), runs(150));
}, 300_000);
