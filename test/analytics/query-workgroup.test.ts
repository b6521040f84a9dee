import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib/core';
import type { Stack } from 'aws-cdk-lib/core';
import { AnalyticsQueries } from '../../src/analytics';
import type { AnalyticsQueriesProps } from '../../src/analytics';
import { newStack, theOnly } from '../support/stacks';

type MakeProps = (stack: Stack) => Omit<AnalyticsQueriesProps, 'bucket'>;

function stackWith(props: MakeProps = () => ({})): Stack {
  const stack = newStack();
  new AnalyticsQueries(stack, 'Analytics', { bucket: Bucket.fromBucketName(stack, 'Data', 'data'), ...props(stack) });
  return stack;
}

const configuration = (stack: Stack) => theOnly(stack, 'AWS::Athena::WorkGroup').Properties.WorkGroupConfiguration;
const rulesOf = (stack: Stack) => theOnly(stack, 'AWS::S3::Bucket').Properties.LifecycleConfiguration.Rules;

describe('the workgroup', () => {
  test('enforces its settings, limits the scan, counts, and can be deleted with its history', () => {
    const stack = stackWith();
    expect(configuration(stack)).toMatchObject({
      EnforceWorkGroupConfiguration: true,
      BytesScannedCutoffPerQuery: 107_374_182_400,
      PublishCloudWatchMetricsEnabled: true,
      EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
    });
    expect(theOnly(stack, 'AWS::Athena::WorkGroup').Properties).toMatchObject({ RecursiveDeleteOption: true, State: 'ENABLED' });
  });

  test('takes another scan limit, down to 10 MB', () => {
    expect(configuration(stackWith(() => ({ queries: { scanLimit: Size.bytes(10_000_000) } }))).BytesScannedCutoffPerQuery).toBe(10_000_000);
  });

  test('writes results into the bucket for them, encrypted', () => {
    expect(configuration(stackWith()).ResultConfiguration).toEqual({
      OutputLocation: { 'Fn::Join': ['', ['s3://', { Ref: expect.stringMatching(/^AnalyticsWorkGroupResults/) }, '/results/']] },
      EncryptionConfiguration: { EncryptionOption: 'SSE_S3' },
    });
  });
});

describe('the bucket for results', () => {
  test('is not public, takes TLS 1.2 only, knows no ACLs and is encrypted', () => {
    const template = Template.fromStack(stackWith());
    template.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({ Effect: 'Deny', Action: 's3:*', Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } }),
        ]),
      },
    });
  });

  test('drops aborted uploads, and expires results after 30 days', () => {
    const rules = rulesOf(stackWith());
    expect(rules.filter((rule: any) => rule.AbortIncompleteMultipartUpload)).toEqual([
      { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' },
    ]);
    expect(new Set(rules.filter((rule: any) => rule.Prefix).map((rule: any) => rule.ExpirationInDays))).toEqual(new Set([30]));
  });

  const expires = (stack: Stack, key: string) => rulesOf(stack).some((rule: any) => rule.ExpirationInDays !== undefined && key.startsWith(rule.Prefix ?? ''));

  test.each([
    'results/0f1e2d3c-aaaa-bbbb-cccc-ddddeeeeffff.csv',
    'results/f01e2d3c-aaaa-bbbb-cccc-ddddeeeeffff.csv.metadata',
    'results/Unsaved/2026/11/22/id.csv',
    'results/sample/2026/11/22/id.csv',
    'results/failed-records/2026/11/22/id.csv',
    'results/mine/2026/11/22/id.csv',
  ])('a result expires: %s', (key) => {
    expect(expires(stackWith(() => ({ queries: { namedQueries: [{ name: 'mine', sql: 'SELECT 1' }] } })), key)).toBe(true);
  });

  test('a table made by a query does not', () => {
    expect(expires(stackWith(), 'results/tables/0f1e2d3c-aaaa-bbbb-cccc-ddddeeeeffff/part-0')).toBe(false);
  });

  test('takes another expiry', () => {
    const rules = rulesOf(stackWith(() => ({ queries: { resultExpiry: Duration.days(1) } })));
    expect(rules.filter((rule: any) => rule.ExpirationInDays === 1)).toHaveLength(rules.length - 1);
  });

  test('stays at deletion of the stack', () => {
    expect(theOnly(stackWith(), 'AWS::S3::Bucket')).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('with DESTROY it is emptied and deleted, after the workgroup', () => {
    const stack = stackWith(() => ({ removalPolicy: RemovalPolicy.DESTROY }));
    const template = Template.fromStack(stack);
    expect(theOnly(stack, 'AWS::S3::Bucket')).toMatchObject({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
    const [emptying] = Object.keys(template.findResources('Custom::S3AutoDeleteObjects'));
    expect(theOnly(stack, 'AWS::Athena::WorkGroup').DependsOn).toEqual([emptying]);
  });

  test('is encrypted with the key, by its bucket key', () => {
    const stack = stackWith((scope) => ({ encryptionKey: new Key(scope, 'Key') }));
    const [keyId] = Object.keys(Template.fromStack(stack).findResources('AWS::KMS::Key'));
    const arn = { 'Fn::GetAtt': [keyId, 'Arn'] };
    expect(theOnly(stack, 'AWS::S3::Bucket').Properties.BucketEncryption.ServerSideEncryptionConfiguration).toEqual([
      { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arn } },
    ]);
    expect(configuration(stack).ResultConfiguration.EncryptionConfiguration).toEqual({ EncryptionOption: 'SSE_KMS', KmsKey: arn });
  });
});

describe('a bucket for results that is brought', () => {
  test('is used as it is, under a prefix of the workgroup\'s own', () => {
    const stack = stackWith((scope) => ({ queries: { resultsBucket: Bucket.fromBucketName(scope, 'Results', 'my-results') } }));
    Template.fromStack(stack).resourceCountIs('AWS::S3::Bucket', 0);
    const { Name } = theOnly(stack, 'AWS::Athena::WorkGroup').Properties;
    expect(configuration(stack).ResultConfiguration.OutputLocation).toBe(`s3://my-results/${Name}/`);
  });

  test('is given no rule, also where it is of the same stack', () => {
    const stack = stackWith((scope) => ({ removalPolicy: RemovalPolicy.DESTROY, queries: { resultsBucket: new Bucket(scope, 'Results') } }));
    expect(theOnly(stack, 'AWS::S3::Bucket')).toEqual({ Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('results use the key of the bucket where no other is given', () => {
    const stack = stackWith((scope) => ({ queries: { resultsBucket: new Bucket(scope, 'Results', { encryptionKey: new Key(scope, 'Key') }) } }));
    expect(configuration(stack).ResultConfiguration.EncryptionConfiguration.EncryptionOption).toBe('SSE_KMS');
  });
});
