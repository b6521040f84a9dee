import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Duration, Lazy, Size, Stack } from 'aws-cdk-lib/core';
import * as cxapi from 'aws-cdk-lib/cx-api';
import { BatchMode } from '../../src';
import type { RecordProcessorProps } from '../../src/record-processor';
import { RecordProcessor, Transform } from '../../src/record-processor';
import { identityStatements, newStack, theOnly } from '../support/stacks';

function create(props?: RecordProcessorProps, stack = newStack()): { stack: Stack; processor: RecordProcessor; parameters: [string, unknown][] } {
  const processor = new RecordProcessor(stack, 'Processor', props);
  const role = new iam.Role(stack, 'Delivery', { assumedBy: new iam.ServicePrincipal('firehose.amazonaws.com') });
  const { parameters } = processor.bind(stack, { role });
  return { stack, processor, parameters: parameters!.map(({ parameterName, parameterValue }) => [parameterName, stack.resolve(parameterValue)]) };
}

describe('the function', () => {
  test('runs the prebuilt handler on Node 24, arm64, with a timeout and memory of its own', () => {
    const { stack } = create();
    expect(theOnly(stack, 'AWS::Lambda::Function').Properties).toMatchObject({
      Handler: 'index.handler', Runtime: 'nodejs24.x', Architectures: ['arm64'], Timeout: 30, MemorySize: 1024,
    });
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { Environment: Match.absent() });
  });

  test('follows timeout, memory and log retention', () => {
    const { stack } = create({ timeout: Duration.minutes(5), memorySize: 128, logRetention: logs.RetentionDays.ONE_DAY });
    expect(theOnly(stack, 'AWS::Lambda::Function').Properties).toMatchObject({ Timeout: 300, MemorySize: 128 });
    expect(theOnly(stack, 'AWS::Logs::LogGroup').Properties).toEqual({ RetentionInDays: 1 });
  });

  test('logs to a group of its own, which is kept for a month and deleted with the stack', () => {
    const { stack, processor } = create();
    expect(theOnly(stack, 'AWS::Logs::LogGroup')).toMatchObject({ Properties: { RetentionInDays: 30 }, DeletionPolicy: 'Delete' });
    const logGroup = stack.resolve((processor.node.findChild('LogGroup') as logs.LogGroup).logGroupName);
    expect(theOnly(stack, 'AWS::Lambda::Function').Properties.LoggingConfig).toEqual({ LogGroup: logGroup });
  });

  test('has ids that never change', () => {
    const { processor } = create();
    expect(processor.node.children.map(({ node }) => node.id)).toEqual(['LogGroup', 'Role', 'Function']);
  });
});

const FLAGS = Object.keys(cxapi.FLAGS).filter((flag) => !cxapi.CURRENT_VERSION_EXPIRED_FLAGS.includes(flag));

describe.each([
  ['no feature flags', {}],
  ['all feature flags', Object.fromEntries(FLAGS.map((flag) => [flag, true]))],
])('permissions with %s', (_, context) => {
  const stack = new Stack(new App({ context }), 'Test');
  const { processor } = create({}, stack);

  test('let the function write its own log and nothing else', () => {
    const role = theOnlyRole(stack, 'lambda.amazonaws.com');
    expect(role.Properties.ManagedPolicyArns).toBeUndefined();
    expect(role.Properties.Policies).toBeUndefined();
    const logGroup = stack.resolve((processor.node.findChild('LogGroup') as logs.LogGroup).logGroupArn);
    expect(identityStatements(stack)).toContainEqual({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup] });
  });

  test('let Firehose call the function, and nothing else', () => {
    expect(identityStatements(stack)).toContainEqual({
      actions: ['lambda:GetFunctionConfiguration', 'lambda:InvokeFunction'],
      resources: [stack.resolve(processor.processorFunction.functionArn)],
    });
    expect(identityStatements(stack)).toHaveLength(2);
  });
});

function theOnlyRole(stack: Stack, service: string): any {
  const roles = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role', {
    Properties: { AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: service } }] } },
  }));
  expect(roles).toHaveLength(1);
  return roles[0];
}

describe('Firehose calls the function', () => {
  test('with every setting explicit, in a fixed order', () => {
    const { parameters, processor, stack } = create();
    expect(parameters).toEqual([
      ['LambdaArn', stack.resolve(processor.processorFunction.functionArn)],
      ['RoleArn', expect.anything()],
      ['NumberOfRetries', '3'],
      ['BufferSizeInMBs', '1'],
      ['BufferIntervalInSeconds', '60'],
    ]);
  });

  test('with the settings given, zero among them', () => {
    const { parameters } = create({ retries: 0, bufferInterval: Duration.seconds(0), bufferSize: Size.mebibytes(0.2) });
    expect(parameters.slice(2)).toEqual([['NumberOfRetries', '0'], ['BufferSizeInMBs', '0.2'], ['BufferIntervalInSeconds', '0']]);
  });

  test('with a size in kibibytes as a fraction of MiB', () => {
    expect(create({ bufferSize: Size.kibibytes(256) }).parameters[3]).toEqual(['BufferSizeInMBs', '0.25']);
  });

  test('with values that are known only at deployment', () => {
    const token = Lazy.number({ produce: () => 7 });
    const { parameters } = create({ retries: token, bufferInterval: Duration.seconds(token), bufferSize: Size.mebibytes(token), memorySize: token });
    expect(parameters.slice(2)).toEqual([['NumberOfRetries', '7'], ['BufferSizeInMBs', '7'], ['BufferIntervalInSeconds', '7']]);
  });

  test('the same way behind the S3 destination of the CDK', () => {
    const stack = newStack();
    const processor = new RecordProcessor(stack, 'Processor', { retries: 0 });
    new firehose.DeliveryStream(stack, 'Stream', {
      destination: new firehose.S3Bucket(new s3.Bucket(stack, 'Bucket'), { processors: [processor] }),
    });
    const [{ Type, Parameters }] = theOnly(stack, 'AWS::KinesisFirehose::DeliveryStream')
      .Properties.ExtendedS3DestinationConfiguration.ProcessingConfiguration.Processors;
    expect(Type).toBe('Lambda');
    expect(Parameters.map(({ ParameterName }: any) => ParameterName))
      .toEqual(['LambdaArn', 'RoleArn', 'NumberOfRetries', 'BufferSizeInMBs', 'BufferIntervalInSeconds']);
    expect(Parameters[2].ParameterValue).toBe('0');
  });

  test('from several streams', () => {
    const stack = newStack();
    const processor = new RecordProcessor(stack, 'Processor');
    for (const id of ['One', 'Two']) {
      new firehose.DeliveryStream(stack, id, {
        destination: new firehose.S3Bucket(new s3.Bucket(stack, `${id}Bucket`), { processors: [processor] }),
      });
    }
    const calls = identityStatements(stack).filter(({ actions }) => actions.includes('lambda:InvokeFunction'));
    expect(calls.map(({ resources }) => resources)).toEqual(Array(2).fill([stack.resolve(processor.processorFunction.functionArn)]));
  });
});

describe('a function that is brought', () => {
  function brought(): { stack: Stack; own: lambda.IFunction } {
    const stack = newStack();
    return { stack, own: lambda.Function.fromFunctionArn(stack, 'Own', 'arn:aws:lambda:eu-west-1:111122223333:function:own:live') };
  }

  test('is called as it is, and none is created', () => {
    const { stack, own } = brought();
    const { processor, parameters } = create({ transform: Transform.fromFunction(own) }, stack);
    expect(processor.processorFunction).toBe(own);
    expect(processor.node.children).toEqual([]);
    expect(parameters[0]).toEqual(['LambdaArn', 'arn:aws:lambda:eu-west-1:111122223333:function:own:live']);
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 0);
    expect(identityStatements(stack)).toEqual([
      { actions: ['lambda:GetFunctionConfiguration', 'lambda:InvokeFunction'], resources: ['arn:aws:lambda:eu-west-1:111122223333:function:own:live'] },
    ]);
  });

  test.each([['timeout', { timeout: Duration.seconds(1) }], ['memorySize', { memorySize: 256 }], ['logRetention', { logRetention: logs.RetentionDays.ONE_DAY }]])(
    'fails with %s, which would change nothing', (what, props) => {
      const { stack, own } = brought();
      expect(() => create({ transform: Transform.fromFunction(own), ...props }, stack))
        .toThrow(`[Test/Processor] ${what}: got a value together with a function that is brought, allowed no value; set it on that function`);
    });
});

describe('limits', () => {
  test.each<[string, RecordProcessorProps]>([
    ['timeout: got 0.5 seconds, allowed 1 to 300 seconds', { timeout: Duration.millis(500) }],
    ['timeout: got 301 seconds, allowed 1 to 300 seconds', { timeout: Duration.seconds(301) }],
    ['timeout: got 1.5 seconds, allowed whole seconds; choose 2 seconds', { timeout: Duration.millis(1500) }],
    ['memorySize: got 127 MiB, allowed 128 to 10240 MiB', { memorySize: 127 }],
    ['memorySize: got 10241 MiB, allowed 128 to 10240 MiB', { memorySize: 10_241 }],
    ['memorySize: got 128.5 MiB, allowed whole MiB', { memorySize: 128.5 }],
    ['bufferInterval: got 901 seconds, allowed 0 to 900 seconds', { bufferInterval: Duration.seconds(901) }],
    ['bufferInterval: got 0.1 seconds, allowed whole seconds', { bufferInterval: Duration.millis(100) }],
    ['bufferSize: got 0.1 MiB, allowed 0.2 to 3 MiB', { bufferSize: Size.mebibytes(0.1) }],
    ['bufferSize: got 4 MiB, allowed 0.2 to 3 MiB', { bufferSize: Size.mebibytes(4) }],
    ['retries: got -1 retries, allowed 0 to 300 retries', { retries: -1 }],
    ['retries: got 301 retries, allowed 0 to 300 retries', { retries: 301 }],
    ['retries: got 1.5 retries, allowed whole retries', { retries: 1.5 }],
  ])('fails with %s, before anything is built', (message, props) => {
    const stack = newStack();
    expect(() => new RecordProcessor(stack, 'Processor', props)).toThrow(`[Test/Processor] ${message}`);
    Template.fromStack(stack).templateMatches({ Resources: Match.absent() });
  });

  test('warns of a buffer whose answer may be too large', () => {
    const { stack } = create({ bufferSize: Size.mebibytes(3) });
    Annotations.fromStack(stack).hasWarning('/Test/Processor', Match.stringLikeRegexp('bufferSize: got 3 MiB; above 2 MiB .*'));
  });

  test('does not warn by default', () => {
    Annotations.fromStack(create().stack).hasNoWarning('*', Match.anyValue());
  });
});

describe('the batch mode', () => {
  test.each([['packed', "the text 'packed'"], [1, 'the number 1'], [null, 'null']])('%j of plain JavaScript fails, before anything is built', (batchMode, got) => {
    const stack = newStack();
    expect(() => new RecordProcessor(stack, 'Processor', { batchMode } as any))
      .toThrow(`[Test/Processor] batchMode: got ${got}, allowed BatchMode.PER_EVENT or BatchMode.PACKED; `);
    Template.fromStack(stack).templateMatches({ Resources: Match.absent() });
  });

  test('is a text that plain JavaScript can spell', () => {
    expect(new RecordProcessor(newStack(), 'Processor', { batchMode: 'PACKED' } as any)._takesPackedRecords).toBe(true);
  });

  test('is told to a transform of one\'s own', () => {
    const told: unknown[] = [];
    class Told extends Transform {
      bind(stack: Stack, options: unknown) {
        told.push(options);
        return Transform.fromFunction(lambda.Function.fromFunctionName(stack, 'Own', 'own')).bind(stack, { batchMode: BatchMode.PER_EVENT });
      }
    }
    new RecordProcessor(newStack(), 'Processor', { transform: new Told() });
    new RecordProcessor(newStack(), 'Processor', { transform: new Told(), batchMode: BatchMode.PACKED });
    expect(told).toEqual([{ batchMode: BatchMode.PER_EVENT }, { batchMode: BatchMode.PACKED }]);
  });
});

describe('metrics', () => {
  test.each(['FailedRecords', 'DroppedRecords'] as const)('%s is the one that the handler writes', (name) => {
    const { processor, stack } = create();
    expect(stack.resolve(processor[`metric${name}`]().toMetricConfig().metricStat)).toMatchObject({
      namespace: 'ServerlessDataPipeline',
      metricName: name,
      dimensions: [{ name: 'FunctionName', value: stack.resolve(processor.processorFunction.functionName) }],
      statistic: 'Sum',
    });
  });

  test('take options', () => {
    expect(create().processor.metricFailedRecords({ period: Duration.hours(1) }).period.toHours()).toBe(1);
  });
});

test('fails on a transform of one\'s own that binds nothing', () => {
  class Nothing extends Transform {
    bind() {
      return {};
    }
  }
  expect(() => new RecordProcessor(newStack(), 'Processor', { transform: new Nothing() }))
    .toThrow('[Test/Processor] transform: got a transform that binds neither code nor a function, allowed one of the two');
});

describe('a function that is brought', () => {
  const functionOf = (stack: Stack, timeout: Duration) => new lambda.Function(stack, 'Mine', {
    runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {}'), timeout,
  });

  test('fails if it may take longer than Firehose waits', () => {
    const stack = newStack();
    expect(() => new RecordProcessor(stack, 'Processor', { transform: Transform.fromFunction(functionOf(stack, Duration.minutes(10))) }))
      .toThrow('[Test/Processor] timeout of the function that is brought: got 600 seconds, allowed 1 to 300 seconds; lower it');
  });

  test('fails if it is in another account than the stream', () => {
    const stack = newStack({ env: { account: '111111111111', region: 'eu-west-1' } });
    const theirs = lambda.Function.fromFunctionArn(stack, 'Theirs', 'arn:aws:lambda:eu-west-1:222222222222:function:theirs');
    const processor = new RecordProcessor(stack, 'Processor', { transform: Transform.fromFunction(theirs) });
    const destination = new firehose.S3Bucket(new s3.Bucket(stack, 'Bucket'), { processors: [processor] });
    expect(() => new firehose.DeliveryStream(stack, 'Stream', { destination }))
      .toThrow('[Test/Processor] transform: got Test/Theirs in account 222222222222, allowed one in account 111111111111');
  });

  test('fails if the function behind its alias may take longer than Firehose waits', () => {
    const stack = newStack();
    const alias = new lambda.Alias(stack, 'Alias', { aliasName: 'live', version: functionOf(stack, Duration.minutes(10)).currentVersion });
    expect(() => new RecordProcessor(stack, 'Processor', { transform: Transform.fromFunction(alias) })).toThrow('got 600 seconds, allowed 1 to 300 seconds');
  });
});

describe('in a stream of the CDK', () => {
  function stream(stack: Stack, processors: firehose.IDataProcessor[], dataOutputPrefix?: string): void {
    new firehose.DeliveryStream(stack, 'Stream', {
      destination: new firehose.S3Bucket(new s3.Bucket(stack, 'Bucket'), {
        processors,
        ...dataOutputPrefix && {
          dataOutputPrefix,
          errorOutputPrefix: 'errors/!{firehose:error-output-type}/',
          dynamicPartitioning: { enabled: true },
          bufferingSize: Size.mebibytes(64),
          bufferingInterval: Duration.seconds(60),
        },
      }),
    });
  }

  test('fails on a partition key that the handler does not give, and gives no permission before', () => {
    const stack = newStack();
    const processor = new RecordProcessor(stack, 'Processor');
    expect(() => stream(stack, [processor], 'data/!{partitionKeyFromLambda:plan}/'))
      .toThrow('[Test/Processor] prefix of the stream: got !{partitionKeyFromLambda:plan}, a partition key that this processor does not give');
    expect(identityStatements(stack).flatMap(({ actions }) => actions)).not.toContain('lambda:InvokeFunction');
  });

  test('partition keys of a query and of a function that is brought pass', () => {
    const stack = newStack();
    const keys = firehose.MetadataExtractionProcessor.jq16({ plan: '.plan' });
    stream(stack, [new RecordProcessor(stack, 'Processor'), keys], 'data/!{partitionKeyFromQuery:plan}/');
    const other = newStack();
    const own = lambda.Function.fromFunctionArn(other, 'Own', 'arn:aws:lambda:eu-west-1:111122223333:function:own');
    stream(other, [new RecordProcessor(other, 'Processor', { transform: Transform.fromFunction(own) })], 'data/!{partitionKeyFromLambda:plan}/');
    [stack, other].forEach((one) => Template.fromStack(one).resourceCountIs('AWS::KinesisFirehose::DeliveryStream', 1));
  });

  test('warns of blank lines only if the same stream appends a delimiter', () => {
    const [blank, fine] = [newStack(), newStack()];
    stream(blank, [new RecordProcessor(blank, 'Processor'), new firehose.AppendDelimiterToRecordProcessor()]);
    Annotations.fromStack(blank).hasWarning('/Test/Processor', Match.stringLikeRegexp('every second line is blank'));
    stream(fine, [new RecordProcessor(fine, 'Processor')]);
    new firehose.DeliveryStream(fine, 'Other', {
      destination: new firehose.S3Bucket(new s3.Bucket(fine, 'OtherBucket'), { processors: [new firehose.AppendDelimiterToRecordProcessor()] }),
    });
    Annotations.fromStack(fine).hasNoWarning('*', Match.anyValue());
  });
});
