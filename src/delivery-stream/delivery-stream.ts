import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { ArnFormat, Duration, Names, RemovalPolicy, Resource, Size } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { firehosePrincipal, grantDelivery, grantKey } from './delivery-role';
import type { DeliveryStreamProps } from './delivery-stream-props';
import { warnOfDelivery } from './delivery-warnings';
import { renderProcessing, takesPackedRecords } from './processing';
import { withProducerGrants } from './producer-grants';
import { validateDelivery } from './validation';
import { emptyingOf } from '../private/bucket-identity';
import { resolveLogGroup } from '../private/log-groups';
import { acknowledgeFindings } from '../private/nag-acknowledgements';
import { WRITE_DELIVERY_LOG } from '../private/permissions';
import { claimPrefix } from '../private/prefix-claims';
import { createPrivateBucket } from '../private/private-bucket';
import { dependOnPoliciesOf } from '../private/role-dependency';
import { dataPartitionPrefix, DEFAULT_DATA_PREFIX, errorPartitionPrefix } from '../private/s3-layout';
import { grantPutRecords } from '../private/stream-keys';

const DEFAULT_INTERVAL_SECONDS = 60;
const LOG_STREAM = 'DestinationDelivery';

/**
 * A Firehose stream that takes records directly and delivers them to S3, by day, with failed records beside the data.
 *
 * Usable alone behind any producer. It is an `IDeliveryStreamRef`; `asDeliveryStream()` makes the full `IDeliveryStream`.
 */
export class DeliveryStream extends Resource implements firehose.IDeliveryStreamRef {
  /** The bucket that keeps the events and the failed records: the one brought, or the one made here. */
  readonly bucket: s3.IBucket;
  /** Where the events lie in the bucket, with its slash at the end. */
  readonly dataPrefix: string;
  /** The role that Firehose takes to call the processor and to write. */
  readonly deliveryRole: iam.IRole;
  /** Firehose's log of delivery errors. It holds no events. */
  readonly logGroup: logs.ILogGroup;
  /** The name of the stream, known at deployment. */
  readonly deliveryStreamName: string;
  /** The ARN of the stream, known at deployment. */
  readonly deliveryStreamArn: string;
  /**
   * Whether records may hold many events, one a line: it is so without a processor, a `RecordProcessor` says so, and of any other nobody knows.
   * @internal
   */
  readonly _takesPackedRecords: boolean | undefined;
  /**
   * The customer managed key of the stream, which producers need too.
   * @internal
   */
  readonly _encryptionKey: kms.IKey | undefined;

  /**
   * @throws Error if a value is out of its limits, or if another stream of the app writes to an overlapping prefix of the bucket
   */
  constructor(scope: Construct, id: string, props: DeliveryStreamProps = {}) {
    super(scope, id);
    this.dataPrefix = props.dataPrefix ?? DEFAULT_DATA_PREFIX;
    validateDelivery(this, props);
    this._takesPackedRecords = takesPackedRecords(props.processor);
    this._encryptionKey = props.encryptionKey;

    this.bucket = props.bucket ?? this.createBucket(props);
    claimPrefix(this, this.bucket, this.dataPrefix);
    const bufferingInterval = props.bufferingInterval ?? Duration.seconds(DEFAULT_INTERVAL_SECONDS);
    warnOfDelivery(this, props, { dataPrefix: this.dataPrefix, bufferingInterval });

    this.logGroup = resolveLogGroup(this, props);
    const logStream = new logs.LogStream(this, 'LogStream', {
      logGroup: this.logGroup,
      // Other streams may write to a group that is given.
      logStreamName: props.logGroup ? Names.uniqueResourceName(this, { separator: '-', maxLength: 128 }) : LOG_STREAM,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = dependOnPoliciesOf(new iam.Role(this, 'Role', {
      assumedBy: firehosePrincipal(this),
      description: 'Firehose calls the processor and writes events and failed records to S3',
    }));
    this.deliveryRole = role;
    grantDelivery(role, this.bucket, this.dataPrefix, props);
    grantKey(this, role, this.bucket, this.dataPrefix, props.encryptionKey);
    role.addToPrincipalPolicy(new iam.PolicyStatement({
      actions: WRITE_DELIVERY_LOG,
      resources: [this.stack.formatArn({
        service: 'logs',
        resource: 'log-group',
        resourceName: `${this.logGroup.logGroupName}:log-stream:${logStream.logStreamName}`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      })],
    }));

    const resource = this.createStream(props, logStream);
    // Firehose checks the role when the stream is created: its policy must be attached by then.
    resource.node.addDependency(role);
    // Deletion runs backwards: no late object may reach a bucket that has just been emptied.
    resource.node.addDependency(...emptyingOf(this.bucket));
    this.deliveryStreamName = resource.ref;
    this.deliveryStreamArn = resource.attrArn;
  }

  /** The stream as the generated constructs of the CDK refer to it. */
  get deliveryStreamRef(): firehose.DeliveryStreamReference {
    return { deliveryStreamName: this.deliveryStreamName, deliveryStreamArn: this.deliveryStreamArn };
  }

  /**
   * This stream as the full `IDeliveryStream` of the CDK, made once and on demand: importing one adds a `Mappings` block to the template
   * that nothing uses for S3. Its grants of `firehose:PutRecord` and `firehose:PutRecordBatch` include the use of `encryptionKey`.
   *
   * @throws Error from such a grant, if no permission can be given on the key
   */
  asDeliveryStream(): firehose.IDeliveryStream {
    const existing = this.node.tryFindChild('Imported') as firehose.IDeliveryStream | undefined;
    return existing ?? withProducerGrants(this, firehose.DeliveryStream.fromDeliveryStreamAttributes(this, 'Imported', {
      deliveryStreamArn: this.deliveryStreamArn,
      role: this.deliveryRole,
    }));
  }

  /**
   * Lets a producer put records, one or many at a time, into this stream and no other. With `encryptionKey` the producer may also use that key
   * (`kms:GenerateDataKey` and `kms:Decrypt`), as Firehose requires of callers.
   *
   * @throws Error if no permission can be given on the key
   */
  grantPutRecords(grantee: iam.IGrantable): iam.Grant {
    return grantPutRecords(this, this.deliveryStreamArn, this._encryptionKey, grantee);
  }

  /**
   * Any metric of this stream; by default the average over five minutes.
   * @see https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html
   */
  metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: 'AWS/Firehose',
      metricName,
      dimensionsMap: { DeliveryStreamName: this.deliveryStreamName },
      ...props,
    }).attachTo(this);
  }

  /** The number of records that Firehose acknowledged. Sum over five minutes. */
  metricIncomingRecords(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('IncomingRecords', { statistic: cloudwatch.Stats.SUM, ...props });
  }

  /** The number of records refused because the stream was at its quota. Sum over five minutes. */
  metricThrottledRecords(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ThrottledRecords', { statistic: cloudwatch.Stats.SUM, ...props });
  }

  /** The number of records written to S3. Sum over five minutes. */
  metricDeliveredRecords(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('DeliveryToS3.Records', { statistic: cloudwatch.Stats.SUM, ...props });
  }

  /** The age, in seconds, of the oldest record that is not in S3 yet. Maximum over five minutes. */
  metricDataFreshness(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('DeliveryToS3.DataFreshness', { statistic: cloudwatch.Stats.MAXIMUM, ...props });
  }

  private createBucket(props: DeliveryStreamProps): s3.Bucket {
    const bucket = createPrivateBucket(this, 'Bucket', {
      encryptionKey: props.encryptionKey,
      removalPolicy: props.removalPolicy,
      lifecycleRules: [{ id: 'abort-incomplete-uploads', abortIncompleteMultipartUploadAfter: Duration.days(7) }],
    });
    acknowledgeFindings(bucket, props, {
      id: 'AwsSolutions-S1',
      reason: 'Access logs go into another bucket, which its owner chooses: who wants them brings a bucket that has them, as bucket.',
    });
    return bucket;
  }

  private createStream(props: DeliveryStreamProps, logStream: logs.ILogStream): firehose.CfnDeliveryStream {
    const interval = props.bufferingInterval ?? Duration.seconds(DEFAULT_INTERVAL_SECONDS);
    const size = props.bufferingSize ?? Size.mebibytes(10);
    const prefix = dataPartitionPrefix(this.dataPrefix);
    return new firehose.CfnDeliveryStream(this, 'Resource', {
      deliveryStreamType: 'DirectPut',
      deliveryStreamEncryptionConfigurationInput: props.encryptionKey
        ? { keyType: 'CUSTOMER_MANAGED_CMK', keyArn: props.encryptionKey.keyArn }
        : { keyType: 'AWS_OWNED_CMK' },
      // What is off is written as off: an update of a stream merges, and a setting that is left out keeps its old value.
      extendedS3DestinationConfiguration: {
        bucketArn: this.bucket.bucketArn,
        roleArn: this.deliveryRole.roleArn,
        prefix,
        errorOutputPrefix: errorPartitionPrefix(this.dataPrefix),
        bufferingHints: { intervalInSeconds: interval.toSeconds(), sizeInMBs: size.toMebibytes() },
        compressionFormat: (props.compression ?? firehose.Compression.GZIP).value,
        encryptionConfiguration: props.encryptionKey
          ? { kmsEncryptionConfig: { awskmsKeyArn: props.encryptionKey.keyArn } }
          : { noEncryptionConfig: 'NoEncryption' },
        cloudWatchLoggingOptions: { enabled: true, logGroupName: this.logGroup.logGroupName, logStreamName: logStream.logStreamName },
        processingConfiguration: renderProcessing(this, this.deliveryRole, prefix, props.processor),
        dataFormatConversionConfiguration: { enabled: false },
        s3BackupMode: 'Disabled',
      },
    });
  }
}
