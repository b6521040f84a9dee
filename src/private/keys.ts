import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Resource, Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { requireSame } from './environment';
import { invalid } from './validate';

/**
 * A key that can be granted and that services take by its ARN: the CDK gives no permission on an alias that is imported.
 * @throws Error if the key is an alias, is in another region, is disabled or is not symmetric
 */
export function requireKey(scope: IConstruct, what: string, key: kms.IKey | undefined): void {
  if (!key) {
    return;
  }
  if ('aliasName' in key) {
    throw invalid(scope, {
      what,
      got: `the alias ${key.node.path}`,
      allowed: 'a key',
      fix: 'pass alias.aliasTargetKey, or import the key with Key.fromKeyArn or Key.fromLookup',
    });
  }
  requireSame(scope, what, 'region', key, Stack.of(scope).region, 'use a key of this region: S3 and Firehose take no other');
  requireUsable(scope, what, key);
}

/** Firehose takes symmetric keys only, and waits a day for one that is disabled before it drops what it has. Of an imported key nothing is known. */
function requireUsable(scope: IConstruct, what: string, key: kms.IKey): void {
  const { keySpec, enabled } = (key.node.defaultChild ?? {}) as Partial<kms.CfnKey>;
  if (keySpec !== undefined && !Token.isUnresolved(keySpec) && keySpec !== 'SYMMETRIC_DEFAULT') {
    throw invalid(scope, { what, got: `a key of ${keySpec}`, allowed: 'a symmetric key', fix: 'leave keySpec of the key out' });
  }
  if (enabled === false) {
    throw invalid(scope, { what, got: 'a key that is disabled', allowed: 'an enabled key', fix: 'leave enabled of the key out' });
  }
}

/**
 * The key of a bucket that is brought. An alias of the app leads to its key; of an imported one nobody knows the key.
 * @throws Error if no permission can be given on it
 */
export function requireGrantable(scope: IConstruct, key: kms.IKey | undefined): void {
  if (key && 'aliasName' in key && !Resource.isOwnedResource(key)) {
    throw notGrantable(scope, key);
  }
}

/** What a permission is given on: a key of the CDK, or less. */
export interface GrantableKey {
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;
}

/**
 * Gives a permission through the key's own grant, so that its owner's policy is respected.
 * @throws Error if the grant could not be made: the grantee would fail only at run time
 */
export function grantOnKey(scope: IConstruct, key: GrantableKey, grantee: iam.IGrantable, actions: readonly string[]): iam.Grant {
  const grant = key.grant(grantee, ...actions);
  if (!grant.success) {
    throw notGrantable(scope, key);
  }
  return grant;
}

function notGrantable(scope: IConstruct, key: GrantableKey): Error {
  return invalid(scope, {
    what: 'encryption key',
    got: `${(key as Partial<kms.IKey>).node?.path ?? 'a key'}, on which no permission can be given`,
    allowed: 'a key of this app, or one imported by its ARN',
    fix: 'import the key itself, with Key.fromKeyArn or Key.fromLookup',
  });
}
