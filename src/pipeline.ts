import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { AnalyticsQueries } from './analytics';
import { validateAnalytics } from './analytics/validation';
import { DeliveryStream } from './delivery-stream';
import { validateDelivery } from './delivery-stream/validation';
import type { ServerlessDataPipelineProps } from './pipeline-props';
import { requireKinds } from './private/kinds';
import { requireBeside } from './private/processor-functions';
import { RecordProcessor } from './record-processor';
import { validateFunction } from './record-processor/validation';
import { TrackApi } from './track-api';
import { validateEdge } from './track-api/validation';

/**
 * Takes an event over HTTP and makes it a row in Athena: API Gateway, Firehose, a Lambda function, S3, Glue. No server runs, no table is
 * made by hand, and nothing is lost without a trace.
 *
 * It only builds its four parts and wires them; each is usable alone.
 */
export class ServerlessDataPipeline extends Construct {
  /** The HTTP edge. */
  readonly trackApi: TrackApi;
  /** The Firehose stream. */
  readonly deliveryStream: DeliveryStream;
  /** What each batch passes before it is delivered. */
  readonly recordProcessor: RecordProcessor;
  /** Database, tables, workgroup and named queries. */
  readonly analytics: AnalyticsQueries;
  /** The bucket that keeps the events and the failed records. */
  readonly bucket: s3.IBucket;
  /** Where one event is posted. */
  readonly trackUrl: string;
  /** Where an array of 1 to 500 events is posted; packed, of 1 to 250. */
  readonly batchUrl: string;

  /**
   * @throws Error if a value is out of its limits; the message says what, got, allowed, and what to do
   */
  constructor(scope: Construct, id: string, props: ServerlessDataPipelineProps = {}) {
    super(scope, id);
    requireKinds(this, props, { transform: 'transform', batchMode: 'batchMode', outputs: 'flag', nagAcknowledgements: 'flag' });
    // Each part checks its own; all of it before the first is built, under the names that are used here.
    validateFunction(this, { timeout: props.processorTimeout, memorySize: props.processorMemorySize },
      { timeout: 'processorTimeout', memorySize: 'processorMemorySize' });
    validateDelivery(this, props);
    validateEdge(this, props, ['TrackApi']);
    validateAnalytics(this, props);

    this.recordProcessor = new RecordProcessor(this, 'RecordProcessor', {
      transform: props.transform,
      batchMode: props.batchMode,
      timeout: props.processorTimeout,
      memorySize: props.processorMemorySize,
      logGroup: props.logGroup,
      bufferInterval: processorInterval(props.bufferingInterval),
      nagAcknowledgements: props.nagAcknowledgements,
    });
    requireBeside(this, 'transform', this.recordProcessor.processorFunction, this);
    this.deliveryStream = new DeliveryStream(this, 'DeliveryStream', {
      bucket: props.bucket,
      dataPrefix: props.dataPrefix,
      processor: this.recordProcessor,
      compression: props.compression,
      bufferingInterval: props.bufferingInterval,
      bufferingSize: props.bufferingSize,
      encryptionKey: props.encryptionKey,
      removalPolicy: props.removalPolicy,
      logGroup: props.logGroup,
      nagAcknowledgements: props.nagAcknowledgements,
    });
    this.trackApi = new TrackApi(this, 'TrackApi', {
      deliveryStream: this.deliveryStream,
      stageName: props.stageName,
      authorization: props.authorization,
      allowedOrigins: props.allowedOrigins,
      allowedHeaders: props.allowedHeaders,
      throttle: props.throttle,
      batchMode: props.batchMode,
      http: props.http,
      nagAcknowledgements: props.nagAcknowledgements,
    });
    this.analytics = new AnalyticsQueries(this, 'Analytics', {
      bucket: this.deliveryStream.bucket,
      dataPrefix: props.dataPrefix,
      databaseName: props.databaseName,
      tableName: props.tableName,
      dataStartDate: props.dataStartDate,
      encryptionKey: props.encryptionKey,
      removalPolicy: props.removalPolicy,
      queries: props.queries,
      nagAcknowledgements: props.nagAcknowledgements,
    });
    this.bucket = this.deliveryStream.bucket;
    this.trackUrl = this.trackApi.trackUrl;
    this.batchUrl = this.trackApi.batchUrl;

    if (props.outputs ?? true) {
      // An API of another stack depends on the stack of the stream: an output here would close the circle.
      const beside = Stack.of(this.trackApi._scope) === Stack.of(this) ? this : this.trackApi._scope;
      new CfnOutput(beside, 'TrackURL', { value: this.trackUrl, description: 'POST one event here' });
      if (this.trackApi.apiKey) {
        new CfnOutput(beside, 'ApiKeyId', { value: this.trackApi.apiKey.keyId, description: 'The id of the key that lets a client send events' });
      }
      new CfnOutput(this, 'BucketName', { value: this.bucket.bucketName, description: 'Keeps the events and the failed records' });
      new CfnOutput(this, 'FunctionName', {
        value: this.recordProcessor.processorFunction.functionName,
        description: 'The record processor',
      });
    }
  }

  /**
   * Lets a caller of the same account send events over HTTP.
   *
   * @throws Error if the authorization is not `TrackAuthorization.iam`, which is the only one that asks for a permission
   */
  grantTrack(grantee: iam.IGrantable): iam.Grant {
    return this.trackApi.grantTrack(grantee);
  }

  /**
   * Lets a producer put records straight into the stream, without HTTP, and use `encryptionKey` if there is one.
   *
   * @throws Error if no permission can be given on the key
   */
  grantPutRecords(grantee: iam.IGrantable): iam.Grant {
    return this.deliveryStream.grantPutRecords(grantee);
  }

  /** Lets a user run queries in the workgroup and read their results. */
  grantQuery(grantee: iam.IGrantable): iam.Grant {
    return this.analytics.grantQuery(grantee);
  }

  /** Lets a reader list and read the objects that hold events, and no failed records. */
  grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.analytics.grantRead(grantee);
  }

  /** Lets a reader list and read the objects that hold failed records, and no events. */
  grantReadErrors(grantee: iam.IGrantable): iam.Grant {
    return this.analytics.grantReadErrors(grantee);
  }

  /** The number of events that Firehose acknowledged; of packed ones, the number of requests. Sum over five minutes. */
  metricAccepted(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.deliveryStream.metricIncomingRecords(props);
  }

  /** The number of requests that got a 4xx: not an event, wrong type, too many. Sum over five minutes. */
  metricRejected(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.trackApi.metricRejected(props);
  }

  /** The number of records that the stream refused because it was at its quota. Sum over five minutes. */
  metricThrottled(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.deliveryStream.metricThrottledRecords(props);
  }

  /** The number of records written to S3. Sum over five minutes. */
  metricDelivered(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.deliveryStream.metricDeliveredRecords(props);
  }

  /** The age, in seconds, of the oldest event that is not in S3 yet. Maximum over five minutes. */
  metricDataFreshness(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.deliveryStream.metricDataFreshness(props);
  }

  /** The number of records that the processor marked as failed; they lie under the error prefix. Sum over five minutes. */
  metricFailed(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.recordProcessor.metricFailedRecords(props);
  }
}

/** The processor collects for itself first: a stream that delivers at once would otherwise wait a minute for it. */
function processorInterval(bufferingInterval: Duration | undefined): Duration {
  const minute = Duration.seconds(60);
  if (bufferingInterval === undefined || bufferingInterval.isUnresolved()) {
    return minute;
  }
  return bufferingInterval.toSeconds({ integral: false }) < 60 ? bufferingInterval : minute;
}
