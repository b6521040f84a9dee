import type { FirehoseTransformationResultRecord } from 'aws-lambda';
import { RecordFailure } from './record-failure';

/** Lambda answers 6 MB at most, and an answer above it fails the whole batch. In bytes. */
export const ANSWER_LIMIT = 6_000_000;

const FRAME = sizeOf({ records: [] });
const FAILED = sizeOf(failed(''));
const OK = sizeOf(ok('', ''));
const COMMA = 1;

/**
 * The answers of a batch, in order. Room for the shortest answer to every record is kept from the start, so that one large record cannot take
 * it from the others. Firehose keeps the bytes of a failed record itself, so that only what is Ok carries data.
 */
export class Answers {
  readonly records: FirehoseTransformationResultRecord[] = [];
  private size: number;

  constructor(recordIds: string[]) {
    // The quotes of the empty id are counted in both.
    this.size = recordIds.reduce((sum, recordId) => sum + COMMA + FAILED - 2 + sizeOf(recordId), FRAME);
  }

  /** @throws RecordFailure if Lambda could not return it together with the others */
  addOk(recordId: string, lines: string): void {
    const growth = OK - FAILED + 4 * Math.ceil(Buffer.byteLength(lines) / 3);
    if (this.size + growth > ANSWER_LIMIT) {
      throw RecordFailure.of('AnswerTooLarge');
    }
    this.size += growth;
    this.records.push(ok(recordId, Buffer.from(lines).toString('base64')));
  }

  addDropped(recordId: string): void {
    this.records.push({ recordId, result: 'Dropped' });
  }

  addFailed(recordId: string): void {
    this.records.push(failed(recordId));
  }
}

function ok(recordId: string, data: string): FirehoseTransformationResultRecord {
  return { recordId, result: 'Ok', data };
}

function failed(recordId: string): FirehoseTransformationResultRecord {
  return { recordId, result: 'ProcessingFailed' };
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
