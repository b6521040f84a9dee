import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { invalid } from './validate';

/** @throws Error if it is none that a bucket has */
export function requireRemovalPolicy(scope: IConstruct, policy: RemovalPolicy | undefined): void {
  const ofBuckets = [RemovalPolicy.RETAIN, RemovalPolicy.DESTROY, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE];
  if (policy !== undefined && !ofBuckets.includes(policy)) {
    throw invalid(scope, {
      what: 'removalPolicy',
      got: String(policy),
      allowed: ofBuckets.join(', '),
      fix: 'choose RETAIN or DESTROY: a bucket has no snapshots',
    });
  }
}
