/** Where a stack is deployed to, as far as its template can ask. */
export interface Environment {
  readonly account: string;
  readonly region: string;
}

/** What stands in for an account and a region that the assembly leaves open. */
export const LOCAL_ENVIRONMENT: Environment = { account: '000000000000', region: 'us-east-1' };

/** Reads `aws://<account>/<region>` of a manifest; `unknown-account` and `unknown-region` mean open. */
export function parseEnvironment(text: string | undefined): Environment {
  const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(text ?? '') ?? [];
  return {
    account: account === undefined || account === 'unknown-account' ? LOCAL_ENVIRONMENT.account : account,
    region: region === undefined || region === 'unknown-region' ? LOCAL_ENVIRONMENT.region : region,
  };
}

export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

export function urlSuffixOf(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}
