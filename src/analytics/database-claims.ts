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
export function claimDatabase(owner: IConstruct, databaseName: string): void {
  const stack = Stack.of(owner);
  const open = Token.isUnresolved(stack.account) || Token.isUnresolved(stack.region);
  const catalog = open ? stack.node.path : `${stack.account}/${stack.region}`;
  const claims = appClaims<string>(owner, 'databases');
  const other = claims.get(`${catalog}/${databaseName}`);
  if (other !== undefined) {
    throw invalid(owner, {
      what: 'databaseName',
      got: `'${databaseName}', which ${other} creates already`,
      allowed: 'a name of its own for each pipeline of a catalog',
      fix: 'leave it out to get one, or choose another',
    });
  }
  claims.set(`${catalog}/${databaseName}`, owner.node.path);
}
