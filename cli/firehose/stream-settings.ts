import { Failure } from '../failure';
import { compressionOf, extensionOf } from './compression';
import type { Compression } from './compression';
import { isTimeZone } from './local-time';
import { prefixesOf, prefixProblem, usesPartitionKeys } from './prefix';
import type { Prefixes } from './prefix';
import { processingOf } from './processor-settings';
import type { LambdaProcessorSettings } from './processor-settings';
import type { BufferLimits } from './record-buffer';
import { numberProperty } from '../number-property';
import type { NumberRange } from '../number-property';
import type { Resource } from '../template/deployment';

/** What the run takes from an `AWS::KinesisFirehose::DeliveryStream`. */
export interface StreamSettings {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly encrypted: boolean;
  readonly bucket: string;
  readonly prefixes: Prefixes;
  readonly timeZone: string;
  readonly buffering: BufferLimits;
  readonly compression: Compression;
  readonly extension: string;
  /** Put between two records of an object, never behind the last. */
  readonly delimiter: string;
  /** undefined: records go to S3 as they were put. */
  readonly processor?: LambdaProcessorSettings;
}

export interface SettingsContext {
  readonly region: string;
  /** Caps the buffering intervals, for people who do not want to wait. */
  readonly maxIntervalSeconds?: number;
  /** Names what the template asks for and this run does not do. */
  readonly warn: (message: string) => void;
}

const SIZE_MB: NumberRange = { min: 1, max: 128, absent: 5 };
const INTERVAL_SECONDS: NumberRange = { min: 0, max: 900, absent: 300 };
const MB = 1024 * 1024;

/** Reads a stream; undefined for one that does not run here, which `warn` is told. */
export function streamSettings(resource: Resource, context: SettingsContext): StreamSettings | undefined {
  const { properties, logicalId } = resource;
  const warn = (message: string) => context.warn(`the delivery stream ${logicalId}: ${message}`);
  const type = properties.DeliveryStreamType ?? 'DirectPut';
  if (type !== 'DirectPut') {
    warn(`DeliveryStreamType ${type} does not run here, only DirectPut; it takes no records`);
    return undefined;
  }
  const s3 = properties.ExtendedS3DestinationConfiguration ?? properties.S3DestinationConfiguration;
  if (s3 === undefined) {
    warn('its destination does not run here, only S3; it takes no records');
    return undefined;
  }
  nameWhatIsNotRun(s3, warn);
  const problem = prefixProblem(s3.Prefix, s3.ErrorOutputPrefix);
  if (problem !== undefined) throw new Failure(`the delivery stream ${logicalId}: ${problem}`);
  const timeZone = s3.CustomTimeZone === undefined || s3.CustomTimeZone === '' ? 'UTC' : String(s3.CustomTimeZone);
  if (!isTimeZone(timeZone)) throw new Failure(`the delivery stream ${logicalId}: CustomTimeZone ${timeZone} is no time zone, give one like Europe/Berlin`);
  const compression = compressionOf(s3.CompressionFormat, warn);
  const cap = context.maxIntervalSeconds ?? Infinity;
  const name = `the delivery stream ${logicalId}`;
  const hint = (property: string, range: NumberRange) => numberProperty(name, `BufferingHints.${property}`, s3.BufferingHints?.[property], range);
  const processing = processingOf(name, s3.ProcessingConfiguration, cap, warn);
  return {
    name: resource.ref,
    arn: resource.arn ?? resource.ref,
    region: context.region,
    encrypted: properties.DeliveryStreamEncryptionConfigurationInput !== undefined,
    bucket: bucketOf(s3.BucketARN, logicalId),
    prefixes: prefixesOf(s3.Prefix, s3.ErrorOutputPrefix),
    timeZone,
    buffering: {
      bytes: hint('SizeInMBs', SIZE_MB) * MB,
      intervalMs: Math.min(hint('IntervalInSeconds', INTERVAL_SECONDS), cap) * 1000,
    },
    compression,
    extension: extensionOf(compression, s3.CompressionFormat, s3.FileExtension),
    delimiter: processing.delimiter,
    processor: processing.lambda,
  };
}

function bucketOf(arn: unknown, logicalId: string): string {
  const bucket = /^arn:[^:]*:s3:::([^/]+)$/.exec(String(arn))?.[1];
  if (bucket === undefined) throw new Failure(`the delivery stream ${logicalId}: BucketARN is ${JSON.stringify(arn)}, it must be the ARN of a bucket (arn:aws:s3:::name)`);
  return bucket;
}

/** Features that are off by default, and are there only when the template switches them on. */
function nameWhatIsNotRun(s3: Record<string, any>, warn: (message: string) => void): void {
  if (s3.S3BackupMode === 'Enabled') warn('S3BackupMode does not run here: source records are not backed up');
  if (isOn(s3.DataFormatConversionConfiguration)) warn('DataFormatConversionConfiguration does not run here: objects keep the records as they are');
  if (isOn(s3.DynamicPartitioningConfiguration)) warn('DynamicPartitioningConfiguration does not run here: records are not split by key');
  if (usesPartitionKeys(s3.Prefix)) warn(`partition keys in Prefix do not run here: each stands as __HIVE_DEFAULT_PARTITION__ (${s3.Prefix})`);
}

function isOn(configuration: Record<string, unknown> | undefined): boolean {
  return configuration !== undefined && String(configuration.Enabled ?? true) === 'true';
}
