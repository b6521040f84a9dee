import { InvocationError } from '../invocation-error';
import type { Functions } from '../services';
import type { Clock } from './clock';
import type { FailedAttempts } from './error-envelope';
import { lambdaEvent } from './lambda-event';
import { failureOf } from './processing-failure';
import { readAnswer } from './processor-answer';
import type { Outcome } from './processor-answer';
import type { LambdaProcessorSettings } from './processor-settings';
import type { PutRecord } from './record';

export interface ProcessedBatch {
  /** One per record, in the records' order. */
  readonly outcomes: readonly Outcome[];
  /** For the envelopes of those that failed. */
  readonly attempts: Omit<FailedAttempts, 'failure'>;
}

export interface LambdaProcessorOptions {
  readonly settings: LambdaProcessorSettings;
  readonly streamArn: string;
  readonly region: string;
  readonly functions: Functions;
  readonly clock: Clock;
  readonly uuid: () => string;
}

/** Sends a batch of records through the function, again and again while the invocation fails and retries are left. */
export class LambdaProcessor {
  constructor(private readonly options: LambdaProcessorOptions) {}

  async process(records: readonly PutRecord[]): Promise<ProcessedBatch> {
    const { settings, clock } = this.options;
    for (let attemptsMade = 1; ; attemptsMade++) {
      const outcomes = await this.attempt(records, attemptsMade > settings.retries);
      if (outcomes !== undefined) {
        return { outcomes, attempts: { attemptsMade, endedAt: clock.now(), lambdaArn: settings.functionArn } };
      }
    }
  }

  /** undefined: the invocation failed and is to be tried again. */
  private async attempt(records: readonly PutRecord[], isLast: boolean): Promise<Outcome[] | undefined> {
    const { settings, streamArn, region, functions, uuid } = this.options;
    try {
      // The service takes a new invocation id for each attempt; record ids stay.
      const answer = await functions.invoke(settings.functionArn, lambdaEvent(uuid(), streamArn, region, records));
      return readAnswer(answer, records);
    } catch (error) {
      if (!(error instanceof InvocationError)) throw error;
      if (!isLast) return undefined;
      const failed: Outcome = { kind: 'failed', failure: failureOf(error) };
      return records.map(() => failed);
    }
  }
}
