import { base64Size } from './base64';
import { DUPLICATED_RECORD_ID, INVALID_FORMAT, MISSING_RECORD_ID, NOT_JSON, PROCESSING_FAILED_STATUS } from './processing-failure';
import type { ProcessingFailure } from './processing-failure';
import type { PutRecord } from './record';

/** What became of one record: its new base64 text, 'dropped', or why it failed. */
export type Outcome =
  | { readonly kind: 'ok'; readonly data: string }
  | { readonly kind: 'dropped' }
  | {
    readonly kind: 'failed';
    readonly failure: ProcessingFailure;
    /** Why the call failed, where the service's text does not say it. */
    readonly reason?: string;
  };

interface AnswerRecord {
  readonly recordId: string;
  readonly result: string;
  readonly data?: string;
}

const DROPPED: Outcome = { kind: 'dropped' };
const FAILED_STATUS: Outcome = { kind: 'failed', failure: PROCESSING_FAILED_STATUS };
const MISSING: Outcome = { kind: 'failed', failure: MISSING_RECORD_ID };

/**
 * Reads the function's answer: one outcome per record, in the records' order. An answer that breaks the status model fails the whole
 * batch, as the service does; a record that the answer leaves out fails alone.
 */
export function readAnswer(answer: string, records: readonly PutRecord[]): Outcome[] {
  const returned = parse(answer);
  if (!Array.isArray(returned)) return records.map(() => ({ kind: 'failed', failure: returned }));
  if (returned.length === records.length && returned.every((record, index) => record.recordId === records[index].id)) {
    return returned.map(outcomeOf);
  }
  const byId = new Map(returned.map((record) => [record.recordId, record]));
  if (byId.size < returned.length) return records.map(() => ({ kind: 'failed', failure: DUPLICATED_RECORD_ID }));
  return records.map((record) => {
    const match = byId.get(record.id);
    return match === undefined ? MISSING : outcomeOf(match);
  });
}

function parse(answer: string): AnswerRecord[] | ProcessingFailure {
  let value: unknown;
  try {
    value = JSON.parse(answer);
  } catch {
    return NOT_JSON; // the code says all that the service says
  }
  const records = (value as { records?: unknown } | null)?.records;
  return Array.isArray(records) && records.every(isValid) ? records : INVALID_FORMAT;
}

function isValid(record: unknown): record is AnswerRecord {
  const { recordId, result, data } = record as Partial<AnswerRecord> | null ?? {};
  if (typeof recordId !== 'string') return false;
  if (result === 'Dropped' || result === 'ProcessingFailed') return true;
  return result === 'Ok' && typeof data === 'string' && base64Size(data) !== undefined;
}

function outcomeOf(record: AnswerRecord): Outcome {
  if (record.result === 'Ok') return { kind: 'ok', data: record.data ?? '' };
  return record.result === 'Dropped' ? DROPPED : FAILED_STATUS;
}
