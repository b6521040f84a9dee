import { Template } from 'aws-cdk-lib/assertions';
import { AccountPrincipal, AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Stack } from 'aws-cdk-lib/core';
import { AnalyticsQueries } from '../../src/analytics';
import type { AnalyticsQueriesProps } from '../../src/analytics';
import { identityStatements, newStack, theOnly } from '../support/stacks';

function setUp(props: (stack: Stack) => Partial<AnalyticsQueriesProps> = () => ({})) {
  const stack = newStack({ env: { account: '111111111111', region: 'eu-west-1' } });
  const made = props(stack);
  const bucket = made.bucket ?? Bucket.fromBucketName(stack, 'Data', 'data');
  const analytics = new AnalyticsQueries(stack, 'Analytics', { ...made, bucket });
  return { stack, analytics, analyst: new Role(stack, 'Analyst', { assumedBy: new AccountRootPrincipal() }) };
}

/** The statements with the ARNs as texts. */
function statementsOf(stack: Stack) {
  const text = (value: any): string => {
    if (typeof value === 'string') return value;
    if (value.Ref) return `{${value.Ref}}`;
    return value['Fn::Join'] ? value['Fn::Join'][1].map(text).join('') : `{${value['Fn::GetAtt'].join('.')}}`;
  };
  return identityStatements(stack).map((statement) => ({ ...statement, resources: statement.resources.map(text) }));
}

const arn = (rest: string) => `arn:{AWS::Partition}:${rest}`;

test('grantRead: the objects under the data prefix, and nothing else', () => {
  const { stack, analytics, analyst } = setUp();
  analytics.grantRead(analyst);
  expect(statementsOf(stack)).toEqual([
    { actions: ['s3:GetObject'], resources: [arn('s3:::data/firehose/*')], condition: undefined },
    { actions: ['s3:GetBucketLocation'], resources: [arn('s3:::data')], condition: undefined },
    { actions: ['s3:ListBucket'], resources: [arn('s3:::data')], condition: { StringLike: { 's3:prefix': 'firehose/*' } } },
  ]);
});

test('grantReadErrors: the objects under the error prefix, and nothing else', () => {
  const { stack, analytics, analyst } = setUp(() => ({ dataPrefix: 'a/' }));
  analytics.grantReadErrors(analyst);
  expect(statementsOf(stack)).toEqual([
    { actions: ['s3:GetObject'], resources: [arn('s3:::data/a-errors/*')], condition: undefined },
    { actions: ['s3:GetBucketLocation'], resources: [arn('s3:::data')], condition: undefined },
    { actions: ['s3:ListBucket'], resources: [arn('s3:::data')], condition: { StringLike: { 's3:prefix': 'a-errors/*' } } },
  ]);
});

test('grantQuery: the workgroup, its results, the catalog, events and failed records', () => {
  const { stack, analytics, analyst } = setUp((scope) => ({
    databaseName: 'events', queries: { resultsBucket: Bucket.fromBucketName(scope, 'Results', 'results') },
  }));
  analytics.grantQuery(analyst);
  const idOf = (type: string) => Object.keys(Template.fromStack(stack).findResources(type))[0];
  const [database, group] = ['AWS::Glue::Database', 'AWS::Athena::WorkGroup'].map((type) => `{${idOf(type)}}`);
  // A reference would be a circle: the place of the results is a part of the workgroup.
  const folder = theOnly(stack, 'AWS::Athena::WorkGroup').Properties.Name;
  const glue = (rest: string) => arn(`glue:eu-west-1:111111111111:${rest}`);
  expect(statementsOf(stack)).toEqual([
    {
      actions: [
        'athena:BatchGetNamedQuery', 'athena:BatchGetQueryExecution', 'athena:GetNamedQuery', 'athena:GetQueryExecution', 'athena:GetQueryResults',
        'athena:GetQueryResultsStream', 'athena:GetQueryRuntimeStatistics', 'athena:GetWorkGroup', 'athena:ListNamedQueries',
        'athena:ListQueryExecutions', 'athena:StartQueryExecution', 'athena:StopQueryExecution',
      ],
      resources: [arn(`athena:eu-west-1:111111111111:workgroup/${group}`)],
      condition: undefined,
    },
    {
      actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'],
      resources: [arn(`s3:::results/${folder}/*`)],
      condition: undefined,
    },
    { actions: ['s3:GetBucketLocation', 's3:ListBucketMultipartUploads'], resources: [arn('s3:::results')], condition: undefined },
    { actions: ['s3:ListBucket'], resources: [arn('s3:::results')], condition: { StringLike: { 's3:prefix': `${folder}/*` } } },
    {
      actions: [
        'glue:BatchGetPartition', 'glue:GetDatabase', 'glue:GetDatabases', 'glue:GetPartition', 'glue:GetPartitions', 'glue:GetTable', 'glue:GetTables',
      ],
      resources: [glue('catalog'), glue(`database/${database}`), glue(`table/${database}/*`)],
      condition: undefined,
    },
    { actions: ['glue:GetDatabase'], resources: [glue('database/default')], condition: undefined },
    { actions: ['s3:GetObject'], resources: [arn('s3:::data/firehose/*')], condition: undefined },
    { actions: ['s3:GetBucketLocation'], resources: [arn('s3:::data')], condition: undefined },
    { actions: ['s3:ListBucket'], resources: [arn('s3:::data')], condition: { StringLike: { 's3:prefix': 'firehose/*' } } },
    { actions: ['s3:GetObject'], resources: [arn('s3:::data/firehose-errors/*')], condition: undefined },
    { actions: ['s3:ListBucket'], resources: [arn('s3:::data')], condition: { StringLike: { 's3:prefix': 'firehose-errors/*' } } },
  ]);
});

test('results of an own bucket are under one prefix of it', () => {
  const { stack, analytics, analyst } = setUp();
  analytics.grantQuery(analyst);
  const writes = statementsOf(stack).filter((statement) => statement.actions.includes('s3:PutObject'));
  expect(writes.map((statement) => statement.resources)).toEqual([[expect.stringMatching(/^\{AnalyticsWorkGroupResults\w+\.Arn\}\/results\/\*$/)]]);
});

describe('with a key', () => {
  const keyStatements = (stack: Stack) => identityStatements(stack)
    .filter(({ actions }) => actions.some((action) => action.startsWith('kms:')))
    .map(({ actions, resources }) => ({ actions, resources }));

  const keyArn = (stack: Stack) => ({ 'Fn::GetAtt': [Object.keys(Template.fromStack(stack).findResources('AWS::KMS::Key'))[0], 'Arn'] });

  test('a reader may decrypt', () => {
    const { stack, analytics, analyst } = setUp((scope) => ({ encryptionKey: new Key(scope, 'Key') }));
    analytics.grantRead(analyst);
    expect(keyStatements(stack)).toEqual([{ actions: ['kms:Decrypt'], resources: [keyArn(stack)] }]);
  });

  test('one who queries may also encrypt results', () => {
    const { stack, analytics, analyst } = setUp((scope) => ({ encryptionKey: new Key(scope, 'Key') }));
    analytics.grantQuery(analyst);
    expect(new Set(keyStatements(stack).flatMap(({ actions }) => actions))).toEqual(new Set(['kms:Decrypt', 'kms:GenerateDataKey']));
    keyStatements(stack).forEach(({ resources }) => expect(resources).toEqual([keyArn(stack)]));
  });

  test('a bucket\'s own key is granted too', () => {
    const { stack, analytics, analyst } = setUp((scope) => ({ bucket: new Bucket(scope, 'Own', { encryptionKey: new Key(scope, 'Key') }) }));
    analytics.grantRead(analyst);
    expect(keyStatements(stack).map(({ actions }) => actions)).toEqual([['kms:Decrypt']]);
  });

  test('without any key nothing of KMS is granted', () => {
    const { stack, analytics, analyst } = setUp();
    analytics.grantQuery(analyst);
    expect(keyStatements(stack)).toEqual([]);
  });
});

test('a reader of another account gets the bucket\'s policy too, and there too may list the prefix only', () => {
  const { stack, analytics } = setUp((scope) => ({ bucket: new Bucket(scope, 'Data') }));
  analytics.grantRead(new AccountPrincipal('222222222222'));
  const [[, data]] = Object.entries(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy')).filter(([id]) => id.startsWith('Data'));
  const statements = data.Properties.PolicyDocument.Statement;
  expect(statements.map((statement: any) => [statement.Action, statement.Condition])).toEqual([
    ['s3:GetObject', undefined], ['s3:GetBucketLocation', undefined], ['s3:ListBucket', { StringLike: { 's3:prefix': 'firehose/*' } }],
  ]);
});

test('no statement is about everything', () => {
  const { stack, analytics, analyst } = setUp((scope) => ({ encryptionKey: new Key(scope, 'Key') }));
  analytics.grantQuery(analyst);
  const resources = statementsOf(stack).flatMap((statement) => statement.resources);
  expect(resources.filter((resource) => resource === '*' || /[^/]\*$/.test(resource))).toEqual([]);
  expect(statementsOf(stack).flatMap((statement) => statement.actions).filter((action) => action.includes('*'))).toEqual([]);
});

test('each grant says that it succeeded', () => {
  const { analytics, analyst } = setUp();
  const grants = [analytics.grantQuery(analyst), analytics.grantRead(analyst), analytics.grantReadErrors(analyst)];
  expect(grants.map((grant) => grant.success)).toEqual([true, true, true]);
});
