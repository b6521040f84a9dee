import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Duration, RemovalPolicy, Size } from 'aws-cdk-lib/core';
import type { QueryOptions } from './analytics';
import type { BatchMode } from './batch-mode';
import type { Transform } from './record-processor';
import type { HttpOptions, TrackAuthorization } from './track-api';

/**
 * Properties of a `ServerlessDataPipeline`. None is required.
 */
export interface ServerlessDataPipelineProps {
  /**
   * The name of the API's stage, which is the first part of the path: 1 to 128 of `A-Z a-z 0-9 _ -`.
   *
   * @default 'dev'
   */
  readonly stageName?: string;

  /**
   * Where the events lie in the bucket: concrete text of 2 to 400 characters, `A-Z a-z 0-9 _ . = / -`, with one slash at the end, none in front,
   * and no part that is empty, `.` or `..`.
   * Failed records lie beside it, under the same name with `-errors`.
   *
   * @default 'firehose/'
   */
  readonly dataPrefix?: string;

  /**
   * How objects are compressed: UNCOMPRESSED, GZIP or HADOOP_SNAPPY. SNAPPY warns; ZIP is an error, because Athena cannot read it.
   *
   * @default Compression.GZIP
   */
  readonly compression?: firehose.Compression;

  /**
   * How long events are collected before an object is written: 0 to 900 seconds. Longer means fewer and larger objects, which Athena reads
   * faster and cheaper.
   *
   * @default Duration.seconds(60)
   */
  readonly bufferingInterval?: Duration;

  /**
   * How much is collected, before compression, until an object is written: 1 to 128 MiB, whole.
   *
   * @default Size.mebibytes(10)
   */
  readonly bufferingSize?: Size;

  /**
   * How long the record processor may take for one batch: 1 to 300 seconds, the most that Firehose waits.
   *
   * @default Duration.seconds(30)
   */
  readonly processorTimeout?: Duration;

  /**
   * The memory of the record processor: 128 to 10,240 MiB. CPU grows with it.
   *
   * @default 1024
   */
  readonly processorMemorySize?: number;

  /**
   * The name of the Glue database: 1 to 255 characters, `a-z 0-9 _`. Another name replaces the database and its tables, which only describe files. A token works
   * too, but then the name cannot change later.
   *
   * @default - a name of its own for each pipeline
   */
  readonly databaseName?: string;

  /**
   * The name of the table: concrete text of 1 to 248 characters, `a-z 0-9 _`. Two more tables take their names from it, with `_raw` and `_errors`
   * behind.
   *
   * @default 'records'
   */
  readonly tableName?: string;

  /**
   * Code of your own that sees each event on its way: it may change it, make several of it, or leave it out.
   *
   * @default - events are kept as they were sent
   */
  readonly transform?: Transform;

  /**
   * How the events of one `POST /batch` become records of the stream. `PACKED` makes one record of them, which is the cheapest way for small events: Firehose
   * bills a record as 5 KB at least. It costs the list of what was not taken, and one event that cannot be processed fails its whole record.
   *
   * @default BatchMode.PER_EVENT
   */
  readonly batchMode?: BatchMode;

  /**
   * Who may send events.
   *
   * @default - anyone who knows the URL; a warning says so
   */
  readonly authorization?: TrackAuthorization;

  /**
   * The origins whose pages may read replies: `*` alone, or one or more of `http(s)://host[:port]`.
   *
   * @default ['*']
   */
  readonly allowedOrigins?: string[];

  /**
   * Further headers that pages may send, such as `traceparent`, `sentry-trace` or `x-request-id`: each name 1 to 128 of `A-Z a-z 0-9 ! # $ % & * + . ^ _ | ~ -`
   * or a backtick, up to 5,000 characters together; or `*` alone for any. Not one that browsers let no page set, such as `Origin` or `Cookie`.
   * An SDK that adds one which is not allowed makes the browser drop every event of its page. `Content-Type`, `Content-Encoding`, what credentials need and
   * the headers of `http.context` are always allowed.
   *
   * @default - none
   */
  readonly allowedHeaders?: string[];

  /**
   * How many requests each method takes: `rateLimit` in requests a second, `burstLimit` in requests. Beyond it a request gets 429.
   *
   * @default - 100 requests a second, bursts of 200
   */
  readonly throttle?: apigateway.ThrottleSettings;

  /**
   * Where the API lives, what stands in front of it, and what events carry about their request.
   *
   * @default - a regional API of its own, with the URL of API Gateway and nothing in front
   */
  readonly http?: HttpOptions;

  /**
   * The bucket that keeps the events and the failed records. A bucket of your own stays yours to configure.
   *
   * @default - a private bucket, TLS only, encrypted, with aborted uploads expired
   */
  readonly bucket?: s3.IBucket;

  /**
   * A symmetric key for the stream, the events, the failed records and the query results.
   *
   * Another key is used for new objects only: keep the old one. Queries over older days need `oldKey.grantDecrypt(analyst)`, because `grantQuery`, `grantRead` and
   * `grantReadErrors` give permissions on the present key. The README says how to change a key. Automatic rotation does not change the key, and needs nothing.
   *
   * @default - keys that AWS owns or manages, at no cost
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The log group that Firehose (delivery errors) and the record processor write to. It holds no events. Give one with an `encryptionKey` to encrypt the log with a customer managed key, whose policy must
   * allow CloudWatch Logs of the region to use it: `encryptionKey` of this construct is not used for logs. A function
   * from `Transform.fromFunction` has a log group already. Several pipelines may share a log group; each function may then write to all of it. The access log of the API is `http.accessLog`.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   * @default - a dedicated log group each, kept for one month, deleted with the stack
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * What happens to the buckets made here when the stack is deleted. `RETAIN` keeps them together with their bucket policies, so that they still take TLS only; statements that
   * grants added to these policies stay too. `DESTROY` empties and deletes them.
   *
   * What Firehose has acknowledged but not yet delivered is lost whenever the stream is deleted or replaced.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * The first day that queries look at: `yyyy-MM-dd`. Partitions are computed from it, none is ever registered.
   *
   * @default '2026-01-01'
   */
  readonly dataStartDate?: string;

  /**
   * Whether the stack gets the outputs `TrackURL`, `BucketName` and `FunctionName`, and `ApiKeyId` of a key that is made here. Of an API in another stack,
   * those that name it go there.
   *
   * @default true
   */
  readonly outputs?: boolean;

  /**
   * Whether resources made here acknowledge, each with a reason, the rules of cdk-nag (AwsSolutions, versions 2 and 3) that they do not follow on purpose.
   * `false` leaves that out of the template. What is found on resources of yours is never acknowledged.
   *
   * @see https://github.com/cdklabs/cdk-nag#suppressing-a-rule
   * @default true
   */
  readonly nagAcknowledgements?: boolean;

  /**
   * Limits and additions for queries: how much one may scan, where results go and how long they stay, named queries of your own.
   *
   * @default - see `QueryOptions`
   */
  readonly queries?: QueryOptions;
}
