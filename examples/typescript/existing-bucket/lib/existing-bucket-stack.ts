import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as cdk from 'aws-cdk-lib/core';
import { ServerlessDataPipeline, TrackAuthorization } from 'cdk-serverless-data-pipeline';
import { Construct } from 'constructs';

/** A pipeline into a bucket that is there already, encrypted with a key that is there already. Both are named in cdk.json. */
export class ExistingBucketStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props?: cdk.StackProps) {
    super(scope, id, props);

    const key = kms.Key.fromKeyArn(this, 'Key', this.node.getContext('keyArn'));
    const bucket = s3.Bucket.fromBucketAttributes(this, 'Bucket', {
      bucketName: this.node.getContext('bucketName'),
      encryptionKey: key,
    });

    const pipeline = new ServerlessDataPipeline(this, 'Pipeline', {
      authorization: TrackAuthorization.none(),
      bucket,
      dataPrefix: 'web/',
      encryptionKey: key,
    });
    cdk.Annotations.of(pipeline).acknowledgeWarning('cdk-serverless-data-pipeline:broughtBucket', 'the bucket is private, TLS only, and cleaned by its owner');

    const analyst = new iam.Role(this, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() });
    pipeline.grantQuery(analyst);
    pipeline.grantRead(analyst);
  }
}
