import * as path from 'path';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Duration, NestedStack, RemovalPolicy, Size, Stack } from 'aws-cdk-lib/core';
import { ServerlessDataPipeline, Transform } from '../../src';

/** Templates of many kinds for a linter that is not ours. Argument: the folder to write them to. */
const app = new App({ outdir: process.argv[2] });

new ServerlessDataPipeline(new Stack(app, 'Default'), 'Pipeline');

const tuned = new Stack(app, 'Tuned', { env: { account: '123456789012', region: 'eu-west-1' } });
new ServerlessDataPipeline(tuned, 'Pipeline', {
  stageName: 'prod',
  dataPrefix: 'shop/events/',
  compression: firehose.Compression.HADOOP_SNAPPY,
  bufferingInterval: Duration.seconds(900),
  bufferingSize: Size.mebibytes(128),
  databaseName: 'shop',
  tableName: 'orders',
  allowedOrigins: ['https://shop.example', 'https://admin.shop.example'],
  throttle: { rateLimit: 500, burstLimit: 1000 },
  transform: Transform.node(path.join(__dirname, '../consumer/transform.mjs')),
  encryptionKey: new kms.Key(tuned, 'Key'),
  queries: { scanLimit: Size.gibibytes(1), namedQueries: [{ name: 'orders', sql: "SELECT event FROM orders WHERE dt >= '2026-01-01'" }] },
});

new ServerlessDataPipeline(new Stack(app, 'Temporary'), 'Pipeline', { removalPolicy: RemovalPolicy.DESTROY });

const shared = new Stack(app, 'Shared');
const bucket = new s3.Bucket(shared, 'Bucket', { encryption: s3.BucketEncryption.KMS, enforceSSL: true });
const two = new Stack(app, 'Two');
new ServerlessDataPipeline(two, 'Web', { bucket, dataPrefix: 'web/' });
new ServerlessDataPipeline(two, 'Shop', { bucket, dataPrefix: 'shop/' });

new ServerlessDataPipeline(new NestedStack(new Stack(app, 'Parent'), 'Nested'), 'Pipeline');

app.synth();
