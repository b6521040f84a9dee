import { partitionOf, urlSuffixOf } from './environment';
import type { Environment } from './environment';
import { NO_VALUE } from './intrinsics';
import { uuidOf } from './made-ids';

export function stackArn(stack: string, environment: Environment): string {
  return `arn:${partitionOf(environment.region)}:cloudformation:${environment.region}:${environment.account}:stack/${stack}/${uuidOf(stack)}`;
}

/** The value of an `AWS::…` parameter that every template knows; undefined for any other name. */
export function pseudoParameter(name: string, stack: string, environment: Environment): unknown {
  switch (name) {
    case 'AWS::AccountId': return environment.account;
    case 'AWS::NoValue': return NO_VALUE;
    case 'AWS::NotificationARNs': return [];
    case 'AWS::Partition': return partitionOf(environment.region);
    case 'AWS::Region': return environment.region;
    case 'AWS::StackId': return stackArn(stack, environment);
    case 'AWS::StackName': return stack;
    case 'AWS::URLSuffix': return urlSuffixOf(environment.region);
    default: return undefined;
  }
}
