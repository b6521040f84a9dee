import type { ProcessingFailure } from './processing-failure';
import type { PutRecord } from './record';

export interface FailedAttempts {
  readonly failure: ProcessingFailure;
  readonly attemptsMade: number;
  /** When the last attempt ended, in milliseconds since the epoch. */
  readonly endedAt: number;
  readonly lambdaArn: string;
}

/** The line that the service writes for a record it could not process, with the bytes as they were put. */
export function errorEnvelope(record: PutRecord, attempts: FailedAttempts): string {
  return `${JSON.stringify({
    attemptsMade: attempts.attemptsMade,
    arrivalTimestamp: record.arrival,
    errorCode: attempts.failure.code,
    errorMessage: attempts.failure.message,
    attemptEndingTimestamp: attempts.endedAt,
    rawData: record.data,
    lambdaArn: attempts.lambdaArn,
  })}\n`;
}
