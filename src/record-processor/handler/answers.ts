import type { FirehoseTransformationResultRecord } from 'aws-lambda';
import { decodeBase64 } from './base64';
import { RecordFailure } from './record-failure';

/** Lambda answers 6 MB at most, and an answer above it fails the whole batch. In bytes. */
export const ANSWER_LIMIT = 6_000_000;

const FAILED = sizeOf(failed(''));
const OK = sizeOf(ok('', ''));
const DATA = sizeOf({ ...failed(''), data: '' }) - FAILED;

/**
 * The answers of a batch, in order. Room for the shortest answer to every record is kept from the start, so that one large record cannot take
 * it from the others.
 */
export class Answers {
  private readonly answers: FirehoseTransformationResultRecord[] = [];
  private readonly failed: [answer: FirehoseTransformationResultRecord, data: string][] = [];
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
    this.answers.push(ok(recordId, data));
  }

  addDropped(recordId: string): void {
    this.answers.push({ recordId, result: 'Dropped' });
  }

  /** @param data of the record as it came; its base64 may be invalid */
  addFailed(recordId: string, data: string): void {
    const answer = failed(recordId);
    this.answers.push(answer);
    this.failed.push([answer, data]);
  }

  /**
   * All answers. AWS documents `data` for every record, so that failed ones get their own back, as far as there is room beside what is Ok. Firehose
   * takes answers without it too, as AWS's own blueprint gives them, and keeps the record's bytes by itself.
   *
   * @see https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-status-model.html
   */
  close(): FirehoseTransformationResultRecord[] {
    for (const [answer, data] of this.failed) {
      if (this.size + DATA + String(data).length <= ANSWER_LIMIT && decodeBase64(data)) {
        answer.data = data;
        this.size += DATA + data.length;
      }
    }
    return this.answers;
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
