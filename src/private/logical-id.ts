import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { invalid } from './validate';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
const MAX_LOGICAL_ID = 255;
/** The CDK's own hash at the end of an id made of a path. */
const PATH_HASH = 8;
/** What it adds for the contents of a deployment; it cuts the path before that, at a length that is too long then. */
const CONTENT_HASH = 32;
const MAX_PATH = MAX_LOGICAL_ID - PATH_HASH - CONTENT_HASH;
// Only these stay in a logical id.
const NOT_OF_ID = /[^A-Za-z0-9]/g;

/**
 * CloudFormation refuses a logical id that is too long, and only at deployment. The id of an API's deployment is the one that can become so.
 *
 * @param below the ids between the construct and the deployment
 * @throws Error if it would
 */
export function requirePathFits(scope: IConstruct, below: readonly string[]): void {
  const stack = Stack.of(scope);
  const scopes = scope.node.scopes;
  const ids = [...scopes.slice(scopes.indexOf(stack) + 1).map(({ node }) => node.id), ...below];
  // The CDK leaves out what the id before it ends with.
  const kept = ids.reduce<string[]>((before, id) => before.at(-1)?.endsWith(id) ? before : [...before, id], []);
  const length = kept.join('').replace(NOT_OF_ID, '').length;
  if (length > MAX_PATH) {
    throw invalid(scope, {
      what: 'construct path',
      got: `${length} letters and digits from the stack to the deployment of the API`,
      allowed: `${MAX_PATH}, because CloudFormation takes logical ids of up to ${MAX_LOGICAL_ID} characters`,
      fix: 'give shorter ids to the constructs above',
    });
  }
}
