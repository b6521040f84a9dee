import type { CfnResource } from 'aws-cdk-lib/core';
import { Lazy, Stack } from 'aws-cdk-lib/core';

/**
 * A name that may still change: aspects come after constructs.
 *
 * @param name reads it off the resource
 */
export function lateName(name: () => string | undefined): string {
  return Lazy.uncachedString({ produce: name });
}

/**
 * The name of a resource that CloudFormation gives for `Ref`: a reference where the resource is, which also says what comes first. Another stack gets the
 * text: a reference would be an import there, and CloudFormation refuses to change what another stack imports.
 *
 * @param name reads it off the resource
 */
export function referToName(resource: CfnResource, name: () => string | undefined): string {
  return Lazy.uncachedString({ produce: ({ scope }) => Stack.of(scope) === resource.stack ? resource.ref : name() });
}
