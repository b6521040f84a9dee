import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { requireSame } from './environment';
import { ENCRYPT_OBJECTS } from './permissions';
import { invalid } from './validate';

/**
 * A key that can be granted and that services take by its ARN: the CDK gives no permission on an alias that is imported.
 * @throws Error if the key is an alias, or is in another region
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
}

/**
 * Lets a role write encrypted objects, through the key's own grant so that its owner's policy is respected.
 * @throws Error if the grant could not be made: the writer would fail only at run time
 */
export function grantEncrypt(scope: IConstruct, key: kms.IKey, role: iam.IGrantable): iam.Grant {
  const grant = key.grant(role, ...ENCRYPT_OBJECTS);
  if (!grant.success) {
    throw invalid(scope, {
      what: 'encryption key',
      got: `${key.node.path}, on which no permission can be given`,
      allowed: 'a key of this app, or one imported by its ARN',
      fix: 'import the key itself, with Key.fromKeyArn or Key.fromLookup',
    });
  }
  return grant;
}
