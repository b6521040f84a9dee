import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { HttpOptions } from './http-options';
import type { TrackAuthorization } from './track-authorization';
import type { BatchMode } from '../batch-mode';

/**
 * Properties of a `TrackApi`.
 */
export interface TrackApiProps {
  /**
   * The stream that takes the events: a `DeliveryStream`, or any other stream of the same region and account.
   *
   * If a stream of the app has a customer managed key, API Gateway is allowed to use it. Of an imported stream the key is not known: see `deliveryStreamKey`.
   */
  readonly deliveryStream: firehose.IDeliveryStreamRef;

  /**
   * The customer managed key of an imported stream. Firehose requires of the caller of `PutRecord` and `PutRecordBatch` that it may use the key
   * (`kms:GenerateDataKey` and `kms:Decrypt`), and without that every POST gets 500. Leave it out for a stream of the app, whose key is known, and for a
   * stream without a customer managed key.
   *
   * @see https://docs.aws.amazon.com/firehose/latest/dev/encryption.html#sse-with-direct-put
   * @default - the key of the stream, if the stream is one of the app; a warning if it is imported
   */
  readonly deliveryStreamKey?: kms.IKey;

  /**
   * The name of the stage, which is the first part of the path: 1 to 128 of `A-Z a-z 0-9 _ -`.
   *
   * @default 'dev'
   */
  readonly stageName?: string;

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
   * A rate above 500 requests a second warns: two methods then pass 1,000, the smallest quota of a stream over all regions.
   *
   * @see https://docs.aws.amazon.com/firehose/latest/dev/limits.html
   * @default - 100 requests a second, bursts of 200
   */
  readonly throttle?: apigateway.ThrottleSettings;

  /**
   * How the events of one `POST /batch` become records. What is behind the stream must take what comes: a `RecordProcessor` has the same prop.
   *
   * @default BatchMode.PER_EVENT
   */
  readonly batchMode?: BatchMode;

  /**
   * Where the API lives, what stands in front of it, and what events carry about their request.
   *
   * @default - a regional API of its own, with the URL of API Gateway and nothing in front
   */
  readonly http?: HttpOptions;

  /**
   * Whether resources made here acknowledge, each with a reason, the rules of cdk-nag (AwsSolutions, versions 2 and 3) that they do not follow on purpose.
   * `false` leaves that out of the template. What is found on resources of yours is never acknowledged.
   *
   * @see https://github.com/cdklabs/cdk-nag#suppressing-a-rule
   * @default true
   */
  readonly nagAcknowledgements?: boolean;
}
