import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import { inAnotherAccount } from '../private/environment';
import { grantOnKey } from '../private/keys';
import type { NagSettings } from '../private/nag-acknowledgements';
import { acknowledgeFindings } from '../private/nag-acknowledgements';
import { DELIVER_OBJECTS, DELIVER_TO_BUCKET, ENCRYPT_OBJECTS, HAND_OVER_OBJECTS } from '../private/permissions';
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

/** The six actions of a delivery to S3, on this bucket and under these two prefixes only; one more if the bucket is someone else's. */
export function grantDelivery(role: iam.IRole, bucket: s3.IBucket, dataPrefix: string, settings: NagSettings): void {
  // In the order that the CDK's minimize-policies flag would sort them: the template is the same with and without it.
  const objects = [bucket.arnForObjects(`${errorPrefix(dataPrefix)}*`), bucket.arnForObjects(`${dataPrefix}*`)];
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: DELIVER_TO_BUCKET, resources: [bucket.bucketArn] }));
  role.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: inAnotherAccount(role, bucket) ? [...DELIVER_OBJECTS, HAND_OVER_OBJECTS] : DELIVER_OBJECTS,
    resources: objects,
  }));
  acknowledgeFindings(role.node.tryFindChild('DefaultPolicy'), settings, {
    id: 'AwsSolutions-IAM5',
    reason: 'Firehose chooses the names of objects; these are the ones under the two prefixes of this stream, in its bucket only.',
    wildcards: objects,
  });
}

/** The key that objects are written with. A bucket is asked for its own only where the stream names none. */
export function grantKey(scope: IConstruct, role: iam.IRole, bucket: s3.IBucket, encryptionKey: kms.IKey | undefined): void {
  const key = encryptionKey ?? bucket.encryptionKey;
  if (key) {
    grantOnKey(scope, key, role, ENCRYPT_OBJECTS);
  }
}
