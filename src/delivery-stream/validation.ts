import type { IDataProcessor } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Compression } from 'aws-cdk-lib/aws-kinesisfirehose';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Duration, RemovalPolicy, Size } from 'aws-cdk-lib/core';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { validateProcessor } from './processor-validation';
import { requireGrantable, requireKey } from '../private/keys';
import { requireKinds } from '../private/kinds';
import { validateLogGroup } from '../private/log-groups';
import { requireFreePrefix } from '../private/prefix-claims';
import { requireRemovalPolicy } from '../private/removal-policy';
import { DEFAULT_DATA_PREFIX, validateDataPrefix } from '../private/s3-layout';
import { invalid, requireMebibytes, requireSeconds } from '../private/validate';

/** What a stream and a pipeline have under the same name, and the processor of a stream. */
interface DeliverySettings {
  readonly bucket?: IBucket;
  readonly dataPrefix?: string;
  readonly processor?: IDataProcessor;
  readonly bufferingInterval?: Duration;
  readonly bufferingSize?: Size;
  readonly compression?: Compression;
  readonly encryptionKey?: kms.IKey;
  readonly removalPolicy?: RemovalPolicy;
  readonly logGroup?: ILogGroup;
  readonly logRetention?: RetentionDays;
}

/** @throws Error if a value is out of its limits, or if another stream of the app writes to an overlapping prefix of the bucket */
export function validateDelivery(scope: IConstruct, settings: DeliverySettings): void {
  requireKinds(scope, settings, {
    bucket: 'bucket',
    dataPrefix: 'text',
    processor: 'processor',
    bufferingInterval: 'duration',
    bufferingSize: 'size',
    compression: 'compression',
    encryptionKey: 'key',
    removalPolicy: 'text',
    logGroup: 'logGroup',
    logRetention: 'number',
    nagAcknowledgements: 'flag',
  });
  const dataPrefix = settings.dataPrefix ?? DEFAULT_DATA_PREFIX;
  validateDataPrefix(scope, dataPrefix);
  requireSeconds(scope, 'bufferingInterval', settings.bufferingInterval, 0, 900);
  requireMebibytes(scope, 'bufferingSize', settings.bufferingSize, 1, 128);
  requireReadable(scope, settings.compression?.value);
  requireKey(scope, 'encryptionKey', settings.encryptionKey);
  requireRemovalPolicy(scope, settings.removalPolicy);
  validateLogGroup(scope, settings);
  if (settings.processor) {
    validateProcessor(scope, settings.processor);
  }
  if (settings.bucket) {
    requireGrantable(scope, settings.bucket.encryptionKey);
    requireFreePrefix(scope, settings.bucket, dataPrefix);
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
