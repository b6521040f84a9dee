import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { invalid } from './validate';

const OF_BUCKETS = [RemovalPolicy.RETAIN, RemovalPolicy.DESTROY, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE];

/** @throws Error if it is none that a bucket has */
export function requireRemovalPolicy(scope: IConstruct, policy: RemovalPolicy | undefined): void {
  if (policy !== undefined && !OF_BUCKETS.includes(policy)) {
    throw invalid(scope, {
      what: 'removalPolicy',
      got: String(policy),
      allowed: OF_BUCKETS.join(', '),
      fix: 'choose RETAIN or DESTROY: a bucket has no snapshots',
    });
  }
}
