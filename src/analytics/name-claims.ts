import { Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { appClaims } from '../private/app-claims';
import { invalid } from '../private/validate';

/** What has one name in an account and region. */
export interface NamedOnce {
  /** The prop that gives the name. */
  readonly what: string;
  /** What is named, in plural. */
  readonly kind: string;
}

export const DATABASE: NamedOnce = { what: 'databaseName', kind: 'databases' };
export const WORKGROUP: NamedOnce = { what: 'queries.workGroupName', kind: 'workgroups' };

/**
 * Stacks whose environment is open may go to different accounts, so only what is certain to meet is refused. A token may be anything.
 *
 * @throws Error if another construct of the app creates one of this name in the same stack, or in the same account and region
 */
export function requireFreeName(scope: IConstruct, { what, kind }: NamedOnce, name: string): void {
  const other = appClaims<string>(scope, kind).get(place(scope, name));
  if (other !== undefined) {
    throw invalid(scope, {
      what,
      got: `'${name}', which ${other} creates already`,
      allowed: 'a name of its own for each pipeline of an account and region',
      fix: 'leave it out to get one, or choose another',
    });
  }
}

/** Takes a name that is known to be free. */
export function claimName(owner: IConstruct, { kind }: NamedOnce, name: string | undefined): void {
  if (name !== undefined && !Token.isUnresolved(name)) {
    appClaims<string>(owner, kind).set(place(owner, name), owner.node.path);
  }
}

function place(scope: IConstruct, name: string): string {
  const stack = Stack.of(scope);
  const open = Token.isUnresolved(stack.account) || Token.isUnresolved(stack.region);
  return `${open ? stack.node.path : `${stack.account}/${stack.region}`}/${name}`;
}
