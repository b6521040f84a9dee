import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { App } from 'aws-cdk-lib/core';
import { Stack } from 'aws-cdk-lib/core';
import { serviceRoleNeeds } from './needs/service-roles';
import { DeliveryStream, RecordProcessor, ServerlessDataPipeline, Transform } from '../../src';
import { faults } from '../support/iam/proof';
import { accessOf, ENVIRONMENT } from '../support/iam/synthesized-access';

const NAME = 'arn:aws:logs:eu-west-1:111122223333:log-group:events';
const encryptedGroup = (stack: Stack) => new logs.LogGroup(stack, 'Logs', { encryptionKey: new kms.Key(stack, 'LogKey') });

const GROUPS: [string, (stack: Stack, app: App) => logs.ILogGroup][] = [
  ['of the stack', encryptedGroup],
  ['of another stack', (_stack, app) => encryptedGroup(new Stack(app, 'Platform', { env: ENVIRONMENT }))],
  ['that is imported', (stack) => logs.LogGroup.fromLogGroupArn(stack, 'Logs', NAME)],
];

describe.each(GROUPS)('with a log group %s', (_name, groupIn) => {
  const access = accessOf((app) => {
    const stack = new Stack(app, 'Test', { env: ENVIRONMENT });
    const logGroup = groupIn(stack, app);
    new ServerlessDataPipeline(stack, 'Web', { logGroup });
    new ServerlessDataPipeline(stack, 'Shop', { logGroup, encryptionKey: new kms.Key(stack, 'Key') });
  });
  const { deployment } = access;
  const streams = deployment.resources('AWS::KinesisFirehose::DeliveryStream').map(({ properties }) => properties.ExtendedS3DestinationConfiguration.CloudWatchLoggingOptions);
  const functions = deployment.resources('AWS::Lambda::Function').map(({ properties }) => properties.LoggingConfig.LogGroup);

  test('Firehose and the functions of both pipelines write to it, each with a log stream of its own', () => {
    expect(new Set([...streams.map(({ LogGroupName }) => LogGroupName), ...functions]).size).toBe(1);
    expect(new Set(streams.map(({ LogStreamName }) => LogStreamName)).size).toBe(2);
    expect(deployment.resources('AWS::Logs::LogStream').map(({ properties }) => properties.LogStreamName).sort()).toEqual(streams.map(({ LogStreamName }) => LogStreamName).sort());
  });

  test('no other log group is made, and each role may do what it needs and nothing else', async () => {
    expect(deployment.resources('AWS::Logs::LogGroup').length).toBeLessThanOrEqual(1);
    const found = await Promise.all([...serviceRoleNeeds(deployment)].map(([role, needs]) => faults(access.principal(role), needs)));
    expect(found.flat()).toEqual([]);
  });
});

describe('fails at synth for', () => {
  const theirs = (stack: Stack) => logs.LogGroup.fromLogGroupArn(stack, 'Theirs', NAME.replace('111122223333', '444455556666'));
  const parts: [string, (stack: Stack, props: { logGroup: any; logRetention?: logs.RetentionDays }) => void][] = [
    ['a stream', (stack, props) => new DeliveryStream(stack, 'Part', props)],
    ['a processor', (stack, props) => new RecordProcessor(stack, 'Part', props)],
    ['a pipeline', (stack, props) => new ServerlessDataPipeline(stack, 'Part', props)],
  ];

  test.each(parts)('%s with a log group of another account', (_part, build) => {
    const stack = new Stack(undefined, 'Test', { env: ENVIRONMENT });
    expect(() => build(stack, { logGroup: theirs(stack) })).toThrow('[Test/Part] logGroup: got Test/Theirs in account 444455556666, allowed one in account 111122223333');
  });

  test.each(parts)('%s with what is no log group', (_part, build) => {
    expect(() => build(new Stack(undefined, 'Test'), { logGroup: 'events' })).toThrow("[Test/Part] logGroup: got the text 'events', allowed a log group (ILogGroup)");
  });

  test.each(parts.slice(0, 2))('%s with a log group and a retention', (_part, build) => {
    const stack = new Stack(undefined, 'Test');
    expect(() => build(stack, { logGroup: new logs.LogGroup(stack, 'Logs'), logRetention: logs.RetentionDays.ONE_DAY }))
      .toThrow('[Test/Part] logRetention: got a value together with a log group, allowed one of the two; set the retention on that log group');
  });
});

test('a function that is brought keeps its own log group', () => {
  const stack = new Stack(undefined, 'Test');
  const transform = Transform.fromFunction(new lambda.Function(stack, 'Mine', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {}'),
    role: new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }),
  }));
  const logGroup = new logs.LogGroup(stack, 'Logs');
  const { recordProcessor, deliveryStream } = new ServerlessDataPipeline(stack, 'Pipeline', { transform, logGroup });
  expect(recordProcessor.node.tryFindChild('LogGroup')).toBeUndefined();
  expect(deliveryStream.logGroup).toBe(logGroup);
});
