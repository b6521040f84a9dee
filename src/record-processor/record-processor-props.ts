import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Duration, Size } from 'aws-cdk-lib/core';
import type { Transform } from './transform';
import type { BatchMode } from '../batch-mode';

/** Settings of a record processor. */
export interface RecordProcessorProps {
  /**
   * What happens to each event.
   *
   * @default - every event is kept as it came
   */
  readonly transform?: Transform;

  /**
   * What a record of the stream is: one event, or many, one a line, as a `TrackApi` in the same mode and other producers put them.
   *
   * Packed, each line is an event for the transform and becomes a line of its own, and blank lines are left out. One line that is no event, or that the
   * transform fails for, makes its whole record fail. An event without an `event_id` gets `<record id>-<line>`, counted from 0. A record of one event is
   * packed too, so that a producer may go on as before.
   *
   * Records of the other mode are taken in both, so that no event that is under way fails when the mode changes.
   *
   * @default BatchMode.PER_EVENT
   */
  readonly batchMode?: BatchMode;

  /**
   * How long the function may take for one batch, 1 second to 5 minutes.
   *
   * Cannot be set together with `Transform.fromFunction`, nor can `memorySize` and `logRetention`.
   *
   * @default Duration.seconds(30)
   */
  readonly timeout?: Duration;

  /**
   * The memory of the function in MiB, 128 to 10,240. The processor's share of a CPU grows with it.
   *
   * @default 1024
   */
  readonly memorySize?: number;

  /**
   * How long Firehose collects records for one call of the function, 0 to 900 seconds.
   *
   * @default Duration.seconds(60)
   */
  readonly bufferInterval?: Duration;

  /**
   * How much Firehose collects for one call of the function, 0.2 to 3 MiB. Kibibytes work too.
   *
   * Lambda answers 6 MB at most, and base64 and Firehose's framing make small events larger: above 2 MiB some may not fit.
   *
   * @default Size.mebibytes(1)
   */
  readonly bufferSize?: Size;

  /**
   * How often Firehose calls the function again with a batch that it failed for or timed out on: 0 to 300 times. Then the batch goes to
   * the error prefix.
   *
   * @default 3
   */
  readonly retries?: number;

  /**
   * The log group that the function writes to. It holds no events. Give one with an `encryptionKey` to encrypt the log with a customer managed key, whose policy must
   * allow CloudWatch Logs of the region to use it: `encryptionKey` of a pipeline is not used for logs. Not used for a
   * function from `Transform.fromFunction`, which has a log group already.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   * @default - a dedicated log group, deleted with the stack
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * How long the log of the function is kept. Cannot be set together with `logGroup`.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * Whether resources made here acknowledge, each with a reason, the rules of cdk-nag (AwsSolutions, versions 2 and 3) that they do not follow on purpose.
   * `false` leaves that out of the template. What is found on resources of yours is never acknowledged.
   *
   * @see https://github.com/cdklabs/cdk-nag#suppressing-a-rule
   * @default true
   */
  readonly nagAcknowledgements?: boolean;
}
