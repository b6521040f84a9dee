import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Aws, Stack } from 'aws-cdk-lib/core';
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
  const objects = objectsOf(bucket, dataPrefix);
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

/**
 * The key that objects are written with, for S3 and for the objects of this stream only. A bucket is asked for its own key only where the stream names none.
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3
 */
export function grantKey(scope: IConstruct, role: iam.IRole, bucket: s3.IBucket, dataPrefix: string, encryptionKey: kms.IKey | undefined): void {
  const key = encryptionKey ?? bucket.encryptionKey;
  if (key) {
    grantOnKey(scope, key, limitedToObjects(role, bucket, dataPrefix), ENCRYPT_OBJECTS);
  }
}

/**
 * The same role, with what is granted to it limited to the objects of the stream: the grant of a key takes no conditions. The policy of the role gets both. Where the policy of the key
 * names the role too, it gets the first one only: a key that names the bucket, which names the key, could not be created.
 */
function limitedToObjects(role: iam.IRole, bucket: s3.IBucket, dataPrefix: string): iam.IGrantable {
  const onlyS3 = viaS3(bucket);
  const addToPrincipalPolicy = (statement: iam.PolicyStatement) => {
    statement.addConditions({ ...onlyS3, ...ofObjects(bucket, dataPrefix) });
    return role.addToPrincipalPolicy(statement);
  };
  return {
    grantPrincipal: Object.create(role, {
      addToPrincipalPolicy: { value: addToPrincipalPolicy },
      policyFragment: { value: new iam.PrincipalPolicyFragment(role.policyFragment.principalJson, onlyS3) },
    }) as iam.IRole,
  };
}

/** S3 names itself as AWS documents it. Whether China and other partitions use their own suffix is not documented, so both are let in. */
function viaS3(bucket: s3.IBucket): iam.Conditions {
  const service = `s3.${bucket.env.region}`;
  return { StringEquals: { 'kms:ViaService': [`${service}.amazonaws.com`, `${service}.${Aws.URL_SUFFIX}`] } };
}

/**
 * The encryption context is the ARN of the object, or the ARN of the bucket if it has a bucket key, as an existing bucket may or may not.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html#bucket-key-changes
 */
function ofObjects(bucket: s3.IBucket, dataPrefix: string): iam.Conditions {
  return { StringLike: { 'kms:EncryptionContext:aws:s3:arn': [bucket.bucketArn, ...objectsOf(bucket, dataPrefix)] } };
}

/** The objects of events and of failed records, in the order that the CDK's minimize-policies flag would sort them: the template is the same with and without it. */
function objectsOf(bucket: s3.IBucket, dataPrefix: string): string[] {
  return [bucket.arnForObjects(`${errorPrefix(dataPrefix)}*`), bucket.arnForObjects(`${dataPrefix}*`)];
}
