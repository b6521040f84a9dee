import type { FailureCode } from '../contract';
import { FAILURES } from '../contract';

/** Makes one record ProcessingFailed. Its text goes to the log, so it never quotes an event. */
export class RecordFailure extends Error {
  /** A failure of ours, with its fixed text. */
  static of(code: FailureCode): RecordFailure {
    return new RecordFailure(code, FAILURES[code]);
  }

  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
