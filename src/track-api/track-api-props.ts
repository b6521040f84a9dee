import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import type { TrackAuthorization } from './track-authorization';

/**
 * Properties of a `TrackApi`.
 */
export interface TrackApiProps {
  /**
   * The stream that takes the events: a `DeliveryStream`, or any other stream of the same region and account.
   */
  readonly deliveryStream: firehose.IDeliveryStreamRef;

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
   * How many requests each method takes: `rateLimit` in requests a second, `burstLimit` in requests. Beyond it a request gets 429.
   *
   * A rate above 500 requests a second warns: two methods then pass 1,000, the smallest quota of a stream over all regions.
   *
   * @see https://docs.aws.amazon.com/firehose/latest/dev/limits.html
   * @default - 100 requests a second, bursts of 200
   */
  readonly throttle?: apigateway.ThrottleSettings;
}
