import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { App } from 'aws-cdk-lib/core';
import { Stack } from 'aws-cdk-lib/core';
import { readNeeds } from './needs/analysts';
import { serviceRoleNeeds } from './needs/service-roles';
import { ServerlessDataPipeline } from '../../src';
import { faults } from '../support/iam/proof';
import { isAction } from '../support/iam/simulator';
import { accessOf, ENVIRONMENT } from '../support/iam/synthesized-access';

/** A proof that nothing can make fail proves nothing: each of these templates is spoilt in one place. */
function build(app: App): void {
  const stack = new Stack(app, 'Test', { env: ENVIRONMENT });
  const pipeline = new ServerlessDataPipeline(stack, 'Pipeline', { encryptionKey: new kms.Key(stack, 'Key') });
  pipeline.grantRead(new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() }));
}

/** What the proof says to a template. */
async function report(spoil?: (template: string) => string): Promise<string[]> {
  const access = accessOf(build, { spoil });
  const keys = access.deployment.resources('AWS::KMS::Key').map(({ arn }) => arn!);
  const subjects = [...serviceRoleNeeds(access.deployment)].map(([role, needs]) => [access.principal(role), needs] as const);
  const found = await Promise.all([...subjects, [access.role('Reader'), readNeeds(access.deployment, keys)] as const].map(([role, needs]) => faults(role, needs)));
  return found.flat();
}

/** Changes the statements that have an action. */
const statement = (action: string, change: (statement: any) => void) => (template: string) => {
  const parsed = JSON.parse(template);
  Object.values<any>(parsed.Resources).filter(({ Type }) => Type === 'AWS::IAM::Policy')
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .filter(({ Action }) => [Action].flat().includes(action))
    .forEach(change);
  return JSON.stringify(parsed);
};
const text = (from: string, to: string) => (template: string) => template.replaceAll(from, to);
const groupsAlike = (group: string) => ({ 'Fn::Join': ['', ['arn:aws:logs:eu-west-1:111122223333:log-group:', { Ref: group }, '*']] });
const without = (action: string) => statement(action, (each) => { each.Action = [each.Action].flat().filter((other) => other !== action); });

test('a template that is not spoilt has no fault', async () => {
  expect(await report()).toEqual([]);
});

test.each<[string, (template: string) => string, RegExp]>([
  ['any stream', statement('firehose:PutRecord', (each) => { each.Resource = '*'; }), /^too wide: firehose:PutRecordBatch on arn:aws:firehose:.*2$/],
  ['any function', statement('lambda:InvokeFunction', (each) => { each.Resource = '*'; }), /^too wide: lambda:InvokeFunction on arn:aws:lambda:ap-south-1:/],
  ['any key', statement('kms:GenerateDataKey', (each) => { each.Resource = '*'; }), /^too wide: kms:GenerateDataKey on .*:key\//],
  ['the key for anything but objects', statement('kms:GenerateDataKey', (each) => { delete each.Condition; }), /^too wide: kms:GenerateDataKey on .*:key\/[-0-9a-f]+$/],
  ['the key for objects of other buckets', statement('kms:GenerateDataKey', (each) => { delete each.Condition?.StringLike; }), /^too wide: kms:GenerateDataKey .*s3:arn=arn:aws:s3:::\w+2/],
  ['any version of the function', statement('lambda:InvokeFunction', (each) => { each.Resource = { 'Fn::Join': ['', [each.Resource, '*']] }; }), /^too wide: lambda:InvokeFunction on .*-2$/],
  ['any bucket that begins alike', text('"/firehose/*"', '"*"'), /^too wide: s3:PutObject on arn:aws:s3:::\w+2\/firehose\//],
  ['any prefix that begins alike', text('"/firehose/*"', '"/firehose*"'), /^too wide: s3:GetObject on arn:aws:s3:::\w+\/firehose2\//],
  ['any log stream', statement('logs:PutLogEvents', (each) => { each.Resource['Fn::Join']?.[1].splice(-1, 1, '*'); }),
    /^too wide: logs:PutLogEvents on .*:log-stream:DestinationDelivery2$/],
  ['any log group that begins alike', statement('logs:CreateLogStream', (each) => { each.Resource = groupsAlike(each.Resource['Fn::GetAtt'][0]); }),
    /^too wide: logs:CreateLogStream on .*2:log-stream:/],
  ['a whole bucket to list', statement('s3:ListBucket', (each) => { delete each.Condition; }), /^too wide: s3:ListBucket on arn:aws:s3:::\w+$/],
  ['everything', statement('firehose:PutRecord', (each) => { each.Action = '*'; each.Resource = '*'; }), /^too wide: firehose:PutRecord on /],
  ['an action that nobody needs', statement('s3:PutObject', (each) => { each.Action.push('s3:DeleteObject'); }), /^unneeded: s3:DeleteObject in PipelineDeliveryStreamRole/],
  ['a resource that nobody needs', statement('s3:PutObject', (each) => { each.Resource.push('arn:aws:s3:::elsewhere/*'); }), /^unneeded: arn:aws:s3:::elsewhere\/\* in /],
  ['no action that is needed', without('lambda:GetFunctionConfiguration'), /^missing: lambda:GetFunctionConfiguration on .* \(https:\/\/docs\.aws\.amazon\.com\/firehose\//],
  ['no key to those who put records', statement('kms:GenerateDataKey', (each) => { each.Action = 'kms:Decrypt'; }), /^missing: kms:GenerateDataKey on .* \(https:.*#sse-with-direct-put\)$/],
  ['no place for failed records', text('"/firehose-errors/*"', '"/firehose-error/*"'), /^missing: s3:PutObject on arn:aws:s3:::\w+\/firehose-errors\//],
])('the proof reports a template that grants %s', async (_what, spoil, expected) => {
  expect(await report(spoil)).toContainEqual(expect.stringMatching(expected));
});

const firehose = (spoil?: (template: string) => string) => {
  const access = accessOf(build, { spoil });
  const [{ properties }] = access.deployment.resources('AWS::KinesisFirehose::DeliveryStream');
  const { BucketARN: bucket, RoleARN: role } = properties.ExtendedS3DestinationConfiguration;
  return { access, bucket, role };
};

test('the proof notices a role that Firehose may take in anyone\'s name', async () => {
  const { access, role } = firehose((template) => template.replace(/"Condition":\s*\{\s*"StringEquals":\s*\{\s*"sts:ExternalId":[^}]*\}\s*\},/, ''));
  expect(await access.principal('firehose.amazonaws.com', []).can('sts:AssumeRole', role)).toBe('Allowed');
});

test('the proof notices a bucket that is open without TLS', async () => {
  const { access, role, bucket } = firehose(text('"aws:SecureTransport": "false"', '"aws:SecureTransport": "other"'));
  expect(await access.principal(role).can('s3:PutObject', `${bucket}/firehose/object.gz`, { 'aws:SecureTransport': 'false' })).toBe('Allowed');
});

describe('the simulator is not asked in vain', () => {
  const { access, role, bucket } = firehose();
  const ask = (...request: Parameters<ReturnType<typeof access.principal>['can']>) => access.principal(role).can(...request);

  test.each<[string, () => Promise<unknown>, string]>([
    ['an action that is none', () => ask('s3:GetObjekt', `${bucket}/key`), 'invalid.action'],
    ['a resource that the action has not', () => ask('s3:GetObject', bucket), 'no.resource.types'],
    ['a condition key that the action has not', () => ask('s3:GetObject', `${bucket}/key`, { 's3:prefix': 'x' }), 'does not take s3:prefix into account'],
  ])('and fails on %s', async (_what, asked, message) => {
    await expect(asked()).rejects.toThrow(message);
  });
});

test('an action that IAM does not have is known as such', async () => {
  expect(await Promise.all(['s3:GetObject', 's3:GetObjekt', 'no-service:GetObject'].map(isAction))).toEqual([true, false, false]);
});
