import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { DELIVER_OBJECTS, DELIVER_TO_BUCKET, ENCRYPT_OBJECTS } from '../private/permissions';
import { errorPrefix } from '../private/s3-layout';

/**
 * Who may take the delivery role: Firehose, on behalf of this account only. The external id is the documented guard against a confused deputy.
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#firehose-assume-role
 */
export function firehosePrincipal(scope: Construct): iam.IPrincipal {
  return new iam.ServicePrincipal('firehose.amazonaws.com', {
    conditions: { StringEquals: { 'sts:ExternalId': Stack.of(scope).account } },
  });
}

/** The six actions of a delivery to S3, on this bucket and under these two prefixes only. */
export function grantDelivery(role: iam.IRole, bucket: s3.IBucket, dataPrefix: string): void {
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: DELIVER_TO_BUCKET, resources: [bucket.bucketArn] }));
  role.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: DELIVER_OBJECTS,
    resources: [bucket.arnForObjects(`${dataPrefix}*`), bucket.arnForObjects(`${errorPrefix(dataPrefix)}*`)],
  }));
}

/** A key is granted by itself, so that its owner's policy is respected; the key of the bucket too, if it is another one. */
export function grantKeys(role: iam.IRole, bucket: s3.IBucket, encryptionKey: kms.IKey | undefined): void {
  encryptionKey?.grant(role, ...ENCRYPT_OBJECTS);
  if (bucket.encryptionKey && bucket.encryptionKey !== encryptionKey) {
    bucket.encryptionKey.grant(role, ...ENCRYPT_OBJECTS);
  }
}
