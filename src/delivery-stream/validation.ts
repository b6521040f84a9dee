import { Compression } from 'aws-cdk-lib/aws-kinesisfirehose';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Duration, Size } from 'aws-cdk-lib/core';
import { RemovalPolicy, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { requireKey } from '../private/keys';
import { DEFAULT_DATA_PREFIX, validateDataPrefix } from '../private/s3-layout';
import { invalid, requireMebibytes, requireSeconds } from '../private/validate';

/** What a stream and a pipeline have under the same name. */
interface DeliverySettings {
  readonly dataPrefix?: string;
  readonly bufferingInterval?: Duration;
  readonly bufferingSize?: Size;
  readonly compression?: Compression;
  readonly encryptionKey?: kms.IKey;
  readonly removalPolicy?: RemovalPolicy;
}

/** @throws Error if a value is out of its limits */
export function validateDelivery(scope: IConstruct, settings: DeliverySettings): void {
  validateDataPrefix(scope, settings.dataPrefix ?? DEFAULT_DATA_PREFIX);
  requireSeconds(scope, 'bufferingInterval', settings.bufferingInterval, 0, 900);
  requireMebibytes(scope, 'bufferingSize', settings.bufferingSize, 1, 128);
  requireReadable(scope, settings.compression?.value);
  requireKey(scope, 'encryptionKey', settings.encryptionKey);
  requireBucketPolicy(scope, settings.removalPolicy);
}

function requireBucketPolicy(scope: IConstruct, policy: RemovalPolicy | undefined): void {
  const ofBuckets = [RemovalPolicy.RETAIN, RemovalPolicy.DESTROY, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE];
  if (policy !== undefined && !ofBuckets.includes(policy)) {
    throw invalid(scope, {
      what: 'removalPolicy',
      got: policy,
      allowed: ofBuckets.join(', '),
      fix: 'choose RETAIN or DESTROY: a bucket has no snapshots',
    });
  }
}

function requireReadable(scope: IConstruct, compression: string | undefined): void {
  const readable = [Compression.UNCOMPRESSED, Compression.GZIP, Compression.HADOOP_SNAPPY].map(({ value }) => value);
  // SNAPPY is let through with a warning: another reader than Athena may want it.
  if (compression === undefined || Token.isUnresolved(compression) || [...readable, Compression.SNAPPY.value].includes(compression)) {
    return;
  }
  throw invalid(scope, {
    what: 'compression',
    got: compression === '' ? 'an empty text' : compression,
    allowed: readable.join(', '),
    fix: 'use Compression.GZIP: Firehose and Athena must both know the format',
  });
}
