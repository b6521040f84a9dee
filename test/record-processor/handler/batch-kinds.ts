import type { FirehoseTransformationEventRecord } from 'aws-lambda';
import { decodeRecord } from '../../../src/record-processor/handler/decode-record';
import type { Batch } from '../../../src/record-processor/handler/process-batch';
import { processBatch } from '../../../src/record-processor/handler/process-batch';
import { eventRecordLines, packedRecordLines } from '../../../src/record-processor/handler/record-lines';
import { spliceBatch } from '../../../src/record-processor/handler/splice-batch';
import { spliceLines } from '../../../src/record-processor/handler/splice-lines';
import type { UserTransform } from '../../../src/record-processor/handler/user-transform';

type Records = FirehoseTransformationEventRecord[];

/** A batch of records that are one event each, as index.lambda.mjs answers it. */
export async function processEvents(records: Records, user?: UserTransform): Promise<Batch> {
  return processBatch(records, eventRecordLines, spliceBatch, user);
}

/** A batch of records that hold many events, as packed.lambda.mjs answers it. */
export async function processPacked(records: Records, user?: UserTransform): Promise<Batch> {
  return processBatch(records, packedRecordLines, spliceLines, user);
}

/** What both kinds of record become without their fast path. */
export async function eventLines(record: Records[number]): Promise<string> {
  return eventRecordLines(decodeRecord(record.data), record);
}

export async function packedLines(record: Records[number]): Promise<string> {
  return packedRecordLines(decodeRecord(record.data), record);
}
