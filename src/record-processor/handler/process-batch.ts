import { createHash } from 'crypto';
import type { FirehoseTransformationEventRecord, FirehoseTransformationResultRecord } from 'aws-lambda';
import { Answers } from './answers';
import { decodeBase64 } from './base64';
import { linesOf } from './lines-of';
import { RecordFailure } from './record-failure';
import { spliceBatch } from './splice-batch';
import type { UserTransform } from './user-transform';

/** As many hashes of failed records as one log line names. */
const SAMPLE = 10;

/** All failed records of a batch that have the same code. */
export interface FailureGroup {
  readonly code: string;
  readonly message: string;
  count: number;
  /** Of the records as they came, in hex. */
  readonly sha256: string[];
}

/** What became of a batch. */
export interface Batch {
  /** One answer for each record, in order. */
  readonly records: FirehoseTransformationResultRecord[];
  readonly failures: FailureGroup[];
  readonly dropped: number;
}

/** Answers every record of a batch, whatever its bytes. One record after another: the user's code may keep a state. */
export async function processBatch(records: FirehoseTransformationEventRecord[], user?: UserTransform): Promise<Batch> {
  const ids = Buffer.from(JSON.stringify(records.map(({ recordId }) => recordId)));
  const answers = new Answers(records.length, ids.length);
  const failures = new Map<string, FailureGroup>();
  let dropped = 0;
  const spliced = user ? [] : spliceBatch(records, ids);
  for (const [n, record] of records.entries()) {
    try {
      const data = spliced[n] ?? Buffer.from(await linesOf(record, user)).toString('base64');
      if (data === '') {
        answers.addDropped(record.recordId);
        dropped++;
      } else {
        answers.addOk(record.recordId, data);
      }
    } catch (error) {
      answers.addFailed(record.recordId);
      count(failures, error instanceof RecordFailure ? error : RecordFailure.of('Unexpected'), record.data);
    }
  }
  return { records: answers.records, failures: [...failures.values()], dropped };
}

function count(failures: Map<string, FailureGroup>, { code, message }: RecordFailure, data: string): void {
  const group = failures.get(code) ?? { code, message, count: 0, sha256: [] };
  failures.set(code, group);
  group.count++;
  if (group.sha256.length < SAMPLE) {
    group.sha256.push(createHash('sha256').update(decodeBase64(data) ?? String(data)).digest('hex'));
  }
}
