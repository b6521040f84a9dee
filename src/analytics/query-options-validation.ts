import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { requireFreeName, WORKGROUP } from './name-claims';
import { validateNamedQueries } from './named-query-validation';
import type { QueryOptions } from './query-options';
import { bucketIdentity } from '../private/bucket-identity';
import { requireSame } from '../private/environment';
import { requireKinds } from '../private/kinds';
import { invalid, requireUnit, requireWhole } from '../private/validate';

// https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateWorkGroup.html
const WORKGROUP_NAME = /^[a-zA-Z0-9._-]{1,128}$/;
const TAKEN_WORKGROUP = 'primary';
// https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroupConfiguration.html
const MIN_SCAN_BYTES = 10_000_000;

/** @throws Error if a value is out of its limits, or if results could not be written */
export function validateQueryOptions(scope: IConstruct, options: QueryOptions, dataBucket: IBucket | undefined): void {
  requireKinds(scope, options, { workGroupName: 'text', scanLimit: 'size', resultsBucket: 'bucket', resultExpiry: 'duration', namedQueries: 'list' }, 'queries.');
  validateWorkGroupName(scope, options);
  validateScanLimit(scope, options);
  validateResults(scope, options, dataBucket);
  validateNamedQueries(scope, options.namedQueries ?? []);
}

function validateWorkGroupName(scope: IConstruct, { workGroupName: name }: QueryOptions): void {
  if (name === undefined || Token.isUnresolved(name)) {
    return;
  }
  const { what } = WORKGROUP;
  if (!WORKGROUP_NAME.test(name)) {
    throw invalid(scope, { what, got: `'${name}'`, allowed: '1 to 128 of A-Z a-z 0-9 . _ -', fix: 'write it as \'events\', or leave it out to get one' });
  }
  if (name === TAKEN_WORKGROUP) {
    throw invalid(scope, { what, got: `'${name}', which every account has already`, allowed: 'any other name', fix: 'choose another, or leave it out to get one' });
  }
  requireFreeName(scope, WORKGROUP, name);
}

function validateScanLimit(scope: IConstruct, { scanLimit }: QueryOptions): void {
  if (scanLimit === undefined) {
    return;
  }
  requireUnit(scope, 'queries.scanLimit', scanLimit, 'Size.bytes', () => scanLimit.toBytes());
  if (scanLimit.isUnresolved()) {
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
  if (resultExpiry) {
    requireUnit(scope, 'queries.resultExpiry', resultExpiry, 'Duration.days', () => resultExpiry.toDays());
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
