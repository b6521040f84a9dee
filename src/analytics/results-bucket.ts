import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket, LifecycleRule } from 'aws-cdk-lib/aws-s3';
import type { RemovalPolicy } from 'aws-cdk-lib/core';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { createPrivateBucket } from '../private/private-bucket';

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

/** Makes a bucket for query results only. */
export function createResultsBucket(scope: Construct, id: string, choices: ResultsBucketChoices): Bucket {
  return createPrivateBucket(scope, id, {
    ...choices,
    lifecycleRules: [
      { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ...resultFolders(choices.queryNames).map((prefix): LifecycleRule => ({ prefix, expiration: choices.expiry })),
    ],
  });
}

/**
 * Everything under the prefix but `tables/`, the data of `CREATE TABLE AS SELECT`, which must stay. A lifecycle rule cannot say "all but", so the
 * other folders are named: a query's id begins with a hexadecimal digit, and the console keeps results by the saved query's name or under `Unsaved/`.
 */
function resultFolders(queryNames: readonly string[]): string[] {
  const folders = [...'0123456789abcdef', 'Unsaved/', ...queryNames.map((name) => `${name}/`)];
  return folders.map((folder) => `${RESULTS_PREFIX}${folder}`);
}
