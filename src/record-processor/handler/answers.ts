import type { FirehoseTransformationResultRecord } from 'aws-lambda';
import { RecordFailure } from './record-failure';

/** Lambda answers 6 MB at most, and an answer above it fails the whole batch. In bytes. */
export const ANSWER_LIMIT = 6_000_000;

const FAILED = sizeOf(failed(''));
const OK = sizeOf(ok('', ''));

/**
 * The answers of a batch, in order. Room for the shortest answer to every record is kept from the start, so that one large record cannot take
 * it from the others. Firehose keeps the bytes of a failed record itself, so that only what is Ok carries data.
 */
export class Answers {
  readonly records: FirehoseTransformationResultRecord[] = [];
  private size: number;

  /** @param idsSize the bytes of all ids, as a list in JSON */
  constructor(count: number, idsSize: number) {
    // The list has brackets and commas as the answers have, and its ids have quotes as the empty id has: two bytes that are counted in both.
    this.size = sizeOf({ records: [] }) - 2 + idsSize + count * (FAILED - 2);
  }

  /**
   * @param data the lines, in base64
   * @throws RecordFailure if Lambda could not return it together with the others
   */
  addOk(recordId: string, data: string): void {
    const growth = OK - FAILED + data.length;
    if (this.size + growth > ANSWER_LIMIT) {
      throw RecordFailure.of('AnswerTooLarge');
    }
    this.size += growth;
    this.records.push(ok(recordId, data));
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
