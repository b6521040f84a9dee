import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { ServerlessDataPipeline } from '../../src';
import { needs as needed, rows } from '../support/iam/need';
import type { Need } from '../support/iam/need';
import { name, place } from '../support/iam/place';
import { missing, tooWide } from '../support/iam/proof';
import { accessOf, ENVIRONMENT } from '../support/iam/synthesized-access';

const pipelineOf = (removalPolicy?: RemovalPolicy) => accessOf((app) => {
  new ServerlessDataPipeline(new Stack(app, 'Test', { env: ENVIRONMENT }), 'Pipeline', { removalPolicy });
});
const access = pipelineOf();
const bucketNames = (which: typeof access) => which.deployment.resources('AWS::S3::Bucket').map(({ ref }) => ref);
// Someone of the account who may do everything.
const anyone = (which: typeof access) => which.principal('arn:aws:iam::111122223333:role/admin', [
  { name: 'admin', policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } },
]);

test('the buckets are one for events and one for results', () => {
  expect(bucketNames(access)).toEqual([expect.stringContaining('deliverystream'), expect.stringContaining('results')]);
});

describe.each(bucketNames(access))('the bucket %s', (bucketName) => {
  const admin = anyone(access);
  const bucket = `arn:aws:s3:::${bucketName}`;
  const REQUESTS: [string, string][] = [
    ['s3:GetObject', `${bucket}/any/key`], ['s3:PutObject', `${bucket}/any/key`], ['s3:DeleteObject', `${bucket}/any/key`],
    ['s3:ListBucket', bucket], ['s3:GetBucketLocation', bucket], ['s3:PutBucketPolicy', bucket],
  ];

  test.each(REQUESTS)('takes %s over TLS 1.2 and later, and in no other way, whoever asks', async (action, resource) => {
    const over = (context: Record<string, string>) => admin.can(action, resource, context);
    expect(await over({ 's3:TlsVersion': '1.2' })).toBe('Allowed');
    expect(await over({ 's3:TlsVersion': '1.3' })).toBe('Allowed');
    expect(await over({ 's3:TlsVersion': '1.1' })).toBe('ExplicitlyDenied');
    expect(await over({ 'aws:SecureTransport': 'false' })).toBe('ExplicitlyDenied');
  });

  test.each(REQUESTS)('lets nobody of another account %s, nor one of this account who was not granted it', async (action, resource) => {
    const stranger = access.principal('arn:aws:iam::999999999999:role/admin', admin.policies);
    expect(await stranger.can(action, resource)).toBe('ImplicitlyDenied');
    expect(await access.principal('arn:aws:iam::111122223333:role/other', []).can(action, resource)).toBe('ImplicitlyDenied');
  });
});

test('Firehose itself is refused without TLS', async () => {
  const { BucketARN: bucket, RoleARN: role } = access.deployment.resources('AWS::KinesisFirehose::DeliveryStream')[0].properties.ExtendedS3DestinationConfiguration;
  expect(await access.principal(role).can('s3:PutObject', `${bucket}/firehose/object.gz`, { 'aws:SecureTransport': 'false' })).toBe('ExplicitlyDenied');
});

describe('with removalPolicy DESTROY', () => {
  const temporary = pipelineOf(RemovalPolicy.DESTROY);
  const emptyings = temporary.deployment.resources('Custom::S3AutoDeleteObjects');
  const emptier = temporary.deployment.resources('AWS::Lambda::Function').find(({ arn }) => arn === emptyings[0].properties.ServiceToken)!.properties.Role;

  // What the function of the CDK calls; it forbids new objects first, in the policy of the bucket.
  const HANDLER = 'https://github.com/aws/aws-cdk/blob/main/packages/@aws-cdk/custom-resource-handlers/lib/aws-s3/auto-delete-objects-handler/index.ts';
  const needs: Need[] = bucketNames(temporary).flatMap((bucketName) => [
    ...needed(HANDLER, ['s3:GetBucketTagging', 's3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:ListBucketVersions'], place`arn:aws:s3:::${name(bucketName)}`),
    ...needed(HANDLER, ['s3:DeleteObject', 's3:DeleteObjectVersion'], place`arn:aws:s3:::${name(bucketName)}/any/key`),
  ]);

  test('both buckets are emptied', () => {
    expect(emptyings.map(({ properties }) => properties.BucketName)).toEqual(bucketNames(temporary));
  });

  test.each(rows(needs))('what empties the buckets may %s, and in no bucket that is named alike', async (_title, need) => {
    expect(await missing(temporary.principal(emptier), [need])).toEqual([]);
    expect(await tooWide(temporary.principal(emptier), [need], needs)).toEqual([]);
  });

  test.each(bucketNames(temporary))('what empties %s may neither read nor write an object', async (bucketName) => {
    expect(await temporary.principal(emptier).can('s3:GetObject', `arn:aws:s3:::${bucketName}/any/key`)).toBe('ImplicitlyDenied');
    expect(await temporary.principal(emptier).can('s3:PutObject', `arn:aws:s3:::${bucketName}/any/key`)).toBe('ImplicitlyDenied');
  });

  test('nobody else may empty them', async () => {
    const others = temporary.deployment.resources('AWS::IAM::Role').filter(({ arn }) => arn !== emptier);
    const verdicts = others.flatMap(({ arn }) => needs.filter(({ action }) => action.startsWith('s3:Delete'))
      .map(({ action, resource }) => temporary.principal(arn!).can(action, resource)));
    expect(new Set(await Promise.all(verdicts))).toEqual(new Set(['ImplicitlyDenied']));
  });
});
