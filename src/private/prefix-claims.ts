import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { errorPrefix } from './s3-layout';
import { invalid } from './validate';

interface Claim {
  readonly owner: IConstruct;
  readonly dataPrefix: string;
}

const CLAIMS = Symbol.for('cdk-serverless-data-pipeline.prefix-claims');

/**
 * Two streams that write under each other's prefix in one bucket would mix their rows, and only at run time. An app knows all of them.
 *
 * @throws Error if another stream of the app writes to an overlapping prefix of the same bucket
 */
export function claimPrefix(owner: IConstruct, bucket: IBucket, dataPrefix: string): void {
  const claims = claimsOfApp(owner);
  const key = bucketKey(bucket);
  const others = claims.get(key) ?? [];
  const clash = others.find((other) => overlap(other.dataPrefix, dataPrefix));
  if (clash) {
    throw invalid(owner, {
      what: 'dataPrefix',
      got: `'${dataPrefix}', which overlaps '${clash.dataPrefix}' of ${clash.owner.node.path} in the same bucket`,
      allowed: 'prefixes of which none lies under another',
      fix: 'give each pipeline on a shared bucket a dataPrefix of its own',
    });
  }
  claims.set(key, [...others, { owner, dataPrefix }]);
}

function claimsOfApp(scope: IConstruct): Map<string, Claim[]> {
  const root: any = scope.node.root;
  root[CLAIMS] ??= new Map<string, Claim[]>();
  return root[CLAIMS];
}

/** A bucket imported twice by its name is one bucket; a bucket of the app is known by its place in the tree. */
function bucketKey(bucket: IBucket): string {
  return Token.isUnresolved(bucket.bucketName) ? bucket.node.path : bucket.bucketName;
}

function overlap(a: string, b: string): boolean {
  const ofA = [a, errorPrefix(a)];
  const ofB = [b, errorPrefix(b)];
  return ofA.some((x) => ofB.some((y) => x.startsWith(y) || y.startsWith(x)));
}
