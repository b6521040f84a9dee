import { createHash } from 'crypto';
import type { FirehoseTransformationEventRecord, FirehoseTransformationResultRecord } from 'aws-lambda';
import { Answers } from './answers';
import { decodeBase64 } from './base64';
import { decodeRecord } from './decode-record';
import { RecordFailure } from './record-failure';
import type { TransformContext, UserTransform } from './user-transform';

/** As many hashes of failed records as one log line names. */
const SAMPLE = 10;

/** All failed records of a batch that have the same code and message. */
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

/** The lines of a record with this text; none if the transform skips all of it. */
export type LinesOf = (text: string, record: TransformContext, user?: UserTransform) => Promise<string>;

/** A faster way for a batch without a transform: for each record its lines in base64, or nothing if it is left to the other way. */
export type SpliceBatch = (records: FirehoseTransformationEventRecord[], ids: Buffer) => (string | undefined)[];

/**
 * Answers every record of a batch, whatever its bytes. One record after another: the user's code may keep a state.
 * @param linesOf what a record is: one event, or many
 */
export async function processBatch(
  records: FirehoseTransformationEventRecord[], linesOf: LinesOf, spliceBatch: SpliceBatch, user?: UserTransform,
): Promise<Batch> {
  const ids = Buffer.from(JSON.stringify(records.map(({ recordId }) => recordId)));
  const answers = new Answers(records.length, ids.length);
  const failures = new Map<string, FailureGroup>();
  let dropped = 0;
  const spliced = user ? [] : spliceBatch(records, ids);
  for (const [n, record] of records.entries()) {
    try {
      const data = spliced[n] ?? Buffer.from(await linesOf(decodeRecord(record.data), record, user)).toString('base64');
      if (data === '') {
        answers.addDropped(record.recordId);
        dropped++;
      } else {
        answers.addOk(record.recordId, data);
      }
    } catch (error) {
      answers.addFailed(record.recordId, record.data);
      count(failures, error instanceof RecordFailure ? error : RecordFailure.of('Unexpected'), record.data);
    }
  }
  return { records: answers.close(), failures: [...failures.values()], dropped };
}

function count(failures: Map<string, FailureGroup>, { code, message }: RecordFailure, data: string): void {
  const reason = code + message;
  const group = failures.get(reason) ?? { code, message, count: 0, sha256: [] };
  failures.set(reason, group);
  group.count++;
  if (group.sha256.length < SAMPLE) {
    group.sha256.push(createHash('sha256').update(decodeBase64(data) ?? String(data)).digest('hex'));
  }
}
