import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** What a bucket made here may differ in. */
export interface PrivateBucketOptions {
  readonly encryptionKey?: kms.IKey;
  /** @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
  readonly lifecycleRules: s3.LifecycleRule[];
}

/** Makes a bucket as every one here is: nobody outside can read it, it takes TLS only, it has no ACLs, and it is encrypted. */
export function createPrivateBucket(place: Construct, id: string, options: PrivateBucketOptions): s3.Bucket {
  const { encryptionKey, removalPolicy = RemovalPolicy.RETAIN, lifecycleRules } = options;
  // eslint-disable-next-line awscdk/no-variable-construct-id
  const bucket = new s3.Bucket(place, id, {
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
    lifecycleRules,
  });
  // The policy is a resource of its own: a bucket that outlives the stack would otherwise take requests without TLS from then on.
  if (removalPolicy !== RemovalPolicy.DESTROY) {
    bucket.policy?.applyRemovalPolicy(removalPolicy);
  }
  return bucket;
}
