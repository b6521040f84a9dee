import { Template } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib/core';
import type { StackProps } from 'aws-cdk-lib/core';

/** A stack of an app of its own. */
export function newStack(props?: StackProps): Stack {
  return new Stack(new App(), 'Test', props);
}

/** The only resource of a type, with its properties. */
export function theOnly(stack: Stack, type: string): any {
  const found = Object.values(Template.fromStack(stack).findResources(type));
  if (found.length !== 1) {
    throw new Error(`${found.length} resources of ${type}, 1 expected`);
  }
  return found[0];
}

/** Every statement of every identity policy of a stack, as `[actions, resources]`, both as lists. */
export function identityStatements(stack: Stack): { actions: string[]; resources: unknown[]; condition?: unknown }[] {
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policies.flatMap((policy) => policy.Properties.PolicyDocument.Statement.map((statement: any) => ({
    actions: [statement.Action].flat(),
    resources: [statement.Resource].flat(),
    condition: statement.Condition,
  })));
}
