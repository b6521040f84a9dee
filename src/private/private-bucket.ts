import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { RemovalPolicy } from 'aws-cdk-lib/core';

/** What every bucket made here has: nobody outside can read it, it takes TLS only, it has no ACLs, and it is encrypted. */
export function privateBucketProps(encryptionKey: kms.IKey | undefined, removalPolicy: RemovalPolicy = RemovalPolicy.RETAIN): s3.BucketProps {
  return {
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: encryptionKey ? s3.BucketEncryption.KMS : s3.BucketEncryption.S3_MANAGED,
    encryptionKey,
    bucketKeyEnabled: encryptionKey ? true : undefined,
    removalPolicy,
    // CloudFormation cannot delete a bucket that holds objects.
    autoDeleteObjects: removalPolicy === RemovalPolicy.DESTROY,
  };
}
