import { Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { appClaims } from '../private/app-claims';
import { invalid } from '../private/validate';

/**
 * Each pipeline creates its database, and a catalog has one of a name. Stacks whose environment is open may go to different accounts, so only
 * what is certain to meet is refused.
 *
 * @throws Error if another construct of the app creates a database of this name in the same stack, or in the same account and region
 */
export function requireFreeDatabase(scope: IConstruct, databaseName: string): void {
  const other = appClaims<string>(scope, 'databases').get(place(scope, databaseName));
  if (other !== undefined) {
    throw invalid(scope, {
      what: 'databaseName',
      got: `'${databaseName}', which ${other} creates already`,
      allowed: 'a name of its own for each pipeline of a catalog',
      fix: 'leave it out to get one, or choose another',
    });
  }
}

/** Takes a name that is known to be free. */
export function claimDatabase(owner: IConstruct, databaseName: string): void {
  appClaims<string>(owner, 'databases').set(place(owner, databaseName), owner.node.path);
}

function place(scope: IConstruct, databaseName: string): string {
  const stack = Stack.of(scope);
  const open = Token.isUnresolved(stack.account) || Token.isUnresolved(stack.region);
  return `${open ? stack.node.path : `${stack.account}/${stack.region}`}/${databaseName}`;
}
