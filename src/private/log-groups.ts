import * as logs from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import { requireSameEnvironment } from './environment';
import { invalid } from './validate';

/** What is to be chosen about a log. */
export interface LogOptions {
  readonly logGroup?: logs.ILogGroup;
  readonly logRetention?: logs.RetentionDays;
}

/** @throws Error if the service could not write to the group, or if a retention is given for a group that has its own */
export function validateLogGroup(scope: IConstruct, { logGroup, logRetention }: LogOptions): void {
  if (!logGroup) {
    return;
  }
  requireSameEnvironment(scope, 'logGroup', logGroup, scope, 'use a log group of the same region and account: the services write to no other');
  if (logRetention !== undefined) {
    throw invalid(scope, {
      what: 'logRetention', got: 'a value together with a log group', allowed: 'one of the two', fix: 'set the retention on that log group',
    });
  }
}

/** The log group that is given, or a dedicated one. It holds no events, so that nothing is lost when it goes with the stack. */
export function resolveLogGroup(place: Construct, { logGroup, logRetention = logs.RetentionDays.ONE_MONTH }: LogOptions): logs.ILogGroup {
  return logGroup ?? new logs.LogGroup(place, 'LogGroup', { retention: logRetention, removalPolicy: RemovalPolicy.DESTROY });
}
