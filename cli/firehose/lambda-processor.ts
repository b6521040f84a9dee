import { InvocationError } from '../invocation-error';
import type { Functions } from '../services';
import type { Clock } from './clock';
import type { FailedAttempts } from './error-envelope';
import { FailureReasons } from './failure-reasons';
import { lambdaEvent } from './lambda-event';
import { failureOf, PROCESSING_FAILED_STATUS } from './processing-failure';
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
  readonly streamName: string;
  /** Told once for each reason why batches fail. */
  readonly warn: (message: string) => void;
  readonly region: string;
  readonly functions: Functions;
  readonly clock: Clock;
  readonly uuid: () => string;
}

/** Sends a batch of records through the function, again and again while the invocation fails and retries are left. */
export class LambdaProcessor {
  private readonly reasons: FailureReasons;

  constructor(private readonly options: LambdaProcessorOptions) {
    this.reasons = new FailureReasons(options.settings.functionArn, options.streamName, options.warn);
  }

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
      const outcomes = readAnswer(answer, records);
      this.tellBrokenAnswer(outcomes);
      return outcomes;
    } catch (error) {
      if (!(error instanceof InvocationError)) throw error;
      if (!isLast) return undefined;
      this.reasons.tell(error.message);
      const failed: Outcome = { kind: 'failed', failure: failureOf(error), reason: error.message };
      return records.map(() => failed);
    }
  }
  /** An answer that breaks the service's rules; one that fails a record on purpose does not. */
  private tellBrokenAnswer(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) {
      if (outcome.kind === 'failed' && outcome.failure !== PROCESSING_FAILED_STATUS) return this.reasons.tell(outcome.failure.message);
    }
  }
}
