import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { CfnBucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { RemovalPolicy, Resource, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { inAnotherAccount, inAnotherRegion } from '../private/environment';
import { warn } from '../private/warnings';

/** What changes whether a bucket of someone's own works as meant. */
interface BucketUse {
  readonly encryptionKey?: IKey;
  readonly removalPolicy?: RemovalPolicy;
}

/** Warns of what is left to the owner of a bucket that is brought. */
export function warnOfBucket(scope: IConstruct, bucket: IBucket, use: BucketUse): void {
  warn(scope, 'broughtBucket', 'bucket: got a bucket of your own, which is used as it is; blocking public access, TLS only, encryption and life cycle '
    + `are yours to set${use.removalPolicy === RemovalPolicy.DESTROY ? ', and removalPolicy does not reach it' : ''}`);
  if (inAnotherAccount(scope, bucket)) {
    warn(scope, 'bucketOfAnotherAccount',
      'bucket: got one in another account, whose bucket policy must allow the delivery role; Firehose cannot write until it does');
  }
  if (inAnotherRegion(scope, bucket)) {
    warn(scope, 'bucketOfAnotherRegion', `bucket: got one in the region ${bucket.env.region}; Firehose's documentation promises delivery into other regions `
      + 'for HTTP endpoints only, and the transfer is billed; use a bucket of the region of the stream');
  }
  if (isPublic(bucket)) {
    warn(scope, 'publicBucket', 'bucket: got one that is open to the public, with the events in it; use a private bucket');
  }
  if (!Resource.isOwnedResource(bucket) && !bucket.encryptionKey && !use.encryptionKey) {
    warn(scope, 'unknownBucketKey', 'bucket: got an imported one, whose key is unknown here; if it is encrypted with a KMS key, pass that key as '
      + 'encryptionKey, or Firehose cannot write');
  }
}

/** By what its constructor was told: a website, an ACL for everyone, or a policy for everyone without a condition. */
function isPublic(bucket: IBucket): boolean {
  const acl: string = Stack.of(bucket).resolve((bucket.node.defaultChild as CfnBucket | undefined)?.accessControl) ?? '';
  const statements: any[] = bucket.policy?.document.toJSON().Statement ?? [];
  const forEveryone = statements.some(({ Effect, Principal, Condition }) => Effect === 'Allow' && !Condition
    && (Principal === '*' || Principal?.AWS === '*'));
  return bucket.isWebsite === true || /^(PublicRead|AuthenticatedRead)/.test(acl) || forEveryone;
}
