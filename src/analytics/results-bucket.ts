import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { BucketProps, LifecycleRule } from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';

/** The folder of our own bucket under which Athena writes. */
export const RESULTS_PREFIX = 'results/';

/** What is to be chosen about the bucket. */
export interface ResultsBucketChoices {
  readonly encryptionKey?: IKey;
  readonly removalPolicy: RemovalPolicy;
  readonly expiry: Duration;
  /** The names of the saved queries: each has a folder. */
  readonly queryNames: readonly string[];
}

/** A bucket for query results only. */
export function resultsBucketProps(choices: ResultsBucketChoices): BucketProps {
  return {
    encryption: choices.encryptionKey ? BucketEncryption.KMS : BucketEncryption.S3_MANAGED,
    encryptionKey: choices.encryptionKey,
    bucketKeyEnabled: choices.encryptionKey ? true : undefined,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    removalPolicy: choices.removalPolicy,
    autoDeleteObjects: choices.removalPolicy === RemovalPolicy.DESTROY,
    lifecycleRules: [
      { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ...resultFolders(choices.queryNames).map((prefix): LifecycleRule => ({ prefix, expiration: choices.expiry })),
    ],
  };
}

/**
 * Everything under the prefix but `tables/`, the data of `CREATE TABLE AS SELECT`, which must stay. A lifecycle rule cannot say "all but", so the
 * other folders are named: a query's id begins with a hexadecimal digit, and the console keeps results by the saved query's name or under `Unsaved/`.
 */
function resultFolders(queryNames: readonly string[]): string[] {
  const folders = [...'0123456789abcdef', 'Unsaved/', ...queryNames.map((name) => `${name}/`)];
  return folders.map((folder) => `${RESULTS_PREFIX}${folder}`);
}
