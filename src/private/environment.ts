import { Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { invalid } from './validate';

/** Anything that knows where it is. */
interface Located {
  readonly env: { readonly account: string; readonly region: string };
}

/** A service calls only what is beside it. Where something is may be known at deployment only; then it passes. */
export function requireSame(
  scope: IConstruct, what: string, part: 'account' | 'region', brought: Located & IConstruct, here: string, fix: string,
): void {
  const there = brought.env[part];
  if (differ(there, here)) {
    throw invalid(scope, { what, got: `${brought.node.path} in ${part} ${there}`, allowed: `one in ${part} ${here}, where this is`, fix });
  }
}

/** For a service that reaches nothing outside its own region and account. @param here what the service belongs to */
export function requireSameEnvironment(scope: IConstruct, what: string, brought: Located & IConstruct, here: IConstruct, fix: string): void {
  const { account, region } = Stack.of(here);
  requireSame(scope, what, 'region', brought, region, fix);
  requireSame(scope, what, 'account', brought, account, fix);
}

/** Whether something is known to belong to someone else. */
export function inAnotherAccount(scope: IConstruct, brought: Located): boolean {
  return differ(brought.env.account, Stack.of(scope).account);
}

/** Whether something is known to be far. */
export function inAnotherRegion(scope: IConstruct, brought: Located): boolean {
  return differ(brought.env.region, Stack.of(scope).region);
}

function differ(there: string, here: string): boolean {
  return !Token.isUnresolved(there) && !Token.isUnresolved(here) && there !== here;
}
