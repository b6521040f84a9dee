import { Annotations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/**
 * Every warning at synth, by the part that gives it. The names are API: users acknowledge a warning by its id. What triggers each, why, and what to do
 * is in docs/guard-rails.md.
 */
export const WARNINGS = [
  // TrackApi
  'accessLogKey',
  'closedApiUrl',
  'closedByThrottle',
  'keptGatewayResponses',
  'openAccess',
  'throttleAboveAccount',
  'throttleAboveQuota',
  'unknownStreamKey',
  // DeliveryStream
  'appendedDelimiter', // also RecordProcessor, in a stream of the CDK
  'broughtBucket',
  'bucketOfAnotherAccount',
  'bucketOfAnotherRegion',
  'hiddenPrefix',
  'keyOfAnotherAccount', // also TrackApi, of the key of an imported stream
  'processorWaitsLonger',
  'publicBucket',
  'snappyCompression',
  'unknownBucketKey',
  // RecordProcessor
  'largeProcessorBuffer',
  'lowConcurrency', // also DeliveryStream, of a processor of someone else
  'packedRecords', // also TrackApi, in front of a processor of someone else
  'transformImports',
  // AnalyticsQueries
  'resultsBucketOfAnotherAccount',
  'unknownResultsKey',
] as const;

export type WarningName = typeof WARNINGS[number];

/** The id that `Annotations.of(construct).acknowledgeWarning(id)` takes. */
export function warningId(name: WarningName): string {
  return `cdk-serverless-data-pipeline:${name}`;
}

/**
 * Something that works, but perhaps not as meant. Said at the construct, which the CDK puts in front of the message.
 *
 * @param message `<prop>: got <value>, <what follows>; <what to do>`
 */
export function warn(scope: IConstruct, name: WarningName, message: string): void {
  Annotations.of(scope).addWarningV2(warningId(name), message);
}
