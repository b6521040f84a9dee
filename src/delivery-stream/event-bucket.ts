import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';

/** A bucket that nobody outside can read, over TLS only, without ACLs, and without the remains of aborted uploads. */
export function eventBucketProps(encryptionKey: kms.IKey | undefined, removalPolicy: RemovalPolicy | undefined): s3.BucketProps {
  return {
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: encryptionKey ? s3.BucketEncryption.KMS : s3.BucketEncryption.S3_MANAGED,
    encryptionKey,
    bucketKeyEnabled: encryptionKey ? true : undefined,
    lifecycleRules: [{ id: 'abort-incomplete-uploads', abortIncompleteMultipartUploadAfter: Duration.days(7) }],
    removalPolicy: removalPolicy ?? RemovalPolicy.RETAIN,
    // CloudFormation cannot delete a bucket that holds objects.
    autoDeleteObjects: removalPolicy === RemovalPolicy.DESTROY,
  };
}
