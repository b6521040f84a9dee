import * as path from 'path';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { App } from 'aws-cdk-lib/core';
import { Duration, NestedStack, RemovalPolicy, Size, Stack } from 'aws-cdk-lib/core';
import { BatchMode, ServerlessDataPipeline, TrackAuthorization, Transform } from '../../src';

const TRANSFORM = path.join(__dirname, '../consumer/transform.mjs');

/** Pipelines of many kinds, for checks of templates that are not ours. Each adds its stacks to an app. */
export const PIPELINES: Record<string, (app: App) => void> = {
  Default: (app) => {
    new ServerlessDataPipeline(new Stack(app, 'Default'), 'Pipeline');
  },

  Tuned: (app) => {
    const stack = new Stack(app, 'Tuned', { env: { account: '123456789012', region: 'eu-west-1' } });
    new ServerlessDataPipeline(stack, 'Pipeline', {
      stageName: 'prod',
      dataPrefix: 'shop/events/',
      compression: firehose.Compression.HADOOP_SNAPPY,
      bufferingInterval: Duration.seconds(900),
      bufferingSize: Size.mebibytes(128),
      databaseName: 'shop',
      tableName: 'orders',
      authorization: TrackAuthorization.none(),
      allowedOrigins: ['https://shop.example', 'https://admin.shop.example'],
      throttle: { rateLimit: 500, burstLimit: 1000 },
      transform: Transform.node(TRANSFORM),
      encryptionKey: new kms.Key(stack, 'Key'),
      queries: { scanLimit: Size.gibibytes(1), namedQueries: [{ name: 'orders', sql: "SELECT event FROM orders WHERE dt >= '2026-01-01'" }] },
    });
  },

  Keyed: (app) => {
    const stack = new Stack(app, 'Keyed');
    const encryptionKey = new kms.Key(stack, 'Key', { enableKeyRotation: true });
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    encryptionKey.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
      actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${stack.partition}:logs:${stack.region}:${stack.account}:log-group:*` } },
    }));
    new ServerlessDataPipeline(stack, 'Pipeline', { encryptionKey, logGroup: new logs.LogGroup(stack, 'Logs', { encryptionKey }) });
  },

  Temporary: (app) => {
    new ServerlessDataPipeline(new Stack(app, 'Temporary'), 'Pipeline', { removalPolicy: RemovalPolicy.DESTROY });
  },

  WithTransform: (app) => {
    new ServerlessDataPipeline(new Stack(app, 'WithTransform'), 'Pipeline', { transform: Transform.node(TRANSFORM) });
  },

  PackedTransform: (app) => {
    new ServerlessDataPipeline(new Stack(app, 'PackedTransform'), 'Pipeline', { batchMode: BatchMode.PACKED, transform: Transform.node(TRANSFORM) });
  },

  Origins: (app) => {
    new ServerlessDataPipeline(new Stack(app, 'Origins'), 'Pipeline', { allowedOrigins: ['https://a.example', 'http://localhost:8080'] });
  },

  BroughtBucket: (app) => {
    const bucket = new s3.Bucket(new Stack(app, 'Shared'), 'Bucket', { encryption: s3.BucketEncryption.KMS, enforceSSL: true });
    const two = new Stack(app, 'Two');
    new ServerlessDataPipeline(two, 'Web', { bucket, dataPrefix: 'web/' });
    new ServerlessDataPipeline(two, 'Shop', { bucket, dataPrefix: 'shop/' });
  },

  Nested: (app) => {
    new ServerlessDataPipeline(new NestedStack(new Stack(app, 'Parent'), 'Nested'), 'Pipeline');
  },
};
