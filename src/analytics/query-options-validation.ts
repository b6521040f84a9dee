import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { validateNamedQueries } from './named-query-validation';
import type { QueryOptions } from './query-options';
import { bucketIdentity } from '../private/bucket-identity';
import { requireSame } from '../private/environment';
import { requireKinds } from '../private/kinds';
import { invalid, requireWhole } from '../private/validate';

// https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroupConfiguration.html
const MIN_SCAN_BYTES = 10_000_000;

/** @throws Error if a value is out of its limits, or if results could not be written */
export function validateQueryOptions(scope: IConstruct, options: QueryOptions, dataBucket: IBucket | undefined): void {
  requireKinds(scope, options, { scanLimit: 'size', resultsBucket: 'bucket', resultExpiry: 'duration', namedQueries: 'list' }, 'queries.');
  validateScanLimit(scope, options);
  validateResults(scope, options, dataBucket);
  validateNamedQueries(scope, options.namedQueries ?? []);
}

function validateScanLimit(scope: IConstruct, { scanLimit }: QueryOptions): void {
  if (scanLimit === undefined || scanLimit.isUnresolved()) {
    return;
  }
  const bytes = scanLimit.toBytes();
  if (bytes < MIN_SCAN_BYTES) {
    throw invalid(scope, {
      what: 'queries.scanLimit',
      got: `${bytes} bytes`,
      allowed: `${MIN_SCAN_BYTES} bytes or more`,
      fix: 'raise it, for instance to Size.gibibytes(1)',
    });
  }
  requireWhole(scope, 'queries.scanLimit', bytes, 'bytes');
}

function validateResults(scope: IConstruct, { resultsBucket, resultExpiry }: QueryOptions, dataBucket: IBucket | undefined): void {
  if (resultsBucket && dataBucket && bucketIdentity(resultsBucket) === bucketIdentity(dataBucket)) {
    throw invalid(scope, {
      what: 'queries.resultsBucket',
      got: 'the data bucket',
      allowed: 'any other bucket',
      fix: 'leave it out to get a bucket for results only',
    });
  }
  if (resultsBucket) {
    requireSame(scope, 'queries.resultsBucket', 'region', resultsBucket, Stack.of(scope).region, 'use a bucket of this region: Athena writes results nowhere else');
  }
  if (resultsBucket && resultExpiry) {
    throw invalid(scope, {
      what: 'queries.resultExpiry',
      got: 'an expiry together with resultsBucket',
      allowed: 'an expiry of the bucket that this construct makes',
      fix: 'leave it out and set a lifecycle rule on your bucket',
    });
  }
  if (resultExpiry && !resultExpiry.isUnresolved()) {
    const days = resultExpiry.toDays({ integral: false });
    if (days < 1 || !Number.isInteger(days)) {
      throw invalid(scope, {
        what: 'queries.resultExpiry',
        got: `${days} days`,
        allowed: 'whole days, 1 or more',
        fix: 'write it as Duration.days(30)',
      });
    }
  }
}
