import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { IpAddresses, IpProtocol, Vpc } from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { App, CfnOutput, CfnParameter, NestedStack, Stack } from 'aws-cdk-lib/core';
import { deployed } from './deployed';
import { Failure } from '../../../cli/failure';
import { coverageWarning, uncovered } from '../../../cli/template/coverage';
import type { Deployment } from '../../../cli/template/deployment';
import { loadAssembly } from '../../../cli/template/load';
import { readSnapshot, writeSnapshot } from '../../../cli/template/snapshot';

const STORE = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'events' } };
const PARAMETERS = { Mail: { Type: 'String' } };
const SUBSCRIPTION = { Type: 'AWS::SNS::Subscription', Properties: { Endpoint: { Ref: 'Mail' } } };

let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'unresolved-'));
});

afterEach(() => {
  fs.rmSync(dir, { recursive: true });
});

function synthesized(build: (stack: Stack) => void): Deployment {
  const app = new App({ outdir: dir, analyticsReporting: false });
  build(new Stack(app, 'Shop'));
  app.synth();
  return loadAssembly(dir);
}

function warningOf(deployment: Deployment): string {
  return coverageWarning(uncovered(deployment, { 'AWS::S3::Bucket': { run: ['BucketName'], inert: [] } })) ?? '';
}

test('a resource that cannot be resolved leaves the others', () => {
  const deployment = deployed({ Parameters: PARAMETERS, Resources: { Store: STORE, Alarm: SUBSCRIPTION } });
  expect(deployment.resources('AWS::S3::Bucket').map(({ ref }) => ref)).toEqual(['events']);
  expect(deployment.all().map(({ logicalId }) => logicalId)).toEqual(['Store']);
});

test('it is named with the reason', () => {
  const deployment = deployed({ Parameters: PARAMETERS, Resources: { Store: STORE, Alarm: SUBSCRIPTION } });
  expect(warningOf(deployment)).toBe(`the local run does not run:
  could not be resolved: Shop.Alarm: Properties.Endpoint: parameter Mail of stack Shop has no default; give it one, the local run has no other value for it`);
});

test('who asks for its type fails with the reason', () => {
  const deployment = deployed({ Parameters: PARAMETERS, Resources: { Alarm: SUBSCRIPTION } });
  const ask = () => deployment.resources('AWS::SNS::Subscription');
  expect(ask).toThrow(Failure);
  expect(ask).toThrow('Shop/Alarm.Properties.Endpoint: parameter Mail of stack Shop has no default');
});

test('an import of a stack that is not there leaves the others', () => {
  const record = { Type: 'AWS::Route53::RecordSet', Properties: { HostedZoneId: { 'Fn::ImportValue': 'shared-zone' } } };
  const deployment = deployed({ Resources: { Store: STORE, Record: record } });
  expect(deployment.resources('AWS::S3::Bucket')).toHaveLength(1);
  expect(warningOf(deployment)).toContain('could not be resolved: Shop.Record: Properties.HostedZoneId: no stack of the assembly exports shared-zone');
});

test('a condition that cannot be known leaves the others', () => {
  const template = {
    Parameters: PARAMETERS,
    Conditions: { HasMail: { 'Fn::Equals': [{ Ref: 'Mail' }, 'x'] } },
    Resources: { Store: STORE, Topic: { Type: 'AWS::SNS::Topic', Condition: 'HasMail' }, Inner: { Type: 'AWS::CloudFormation::Stack', Condition: 'HasMail' } },
    Outputs: { Name: { Value: { Ref: 'Store' } }, Maybe: { Value: 'a', Condition: 'HasMail' } },
  };
  const deployment = deployed(template);
  expect(deployment.outputs.map(({ logicalId }) => logicalId)).toEqual(['Name']);
  expect(deployment.unresolved?.map(({ logicalId }) => logicalId)).toEqual(['Topic', 'Inner', 'Maybe']);
});

test('an output that cannot be resolved is left out and named', () => {
  const outputs = { Name: { Value: { Ref: 'Store' } }, Zone: { Value: { 'Fn::ImportValue': 'shared-zone' } } };
  const deployment = deployed({ Resources: { Store: STORE }, Outputs: outputs });
  expect(deployment.outputs).toEqual([{ stack: 'Shop', logicalId: 'Name', value: 'events' }]);
  expect(warningOf(deployment)).toContain('could not be resolved: Shop.Zone (output): no stack of the assembly exports shared-zone');
});

test('an export whose name cannot be known does not hide the one behind it', () => {
  const deployment = deployed({
    Parameters: PARAMETERS,
    Resources: { Store: STORE, Reader: { Type: 'Test::Probe', Properties: { Name: { 'Fn::ImportValue': 'store' } } } },
    Outputs: { A: { Value: 'a', Export: { Name: { Ref: 'Mail' } } }, B: { Value: { Ref: 'Store' }, Export: { Name: 'store' } } },
  });
  expect(deployment.resources('Test::Probe')[0].properties.Name).toBe('events');
});

test('a nested stack whose template is elsewhere leaves the others', () => {
  const inner = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/inner.json' } };
  const deployment = deployed({ Resources: { Inner: inner, Store: STORE, Reader: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { 'Fn::GetAtt': ['Inner', 'Outputs.Name'] } } } } });
  expect(deployment.resources('AWS::S3::Bucket')).toHaveLength(1);
  expect(deployment.unresolved?.map(({ logicalId }) => logicalId)).toEqual(['Inner', 'Reader']);
  expect(warningOf(deployment)).toContain('could not be resolved: Shop.Inner: Properties.TemplateURL: no asset manifest lists inner.json');
});

test('a parameter of a nested stack that cannot be known stops nothing that does not use it', () => {
  const deployment = synthesized(stack => {
    const mail = new CfnParameter(stack, 'Mail');
    const inner = new NestedStack(stack, 'Inner');
    new s3.Bucket(inner, 'Store', { bucketName: `events-${stack.region}` });
    new sns.CfnSubscription(inner, 'Alarm', { protocol: 'email', topicArn: 'arn', endpoint: mail.valueAsString });
  });
  expect(deployment.resources('AWS::S3::Bucket').map(({ ref }) => ref)).toEqual(['events-us-east-1']);
  expect(deployment.unresolved).toContainEqual(expect.objectContaining({ type: 'AWS::SNS::Subscription' }));
});

test('a dual-stack VPC beside a bucket does not stop it', () => {
  const deployment = synthesized(stack => {
    const vpc = new Vpc(stack, 'Vpc', { ipProtocol: IpProtocol.DUAL_STACK, ipAddresses: IpAddresses.cidr('10.0.0.0/16') });
    const store = new s3.Bucket(stack, 'Store');
    new CfnOutput(stack, 'Name', { value: store.bucketName });
    new CfnOutput(stack, 'VpcId', { value: vpc.vpcId });
  });
  expect(deployment.outputs).toHaveLength(2);
  expect(deployment.resources('AWS::S3::Bucket')).toHaveLength(1);
  expect(new Set(deployment.unresolved?.map(({ type }) => type))).toEqual(new Set(['AWS::EC2::Subnet']));
});

test('what could not be resolved is kept for later commands', () => {
  const file = path.join(dir, 'deployment.json');
  writeSnapshot(file, deployed({ Parameters: PARAMETERS, Resources: { Store: STORE, Alarm: SUBSCRIPTION } }));
  const read = readSnapshot(file);
  expect(read.resources('AWS::S3::Bucket')).toHaveLength(1);
  expect(() => read.resources('AWS::SNS::Subscription')).toThrow('Shop/Alarm.Properties.Endpoint: parameter Mail');
});
