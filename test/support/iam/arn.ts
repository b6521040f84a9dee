import type { Deployment } from '../../../cli/template/deployment';
import { partitionOf } from '../../../cli/template/environment';

/** `arn:aws:logs:eu-west-1:111122223333`: what the ARNs of a service begin with where an app is deployed. */
export function arnOf(service: string, { region, accountId }: Deployment): string {
  return `arn:${partitionOf(region)}:${service}:${region}:${accountId}`;
}

/** `arn:aws:s3`: buckets have one name in all regions. */
export function s3ArnOf({ region }: Deployment): string {
  return `arn:${partitionOf(region)}:s3`;
}

export function bucketNameOf(bucketArn: string): string {
  return bucketArn.split(':::')[1];
}
