import type * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Duration, RemovalPolicy, Size } from 'aws-cdk-lib/core';

/**
 * Properties of a `DeliveryStream`.
 */
export interface DeliveryStreamProps {
  /**
   * The bucket that keeps the events and the failed records.
   *
   * A bucket of your own stays yours: public access block, TLS only, encryption and life cycle are your part, and a warning says so.
   *
   * @default - a private bucket, TLS only, encrypted, with aborted uploads expired
   */
  readonly bucket?: s3.IBucket;

  /**
   * Where the events lie in the bucket: concrete text of 2 to 400 characters, `A-Z a-z 0-9 _ . = / -`, with one slash at the end, none in front,
   * and no part that is empty, `.` or `..`.
   *
   * Objects get `dt=yyyy-MM-dd/` behind it: the arrival day (UTC) of their oldest record. Failed records lie beside it, under the same
   * name with `-errors`.
   *
   * @default 'firehose/'
   */
  readonly dataPrefix?: string;

  /**
   * What Firehose calls with each batch before it delivers, for example a `RecordProcessor`.
   *
   * @default - records are delivered as they were put
   */
  readonly processor?: firehose.IDataProcessor;

  /**
   * How objects are compressed: UNCOMPRESSED, GZIP or HADOOP_SNAPPY. SNAPPY warns, because Athena may not read text in that framing;
   * ZIP is an error, because Athena cannot read it.
   *
   * @see https://docs.aws.amazon.com/athena/latest/ug/compression-formats.html
   * @default Compression.GZIP
   */
  readonly compression?: firehose.Compression;

  /**
   * How long records are collected before an object is written: 0 to 900 seconds. Longer means fewer and larger objects, which Athena
   * reads faster and cheaper.
   *
   * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html
   * @default Duration.seconds(60)
   */
  readonly bufferingInterval?: Duration;

  /**
   * How much is collected, before compression, until an object is written: 1 to 128 MiB, whole.
   *
   * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html
   * @default Size.mebibytes(10)
   */
  readonly bufferingSize?: Size;

  /**
   * A symmetric key for the stream and the objects it writes. Producers need permission to use it, which `grantPutRecords` includes.
   *
   * Another key is used for new records and objects only. Keep the old one enabled: Firehose needs it for the records it has not delivered yet, and readers for the older
   * objects.
   *
   * @default - the stream is encrypted with a key that AWS owns, the objects by the default of the bucket
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * What happens to the bucket (only one made here) when the stack is deleted. `RETAIN` keeps it together with its bucket policy, so that it still takes TLS only; statements that
   * grants added to that policy stay too. `DESTROY` empties and deletes it.
   *
   * What Firehose has acknowledged but not yet delivered is lost whenever the stream is deleted or replaced.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * The log group that Firehose writes delivery errors to. It holds no events. Give one with an `encryptionKey` to encrypt the log with a customer managed key, whose policy must
   * allow CloudWatch Logs of the region to use it: `encryptionKey` of this construct is not used for logs.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   * @default - a dedicated log group, deleted with the stack
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * How long Firehose's log of delivery errors is kept. Cannot be set together with `logGroup`.
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
