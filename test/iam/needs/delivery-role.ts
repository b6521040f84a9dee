import type { Deployment, Resource } from '../../../cli/template/deployment';
import { arnOf, bucketNameOf, s3ArnOf } from '../../support/iam/arn';
import { defaultKeyOf } from '../../support/iam/bucket-keys';
import { needs } from '../../support/iam/need';
import type { Need } from '../../support/iam/need';
import { name, place } from '../../support/iam/place';
import type { Place } from '../../support/iam/place';

const S3 = 'https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3';

/** What Firehose does with the role of a stream. Where it does it is read off the stream itself. */
export function deliveryNeeds(deployment: Deployment, stream: Resource): Need[] {
  const { ExtendedS3DestinationConfiguration: destination } = stream.properties;
  const { LogGroupName: group, LogStreamName: logStream } = destination.CloudWatchLoggingOptions;
  const bucketName = bucketNameOf(destination.BucketARN);
  const key = destination.EncryptionConfiguration?.KMSEncryptionConfig?.AWSKMSKeyARN ?? defaultKeyOf(deployment, bucketName);
  return [
    // AWS lets Firehose list the whole bucket too.
    ...needs(S3, ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], place`${s3ArnOf(deployment)}:::${name(bucketName)}`),
    ...objects(deployment, stream).flatMap((object) => needs(S3, ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'], object)),
    ...key === undefined ? [] : deliveryKeyNeeds(deployment, stream, key),
    ...needs(S3, ['logs:PutLogEvents'], place`${arnOf('logs', deployment)}:log-group:${name(group)}:log-stream:${name(logStream)}`),
    ...functionArns(destination).flatMap(callNeeds),
  ];
}

/**
 * Using the key by way of S3, for objects of the stream only. S3 names the object, or the bucket if it has a bucket key.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html#bucket-key-changes
 */
function deliveryKeyNeeds(deployment: Deployment, stream: Resource, keyArn: string): Need[] {
  const [environment, id] = keyArn.split('/');
  const key = place`${environment}/${name(id)}`;
  const bucket = place`${s3ArnOf(deployment)}:::${name(bucketNameOf(stream.properties.ExtendedS3DestinationConfiguration.BucketARN))}`;
  const elsewhere = [...objects(deployment, stream).flatMap(({ siblings }) => siblings), ...bucket.siblings, `${bucket.text}/other/object.gz`];
  const bySecretsManager = { ...encrypted(deployment, bucket.text), 'kms:ViaService': `secretsmanager.${deployment.region}.amazonaws.com` };
  const byOtherRegion = { ...encrypted(deployment, bucket.text), 'kms:ViaService': 's3.ap-south-1.amazonaws.com' };
  const all = [bucket, ...objects(deployment, stream)].flatMap(({ text }) => needs(S3, ['kms:Decrypt', 'kms:GenerateDataKey'], key, encrypted(deployment, text)));
  return all.map((need) => ({
    ...need,
    siblings: [
      ...need.siblings,
      ...[undefined, bySecretsManager, byOtherRegion, ...elsewhere.map((arn) => encrypted(deployment, arn))].map((context) => ({ ...need, context })),
    ],
  }));
}

/** What S3 says to KMS. */
function encrypted({ region }: Deployment, arn: string): Record<string, string> {
  return { 'kms:ViaService': `s3.${region}.amazonaws.com`, 'kms:EncryptionContext:aws:s3:arn': arn };
}

/** Calling a processor, and finding out how long it may take. */
export function callNeeds(functionArn: string): Need[] {
  return needs(S3, ['lambda:InvokeFunction', 'lambda:GetFunctionConfiguration'], functionPlace(functionArn));
}

/** If the bucket is someone else's: its owner gets the objects. */
export function handOverNeeds(deployment: Deployment, stream: Resource): Need[] {
  return objects(deployment, stream).flatMap((object) => needs(S3, ['s3:PutObjectAcl'], object));
}

/** The functions that Firehose calls, by the ARN that it was given: of a version or an alias, if it is one. */
export function functionArns(destination: any): string[] {
  const processors: any[] = destination.ProcessingConfiguration.Processors ?? [];
  return processors.flatMap(({ Parameters }) => Parameters).filter(({ ParameterName }) => ParameterName === 'LambdaArn').map(({ ParameterValue }) => ParameterValue);
}

/** An object of events and one of failed records. */
function objects(deployment: Deployment, stream: Resource): Place[] {
  const { BucketARN: bucketArn, Prefix: events, ErrorOutputPrefix: failed } = stream.properties.ExtendedS3DestinationConfiguration;
  return [events, failed].map((prefix: string) => {
    const fixed = prefix.slice(0, prefix.indexOf('!{'));
    const chosen = fixed.slice(0, fixed.lastIndexOf('/'));
    return place`${s3ArnOf(deployment)}:::${name(bucketNameOf(bucketArn))}/${name(chosen)}/dt=2026-11-22/object.gz`;
  });
}

function functionPlace(arn: string): Place {
  const [, environment, functionName, qualifier] = /^(.+:function):([^:]+)(?::(.+))?$/.exec(arn)!;
  return qualifier === undefined ? place`${environment}:${name(functionName)}` : place`${environment}:${name(functionName)}:${name(qualifier)}`;
}
