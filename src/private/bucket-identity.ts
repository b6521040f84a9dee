import type { CfnBucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** Buckets have one name in the world: a bucket that is named in the app or imported is known by it, any other by its place in the tree. */
export function bucketIdentity(bucket: IBucket): string {
  const given = (bucket.node.defaultChild as CfnBucket | undefined)?.bucketName;
  const name = [bucket.bucketName, given].find((text) => text !== undefined && !Token.isUnresolved(text));
  return name ?? bucket.node.path;
}

/**
 * What empties a bucket before it is deleted, if the app has that. Whatever writes to the bucket must be gone before, and deletion runs against
 * the dependencies.
 */
export function emptyingOf(bucket: IBucket): IConstruct[] {
  const emptying = bucket.node.tryFindChild('AutoDeleteObjectsCustomResource');
  return emptying ? [emptying] : [];
}
