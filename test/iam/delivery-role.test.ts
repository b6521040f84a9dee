import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import { callNeeds, deliveryNeeds, functionArns, handOverNeeds } from './needs/delivery-role';
import { DeliveryStream, RecordProcessor, ServerlessDataPipeline, Transform } from '../../src';
import { rows } from '../support/iam/need';
import { faults, missing, tooWide, unneeded } from '../support/iam/proof';
import { accessOf, ENVIRONMENT } from '../support/iam/synthesized-access';
import type { AccessOptions } from '../support/iam/synthesized-access';

function deliveryOf(build: (stack: Stack) => void, options?: AccessOptions) {
  const access = accessOf((app) => build(new Stack(app, 'Test', { env: ENVIRONMENT })), options);
  const [stream] = access.deployment.resources('AWS::KinesisFirehose::DeliveryStream');
  const destination = stream.properties.ExtendedS3DestinationConfiguration;
  return { access, stream, destination, role: access.principal(destination.RoleARN), needs: deliveryNeeds(access.deployment, stream) };
}

function functionOf(stack: Stack): lambda.Function {
  return new lambda.Function(stack, 'Fn', {
    runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {}'),
  });
}

describe('the role that Firehose delivers with', () => {
  const { destination, role, needs } = deliveryOf((stack) => { new ServerlessDataPipeline(stack, 'Pipeline'); });

  test.each(rows(needs))('may %s, and nowhere that is named alike', async (_title, need) => {
    expect(await missing(role, [need])).toEqual([]);
    expect(await tooWide(role, [need], needs)).toEqual([]);
  });

  test('has nothing that it does not need', async () => {
    expect(await unneeded(role, needs)).toEqual([]);
  });

  test('is the one that calls the processor', () => {
    const [{ Parameters: parameters }] = destination.ProcessingConfiguration.Processors;
    expect(parameters).toContainEqual({ ParameterName: 'RoleArn', ParameterValue: role.arn });
  });

  test.each(['s3:DeleteObject', 's3:PutObjectAcl', 's3:PutObjectTagging', 's3:GetObjectVersion'])('may not %s', async (action) => {
    expect(await role.can(action, `${destination.BucketARN}/firehose/dt=2026-11-22/object.gz`)).toBe('ImplicitlyDenied');
  });

  test.each(['s3:PutBucketPolicy', 's3:PutLifecycleConfiguration', 's3:DeleteBucket'])('may not %s', async (action) => {
    expect(await role.can(action, destination.BucketARN)).toBe('ImplicitlyDenied');
  });

  test.each(['object.gz', 'fire/object.gz', 'firehose', 'x/firehose/object.gz', 'firehose-errors2/object.gz', 'FIREHOSE/object.gz'])('may not write to the key %s', async (key) => {
    expect(await role.can('s3:PutObject', `${destination.BucketARN}/${key}`)).toBe('ImplicitlyDenied');
  });

  test.each(['1', '$LATEST', 'live'])('may not call the version %s of the function, which the stream does not name', async (qualifier) => {
    expect(await role.can('lambda:InvokeFunction', `${functionArns(destination)[0]}:${qualifier}`)).toBe('ImplicitlyDenied');
  });
});

describe('what the role may do follows', () => {
  test('a prefix of more than one part', async () => {
    const { role, needs } = deliveryOf((stack) => { new DeliveryStream(stack, 'Stream', { dataPrefix: 'shop/events/' }); });
    expect(needs.map(({ resource }) => resource)).toContainEqual(expect.stringContaining('/shop/events-errors/'));
    expect(await faults(role, needs)).toEqual([]);
  });

  test.each<[string, (stack: Stack) => lambda.IFunction, string]>([
    ['a version', (stack) => functionOf(stack).currentVersion, ':1'],
    ['an alias', (stack) => functionOf(stack).addAlias('live'), ':live'],
    ['a function', functionOf, ''],
  ])('%s that is brought', async (_name, brought, end) => {
    const { destination, role, needs } = deliveryOf((stack) => {
      const processor = new RecordProcessor(stack, 'Processor', { transform: Transform.fromFunction(brought(stack)) });
      new DeliveryStream(stack, 'Stream', { processor });
    });
    expect(functionArns(destination)[0].split(':function:')[1]).toMatch(new RegExp(`^Fn\\w+${end}$`));
    expect(await faults(role, needs)).toEqual([]);
  });

  test('a stream without a processor', async () => {
    const { role, needs } = deliveryOf((stack) => { new DeliveryStream(stack, 'Stream'); });
    expect(await faults(role, needs)).toEqual([]);
  });

  test('a bucket that is imported', async () => {
    const { role, needs } = deliveryOf((stack) => { new DeliveryStream(stack, 'Stream', { bucket: s3.Bucket.fromBucketName(stack, 'Theirs', 'events') }); });
    expect(await faults(role, needs)).toEqual([]);
  });
});

describe('into a bucket of another account', () => {
  const OWNER = '444455556666';
  const build = (stack: Stack) => {
    new DeliveryStream(stack, 'Stream', { bucket: s3.Bucket.fromBucketAttributes(stack, 'Theirs', { bucketName: 'theirs', account: OWNER }) });
  };
  const theirs = (Statement: any[]) => ({ elsewhere: { 'arn:aws:s3:::theirs': { accountId: OWNER, policy: { Version: '2012-10-17', Statement } } } });
  // https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#cross-account-delivery-s3
  const everything = [{ Effect: 'Allow', Principal: { AWS: ENVIRONMENT.account }, Action: 's3:*', Resource: ['arn:aws:s3:::theirs', 'arn:aws:s3:::theirs/*'] }];

  test('the role may do its own part, and hand the objects over', async () => {
    const { access, role, stream, needs } = deliveryOf(build, theirs(everything));
    expect(await faults(role, [...needs, ...handOverNeeds(access.deployment, stream)])).toEqual([]);
  });

  test('nothing is delivered before the owner lets it in', async () => {
    const { role, destination } = deliveryOf(build, theirs([{ ...everything[0], Principal: { AWS: '777788889999' } }]));
    expect(await role.can('s3:PutObject', `${destination.BucketARN}/firehose/object.gz`)).toBe('ImplicitlyDenied');
  });
});

test('a processor in a stream of the CDK lets the role of that stream call its function', async () => {
  const access = accessOf((app) => {
    const stack = new Stack(app, 'Test', { env: ENVIRONMENT });
    const processors = [new RecordProcessor(stack, 'Processor')];
    new firehose.DeliveryStream(stack, 'Stream', { destination: new firehose.S3Bucket(new s3.Bucket(stack, 'Bucket'), { processors }) });
  });
  const [{ properties }] = access.deployment.resources('AWS::KinesisFirehose::DeliveryStream');
  const { RoleARN: roleArn, ...destination } = properties.ExtendedS3DestinationConfiguration;
  const needs = functionArns(destination).flatMap(callNeeds);
  expect(needs).toHaveLength(2);
  expect(await missing(access.principal(roleArn), needs)).toEqual([]);
  expect(await tooWide(access.principal(roleArn), needs)).toEqual([]);
});
