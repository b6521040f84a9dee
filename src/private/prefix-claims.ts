import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { appClaims } from './app-claims';
import { bucketIdentity } from './bucket-identity';
import { errorPrefix } from './s3-layout';
import { invalid } from './validate';

interface Claim {
  readonly owner: IConstruct;
  readonly dataPrefix: string;
}

/**
 * Two streams that write under each other's prefix in one bucket would mix their rows, and only at run time.
 *
 * @throws Error if another stream of the app writes to an overlapping prefix of the same bucket
 */
export function requireFreePrefix(scope: IConstruct, bucket: IBucket, dataPrefix: string): void {
  const clash = claimsOn(scope, bucket).find((other) => overlap(other.dataPrefix, dataPrefix));
  if (clash) {
    throw invalid(scope, {
      what: 'dataPrefix',
      got: `'${dataPrefix}', which overlaps '${clash.dataPrefix}' of ${clash.owner.node.path} in the same bucket`,
      allowed: 'prefixes of which none lies under another',
      fix: 'give each pipeline on a shared bucket a dataPrefix of its own',
    });
  }
}

/** Takes a prefix that is known to be free. */
export function claimPrefix(owner: IConstruct, bucket: IBucket, dataPrefix: string): void {
  const claims = appClaims<Claim[]>(owner, 'prefixes');
  claims.set(bucketIdentity(bucket), [...claimsOn(owner, bucket), { owner, dataPrefix }]);
}

function claimsOn(scope: IConstruct, bucket: IBucket): Claim[] {
  return appClaims<Claim[]>(scope, 'prefixes').get(bucketIdentity(bucket)) ?? [];
}

function overlap(a: string, b: string): boolean {
  const ofA = [a, errorPrefix(a)];
  const ofB = [b, errorPrefix(b)];
  return ofA.some((x) => ofB.some((y) => x.startsWith(y) || y.startsWith(x)));
}
