import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import { queryNeeds, readErrorsNeeds, readNeeds } from './needs/analysts';
import { AnalyticsQueries, ServerlessDataPipeline } from '../../src';
import type { ServerlessDataPipelineProps } from '../../src';
import { rows } from '../support/iam/need';
import { faults, missing, tooWide, unneeded } from '../support/iam/proof';
import { accessOf, ENVIRONMENT } from '../support/iam/synthesized-access';

function analystsOf(propsOf: (stack: Stack) => ServerlessDataPipelineProps = () => ({})) {
  return accessOf((app) => {
    const stack = new Stack(app, 'Test', { env: ENVIRONMENT });
    const pipeline = new ServerlessDataPipeline(stack, 'Pipeline', propsOf(stack));
    const caller = (id: string) => new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() });
    pipeline.grantQuery(caller('Analyst'));
    pipeline.grantRead(caller('Reader'));
    pipeline.grantReadErrors(caller('ErrorReader'));
  });
}

const access = analystsOf();
const { deployment } = access;
const bucket = deployment.resources('AWS::KinesisFirehose::DeliveryStream')[0].properties.ExtendedS3DestinationConfiguration.BucketARN;

describe.each([
  ['grantQuery', access.role('Analyst'), queryNeeds(deployment)],
  ['grantRead', access.role('Reader'), readNeeds(deployment)],
  ['grantReadErrors', access.role('ErrorReader'), readErrorsNeeds(deployment)],
])('a grantee of %s', (_grant, grantee, needs) => {
  test.each(rows(needs))('may %s, and nowhere that is named alike', async (_title, need) => {
    expect(await missing(grantee, [need])).toEqual([]);
    expect(await tooWide(grantee, [need], needs)).toEqual([]);
  });

  test('has nothing that it does not need', async () => {
    expect(await unneeded(grantee, needs)).toEqual([]);
  });

  test.each(['s3:PutObject', 's3:DeleteObject', 's3:GetObjectVersion'])('may not %s on events and failed records', async (action) => {
    expect(await grantee.can(action, `${bucket}/firehose/dt=2026-11-22/file`)).toBe('ImplicitlyDenied');
    expect(await grantee.can(action, `${bucket}/firehose-errors/type=processing-failed/dt=2026-11-22/file`)).toBe('ImplicitlyDenied');
  });
});

describe('who reads', () => {
  test.each([
    ['events may not read failed records', 'Reader', 'firehose', 'firehose-errors'],
    ['failed records may not read events', 'ErrorReader', 'firehose-errors', 'firehose'],
  ])('%s', async (_title, id, own, other) => {
    const reader = access.role(id);
    expect(await reader.can('s3:GetObject', `${bucket}/${own}/file`)).toBe('Allowed');
    expect(await reader.can('s3:GetObject', `${bucket}/${other}/file`)).toBe('ImplicitlyDenied');
    expect(await reader.can('s3:ListBucket', bucket, { 's3:prefix': `${own}/` })).toBe('Allowed');
    expect(await reader.can('s3:ListBucket', bucket, { 's3:prefix': `${other}/` })).toBe('ImplicitlyDenied');
  });

  test.each(['Reader', 'ErrorReader'])('%s may not query', async (id) => {
    const [{ arn: workgroup }] = deployment.resources('AWS::Athena::WorkGroup');
    expect(await access.role(id).can('athena:StartQueryExecution', workgroup!)).toBe('ImplicitlyDenied');
  });
});

describe('who queries', () => {
  const [{ arn: workgroup }] = deployment.resources('AWS::Athena::WorkGroup');
  const [{ ref: database }] = deployment.resources('AWS::Glue::Database');
  const catalog = `arn:aws:glue:eu-west-1:111122223333:table/${database}/records`;

  test.each([
    ...['athena:UpdateWorkGroup', 'athena:DeleteWorkGroup', 'athena:CreateNamedQuery', 'athena:DeleteNamedQuery'].map((action) => [action, workgroup!]),
    ...['glue:UpdateTable', 'glue:DeleteTable', 'glue:CreateTable'].map((action) => [action, catalog]),
    ['glue:CreateDatabase', 'arn:aws:glue:eu-west-1:111122223333:database/default'],
    ['glue:GetTables', 'arn:aws:glue:eu-west-1:111122223333:table/default/any'],
    ['athena:StartQueryExecution', 'arn:aws:athena:eu-west-1:111122223333:workgroup/primary'],
  ])('may not %s on %s', async (action, resource) => {
    expect(await access.role('Analyst').can(action, resource)).toBe('ImplicitlyDenied');
  });

  test('may read any table of the database, for views of their own', async () => {
    expect(await access.role('Analyst').can('glue:GetTable', `arn:aws:glue:eu-west-1:111122223333:table/${database}/mine`)).toBe('Allowed');
  });
});

describe('results in a bucket that is brought', () => {
  const shared = analystsOf((stack) => ({ queries: { resultsBucket: s3.Bucket.fromBucketName(stack, 'Shared', 'results') } }));

  test('are under the name of the workgroup, and those of another are not read', async () => {
    expect(await faults(shared.role('Analyst'), queryNeeds(shared.deployment))).toEqual([]);
    expect(await shared.role('Analyst').can('s3:GetObject', 'arn:aws:s3:::results/other/file')).toBe('ImplicitlyDenied');
  });
});

describe('a reader of another account', () => {
  // What the other account lets the reader do is all of S3: what the bucket lets in is what is left.
  const anything = [{ name: 'all', policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow' as const, Action: 's3:*', Resource: '*' }] } }];
  const theirs = accessOf((app) => {
    const stack = new Stack(app, 'Test', { env: ENVIRONMENT });
    const data = new s3.Bucket(stack, 'Data', { bucketName: 'data' });
    new AnalyticsQueries(stack, 'Analytics', { bucket: data }).grantRead(new iam.AccountPrincipal('444455556666'));
  });
  const reader = theirs.principal('arn:aws:iam::444455556666:role/reader', anything);

  test('reads what a reader of this account would, and no more', async () => {
    const needs = readNeeds(theirs.deployment);
    expect([...await missing(reader, needs), ...await tooWide(reader, needs)]).toEqual([]);
  });

  test('is the only stranger', async () => {
    const stranger = theirs.principal('arn:aws:iam::777788889999:role/reader', anything);
    expect(await stranger.can('s3:GetObject', 'arn:aws:s3:::data/firehose/file')).toBe('ImplicitlyDenied');
  });
});
