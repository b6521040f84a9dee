import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, Lazy, RemovalPolicy, Size, Stack } from 'aws-cdk-lib/core';
import { BatchMode, DeliveryStream, RecordProcessor, Transform } from '../../src';
import type { DeliveryStreamProps } from '../../src';
import { identityStatements, newStack, theOnly } from '../support/stacks';

const STREAM = 'AWS::KinesisFirehose::DeliveryStream';

function destination(props?: DeliveryStreamProps): any {
  const stack = newStack();
  new DeliveryStream(stack, 'Stream', props);
  return theOnly(stack, STREAM).Properties.ExtendedS3DestinationConfiguration;
}

describe('delivery', () => {
  test('writes compressed objects by day after a minute or 10 MiB, with failed records beside them', () => {
    expect(destination()).toMatchObject({
      Prefix: 'firehose/dt=!{timestamp:yyyy-MM-dd}/',
      ErrorOutputPrefix: 'firehose-errors/type=!{firehose:error-output-type}/dt=!{timestamp:yyyy-MM-dd}/',
      BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 10 },
      CompressionFormat: 'GZIP',
    });
  });

  test('follows buffering, compression and prefix', () => {
    expect(destination({
      bufferingInterval: Duration.seconds(0),
      bufferingSize: Size.mebibytes(128),
      compression: firehose.Compression.HADOOP_SNAPPY,
      dataPrefix: 'shop/events/',
    })).toMatchObject({
      Prefix: 'shop/events/dt=!{timestamp:yyyy-MM-dd}/',
      ErrorOutputPrefix: 'shop/events-errors/type=!{firehose:error-output-type}/dt=!{timestamp:yyyy-MM-dd}/',
      BufferingHints: { IntervalInSeconds: 0, SizeInMBs: 128 },
      CompressionFormat: 'HADOOP_SNAPPY',
    });
  });

  test('leaves the file extension to Firehose, which Athena reads the codec from', () => {
    expect(destination()).not.toHaveProperty('FileExtension');
  });

  test('writes what is off as off, because an update of a stream merges', () => {
    expect(destination()).toMatchObject({
      ProcessingConfiguration: { Enabled: false },
      DataFormatConversionConfiguration: { Enabled: false },
      EncryptionConfiguration: { NoEncryptionConfig: 'NoEncryption' },
      S3BackupMode: 'Disabled',
    });
  });

  test('logs delivery errors into a group of its own that is not kept for ever', () => {
    const stack = newStack();
    new DeliveryStream(stack, 'Stream');
    expect(theOnly(stack, 'AWS::Logs::LogGroup')).toMatchObject({ Properties: { RetentionInDays: 30 }, DeletionPolicy: 'Delete' });
    expect(theOnly(stack, STREAM).Properties.ExtendedS3DestinationConfiguration.CloudWatchLoggingOptions).toMatchObject({
      Enabled: true, LogStreamName: { Ref: expect.stringContaining('LogStream') },
    });
  });
});

describe('processor', () => {
  test('takes any processor of the CDK, and zero retries stay zero', () => {
    const stack = newStack();
    const fn = new lambda.Function(stack, 'Fn', {
      runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {}'),
    });
    const processor = new firehose.LambdaFunctionProcessor(fn, { retries: 0, bufferInterval: Duration.seconds(30), bufferSize: Size.mebibytes(2) });
    new DeliveryStream(stack, 'Stream', { processor });
    expect(theOnly(stack, STREAM).Properties.ExtendedS3DestinationConfiguration.ProcessingConfiguration).toEqual({
      Enabled: true,
      Processors: [{
        Type: 'Lambda',
        Parameters: [
          { ParameterName: 'LambdaArn', ParameterValue: stack.resolve(fn.functionArn) },
          { ParameterName: 'RoleArn', ParameterValue: { 'Fn::GetAtt': [expect.stringContaining('StreamRole'), 'Arn'] } },
          { ParameterName: 'NumberOfRetries', ParameterValue: '0' },
          { ParameterName: 'BufferSizeInMBs', ParameterValue: '2' },
          { ParameterName: 'BufferIntervalInSeconds', ParameterValue: '30' },
        ],
      }],
    });
  });
});

describe('packed records', () => {
  const takes = (processorOf: (stack: Stack) => firehose.IDataProcessor | undefined) => {
    const stack = newStack();
    return new DeliveryStream(stack, 'Stream', { processor: processorOf(stack) })._takesPackedRecords;
  };
  const functionOf = (stack: Stack) => lambda.Function.fromFunctionName(stack, 'Function', 'mine');

  test('pass where nothing processes them', () => {
    expect(takes(() => undefined)).toBe(true);
  });

  test.each([[BatchMode.PACKED, true], [BatchMode.PER_EVENT, false], [undefined, false]])('meet what a RecordProcessor says of itself: %s', (batchMode, expected) => {
    expect(takes((stack) => new RecordProcessor(stack, 'Processor', { batchMode }))).toBe(expected);
    expect(takes((stack) => new RecordProcessor(stack, 'Processor', { batchMode, transform: Transform.fromFunction(functionOf(stack)) }))).toBe(expected);
  });

  test('meet a processor of someone else, of which that is not known', () => {
    expect(takes((stack) => new firehose.LambdaFunctionProcessor(functionOf(stack)))).toBeUndefined();
  });

  test('are told of by another copy of the library too', () => {
    const other = (stack: Stack) => {
      const processor = new RecordProcessor(stack, 'Processor', { batchMode: BatchMode.PACKED });
      return { ...processor, props: processor.props, bind: processor.bind.bind(processor) } as firehose.IDataProcessor;
    };
    expect(takes(other)).toBe(true);
  });
});

describe('a processor of someone else', () => {
  const functionOf = (stack: Stack, timeout?: Duration) => new lambda.Function(stack, 'Fn', {
    runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {}'), timeout,
  });
  const ofCdk = (props: firehose.DataProcessorProps) => (stack: Stack) => new firehose.LambdaFunctionProcessor(functionOf(stack), props);
  const own = (processorType: string): firehose.IDataProcessor => ({
    props: {}, bind: () => ({ processorType, processorIdentifier: { parameterName: '', parameterValue: '' }, parameters: [] }),
  });

  test.each<[string, (stack: Stack) => firehose.IDataProcessor, string]>([
    ['a buffer over 3 MiB', ofCdk({ bufferSize: Size.mebibytes(9) }), 'processor.bufferSize: got 9 MiB, allowed 0.2 to 3 MiB'],
    ['an interval over 900 seconds', ofCdk({ bufferInterval: Duration.seconds(5000) }), 'processor.bufferInterval: got 5000 seconds, allowed 0 to 900 seconds'],
    ['more than 300 retries', ofCdk({ retries: 301 }), 'processor.retries: got 301 retries, allowed 0 to 300 retries'],
    ['a function that may take too long', (stack) => new firehose.LambdaFunctionProcessor(functionOf(stack, Duration.minutes(15))),
      'timeout of the processor\'s function: got 900 seconds, allowed 1 to 300 seconds; lower it: Firehose waits no longer'],
    ['a version of a function that may take too long',
      (stack) => new firehose.LambdaFunctionProcessor(functionOf(stack, Duration.minutes(15)).currentVersion), 'got 900 seconds'],
    ['a function of another region', (stack) => new firehose.LambdaFunctionProcessor(
      lambda.Function.fromFunctionArn(stack, 'Far', 'arn:aws:lambda:us-east-1:111111111111:function:far'),
    ), 'processor: got Test/Far in region us-east-1, allowed one in region eu-west-1'],
    ['one that extracts partition keys', () => firehose.MetadataExtractionProcessor.jq16({ plan: '.plan' }),
      'processor: got a processor of the type MetadataExtraction, allowed one that works without dynamic partitioning'],
    ['one that splits records', () => firehose.RecordDeAggregationProcessor.json(), 'processor: got a processor of the type RecordDeAggregation'],
  ])('fails on %s, before anything of the stream is built', (_name, processorOf, message) => {
    const stack = newStack({ env: { account: '111111111111', region: 'eu-west-1' } });
    const processor = processorOf(stack);
    expect(() => new DeliveryStream(stack, 'Stream', { processor })).toThrow(message);
    expect(stack.node.findChild('Stream').node.children).toEqual([]);
  });

  test('fails on one of one\'s own whose type needs dynamic partitioning', () => {
    expect(() => new DeliveryStream(newStack(), 'Stream', { processor: own('MetadataExtraction') }))
      .toThrow('[Test/Stream] processor: got a processor of the type MetadataExtraction');
  });

  test('keeps a buffer that is a fraction of a MiB, and values that are known only at deployment', () => {
    const parametersOf = (props: firehose.DataProcessorProps): any[] => {
      const stack = newStack();
      new DeliveryStream(stack, 'Stream', { processor: ofCdk(props)(stack) });
      return theOnly(stack, STREAM).Properties.ExtendedS3DestinationConfiguration.ProcessingConfiguration.Processors[0].Parameters.slice(2)
        .map(({ ParameterValue }: any) => ParameterValue);
    };
    expect(parametersOf({ bufferSize: Size.kibibytes(256) })).toEqual(['0.25']);
    const late = Lazy.number({ produce: () => 7 });
    expect(parametersOf({ retries: late, bufferSize: Size.mebibytes(late), bufferInterval: Duration.seconds(late) })).toEqual(['7', '7', '7']);
  });
});

describe('permissions', () => {
  test('the delivery role has the six actions of a delivery and the log, each on its own resource', () => {
    const stack = newStack();
    const stream = new DeliveryStream(stack, 'Stream');
    const bucket = stack.resolve(stream.bucket.bucketArn);
    expect(identityStatements(stack)).toEqual([
      { actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], resources: [bucket] },
      {
        actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
        resources: [{ 'Fn::Join': ['', [bucket, '/firehose-errors/*']] }, { 'Fn::Join': ['', [bucket, '/firehose/*']] }],
      },
      {
        actions: ['logs:PutLogEvents'],
        resources: [{
          'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':logs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':log-group:',
            stack.resolve(stream.logGroup.logGroupName), ':log-stream:', { Ref: expect.stringContaining('LogStream') }]],
        }],
      },
    ]);
  });

  test('only Firehose of this account may take the role', () => {
    const stack = newStack();
    new DeliveryStream(stack, 'Stream');
    expect(theOnly(stack, 'AWS::IAM::Role').Properties.AssumeRolePolicyDocument.Statement).toEqual([{
      Action: 'sts:AssumeRole',
      Effect: 'Allow',
      Principal: { Service: 'firehose.amazonaws.com' },
      Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'AWS::AccountId' } } },
    }]);
  });

  test('the policy is attached before the stream is created', () => {
    const stack = newStack();
    new DeliveryStream(stack, 'Stream');
    const [policy] = Object.keys(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    expect(theOnly(stack, STREAM).DependsOn).toContain(policy);
  });

  test('grantPutRecords allows putting into this stream and nothing else', () => {
    const stack = newStack();
    const stream = new DeliveryStream(stack, 'Stream');
    const user = new iam.User(stack, 'User');
    expect(stream.grantPutRecords(user).success).toBe(true);
    expect(identityStatements(stack)).toContainEqual({
      actions: ['firehose:PutRecord', 'firehose:PutRecordBatch'], resources: [stack.resolve(stream.deliveryStreamArn)],
    });
  });
});

describe('encryption', () => {
  test('without a key the stream uses one that AWS owns', () => {
    const stack = newStack();
    new DeliveryStream(stack, 'Stream');
    expect(theOnly(stack, STREAM).Properties.DeliveryStreamEncryptionConfigurationInput).toEqual({ KeyType: 'AWS_OWNED_CMK' });
    Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 0);
  });

  test('a key encrypts the stream, the bucket and each object, and the role may use it', () => {
    const stack = newStack();
    const key = new kms.Key(stack, 'Key');
    new DeliveryStream(stack, 'Stream', { encryptionKey: key });
    const arn = stack.resolve(key.keyArn);
    const properties = theOnly(stack, STREAM).Properties;
    expect(properties.DeliveryStreamEncryptionConfigurationInput).toEqual({ KeyType: 'CUSTOMER_MANAGED_CMK', KeyARN: arn });
    expect(properties.ExtendedS3DestinationConfiguration.EncryptionConfiguration).toEqual({ KMSEncryptionConfig: { AWSKMSKeyARN: arn } });
    expect(theOnly(stack, 'AWS::S3::Bucket').Properties.BucketEncryption.ServerSideEncryptionConfiguration).toEqual([{
      BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arn },
    }]);
    expect(identityStatements(stack)).toContainEqual(expect.objectContaining({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [arn] }));
  });

  test('the key of a brought bucket is granted too', () => {
    const stack = newStack();
    const key = new kms.Key(stack, 'Key');
    const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey: key });
    new DeliveryStream(stack, 'Stream', { bucket });
    expect(identityStatements(stack)).toContainEqual(expect.objectContaining({
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [stack.resolve(key.keyArn)],
    }));
  });
});

describe('a key that cannot be granted', () => {
  test.each<[string, (stack: Stack) => kms.IKey]>([
    ['an imported alias', (stack) => kms.Alias.fromAliasName(stack, 'Alias', 'alias/mine')],
    ['an alias of the app', (stack) => new kms.Alias(stack, 'Alias', { aliasName: 'alias/mine', targetKey: new kms.Key(stack, 'Key') })],
  ])('fails on %s', (_name, keyOf) => {
    const stack = newStack();
    expect(() => new DeliveryStream(stack, 'Stream', { encryptionKey: keyOf(stack) }))
      .toThrow('[Test/Stream] encryptionKey: got the alias Test/Alias, allowed a key; pass alias.aliasTargetKey');
  });

  test('fails on a bucket whose key is an imported alias: Firehose could not write', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey: kms.Alias.fromAliasName(stack, 'Alias', 'alias/mine') });
    expect(() => new DeliveryStream(stack, 'Stream', { bucket })).toThrow('[Test/Stream] encryption key: got Test/Alias, on which no permission can be given');
  });

  test('fails on a bucket whose key is an imported alias before anything is built', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey: kms.Alias.fromAliasName(stack, 'Alias', 'alias/mine') });
    expect(() => new DeliveryStream(stack, 'Stream', { bucket })).toThrow();
    expect(stack.node.findChild('Stream').node.children).toEqual([]);
  });

  test('takes a bucket whose key is an alias of the app', () => {
    const stack = newStack();
    const encryptionKey = new kms.Alias(stack, 'Alias', { aliasName: 'alias/mine', targetKey: new kms.Key(stack, 'Key') });
    new DeliveryStream(stack, 'Stream', { bucket: new s3.Bucket(stack, 'Bucket', { encryptionKey }) });
    expect(identityStatements(stack).flatMap(({ actions }) => actions)).toContain('kms:GenerateDataKey');
  });

  test.each<[string, kms.KeyProps, string]>([
    ['that is not symmetric', { keySpec: kms.KeySpec.RSA_2048 }, 'a key of RSA_2048, allowed a symmetric key'],
    ['that makes codes only', { keySpec: kms.KeySpec.HMAC_256, keyUsage: kms.KeyUsage.GENERATE_VERIFY_MAC }, 'a key of HMAC_256, allowed a symmetric key'],
    ['that is disabled', { enabled: false }, 'a key that is disabled, allowed an enabled key'],
  ])('fails on a key %s', (_name, props, message) => {
    const stack = newStack();
    expect(() => new DeliveryStream(stack, 'Stream', { encryptionKey: new kms.Key(stack, 'Key', props) })).toThrow(`[Test/Stream] encryptionKey: got ${message}`);
  });

  test('takes a key that says it is symmetric', () => {
    const stack = newStack();
    const encryptionKey = new kms.Key(stack, 'Key', { keySpec: kms.KeySpec.SYMMETRIC_DEFAULT, enabled: true });
    expect(() => new DeliveryStream(stack, 'Stream', { encryptionKey })).not.toThrow();
  });

  test('fails on a key of another region', () => {
    const stack = newStack({ env: { account: '111111111111', region: 'eu-west-1' } });
    const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab');
    expect(() => new DeliveryStream(stack, 'Stream', { encryptionKey: key }))
      .toThrow('[Test/Stream] encryptionKey: got Test/Key in region us-east-1, allowed one in region eu-west-1');
  });
});

describe('bucket', () => {
  test('is private, TLS only, without ACLs, encrypted, and kept', () => {
    const stack = newStack();
    new DeliveryStream(stack, 'Stream');
    expect(theOnly(stack, 'AWS::S3::Bucket')).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: {
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
        LifecycleConfiguration: { Rules: [{ Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }] },
      },
    });
    const denied = theOnly(stack, 'AWS::S3::BucketPolicy').Properties.PolicyDocument.Statement;
    expect(denied).toContainEqual(expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }));
    expect(denied).toContainEqual(expect.objectContaining({ Effect: 'Deny', Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } }));
  });

  test('with DESTROY it is emptied, and the stream goes first', () => {
    const stack = newStack();
    new DeliveryStream(stack, 'Stream', { removalPolicy: RemovalPolicy.DESTROY });
    const template = Template.fromStack(stack);
    const [emptying] = Object.keys(template.findResources('Custom::S3AutoDeleteObjects'));
    expect(theOnly(stack, 'AWS::S3::Bucket').DeletionPolicy).toBe('Delete');
    expect(theOnly(stack, STREAM).DependsOn).toContain(emptying);
  });

  test('a brought bucket is used as it is, and one warning says what its owner must do', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Mine');
    const stream = new DeliveryStream(stack, 'Stream', { bucket });
    expect(stream.bucket).toBe(bucket);
    Annotations.fromStack(stack).hasWarning('/Test/Stream', Match.stringLikeRegexp('a bucket of your own, which is used as it is'));
    Annotations.fromStack(stack).hasNoWarning('/Test/Stream', Match.stringLikeRegexp('encryptionKey'));
  });

  test('with DESTROY the warning of a brought bucket says that it is not reached', () => {
    const stack = newStack();
    new DeliveryStream(stack, 'Stream', { bucket: new s3.Bucket(stack, 'Mine'), removalPolicy: RemovalPolicy.DESTROY });
    Annotations.fromStack(stack).hasWarning('/Test/Stream', Match.stringLikeRegexp('and removalPolicy does not reach it'));
    Template.fromStack(stack).resourceCountIs('Custom::S3AutoDeleteObjects', 0);
  });

  test('an imported bucket warns that its key is unknown', () => {
    const stack = newStack();
    new DeliveryStream(stack, 'Stream', { bucket: s3.Bucket.fromBucketName(stack, 'Theirs', 'theirs') });
    Annotations.fromStack(stack).hasWarning('/Test/Stream', Match.stringLikeRegexp('pass that key as encryptionKey'));
  });

  test('a brought bucket that the app empties is emptied after the stream is gone', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Mine', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true });
    new DeliveryStream(stack, 'Stream', { bucket });
    const [emptying] = Object.keys(Template.fromStack(stack).findResources('Custom::S3AutoDeleteObjects'));
    expect(theOnly(stack, STREAM).DependsOn).toContain(emptying);
  });

  test('into a bucket of another account objects are handed over, and a warning names its policy', () => {
    const stack = newStack({ env: { account: '111111111111', region: 'eu-west-1' } });
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Theirs', { bucketName: 'theirs', account: '222222222222' });
    new DeliveryStream(stack, 'Stream', { bucket });
    expect(identityStatements(stack).flatMap(({ actions }) => actions)).toContain('s3:PutObjectAcl');
    Annotations.fromStack(stack).hasWarning('/Test/Stream', Match.stringLikeRegexp('bucket policy must allow the delivery role'));
  });

  test.each([
    ['events/', 'events/b/'], ['a-errors/x/', 'a/'], ['events/', 'events/'],
  ])('fails on two streams with the prefixes %s and %s in one bucket', (one, other) => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Shared', { bucketName: 'shared' });
    new DeliveryStream(stack, 'A', { bucket, dataPrefix: one });
    expect(() => new DeliveryStream(stack, 'B', { bucket: s3.Bucket.fromBucketName(stack, 'Again', 'shared'), dataPrefix: other }))
      .toThrow(/^\[Test\/B\] dataPrefix: got .* in the same bucket/);
  });

  test('fails on two streams that would mix their objects in one bucket', () => {
    const stack = newStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'One', 'shared');
    new DeliveryStream(stack, 'A', { bucket, dataPrefix: 'events/' });
    new DeliveryStream(stack, 'C', { bucket, dataPrefix: 'other/' });
    const sameBucket = s3.Bucket.fromBucketName(stack, 'Two', 'shared');
    expect(() => new DeliveryStream(stack, 'B', { bucket: sameBucket, dataPrefix: 'events/b/' }))
      .toThrow("[Test/B] dataPrefix: got 'events/b/', which overlaps 'events/' of Test/A in the same bucket");
  });
});

describe('bad values', () => {
  const build = (props: DeliveryStreamProps) => () => new DeliveryStream(newStack(), 'Stream', props);

  test.each<[string, DeliveryStreamProps, string]>([
    ['an interval over 900 seconds', { bufferingInterval: Duration.seconds(901) }, 'bufferingInterval: got 901 seconds, allowed 0 to 900 seconds'],
    ['half a second', { bufferingInterval: Duration.millis(500) }, 'bufferingInterval: got 0.5 seconds, allowed whole seconds'],
    ['a size under 1 MiB', { bufferingSize: Size.kibibytes(512) }, 'bufferingSize: got 0.5 MiB, allowed 1 to 128 MiB'],
    ['a size that is not whole', { bufferingSize: Size.kibibytes(1536) }, 'bufferingSize: got 1.5 MiB, allowed whole MiB'],
    ['a size over 128 MiB', { bufferingSize: Size.mebibytes(129) }, 'bufferingSize: got 129 MiB, allowed 1 to 128 MiB'],
    ['ZIP, which Athena cannot read', { compression: firehose.Compression.ZIP }, 'compression: got ZIP, allowed UNCOMPRESSED, GZIP, HADOOP_SNAPPY'],
    ['a format that Firehose does not know', { compression: firehose.Compression.of('gzip') }, 'compression: got gzip, allowed UNCOMPRESSED, GZIP'],
    ['an empty format', { compression: firehose.Compression.of('') }, 'compression: got an empty text'],
    ['a snapshot, which no bucket has', { removalPolicy: RemovalPolicy.SNAPSHOT }, 'removalPolicy: got snapshot, allowed retain, destroy'],
  ])('fails on %s', (_name, props, message) => {
    expect(build(props)).toThrow(`[Test/Stream] ${message}`);
  });

  test('nothing is built before an error', () => {
    const stack = newStack();
    expect(() => new DeliveryStream(stack, 'Stream', { bufferingInterval: Duration.seconds(901) })).toThrow();
    expect(Object.keys(Template.fromStack(stack).toJSON().Resources ?? {})).toEqual([]);
  });

  test('tokens pass', () => {
    const stack = newStack();
    new DeliveryStream(stack, 'Stream', {
      bufferingInterval: Duration.seconds(Lazy.number({ produce: () => 77 })), bufferingSize: Size.mebibytes(Lazy.number({ produce: () => 7 })),
    });
    expect(theOnly(stack, STREAM).Properties.ExtendedS3DestinationConfiguration.BufferingHints).toEqual({ IntervalInSeconds: 77, SizeInMBs: 7 });
  });

  test('SNAPPY warns', () => {
    const stack = newStack();
    new DeliveryStream(stack, 'Stream', { compression: firehose.Compression.SNAPPY });
    Annotations.fromStack(stack).hasWarning('/Test/Stream', Match.stringLikeRegexp('got SNAPPY'));
  });
});

describe('as a stream of the CDK', () => {
  test('the default template has no mappings; only the full import brings them', () => {
    const stack = newStack();
    const stream = new DeliveryStream(stack, 'Stream');
    expect(Template.fromStack(stack).toJSON()).not.toHaveProperty('Mappings');
    const imported = stream.asDeliveryStream();
    expect(stack.resolve(imported.deliveryStreamArn)).toEqual(stack.resolve(stream.deliveryStreamArn));
    expect(stream.asDeliveryStream()).toBe(imported);
  });

  test('the reference and the environment are those of the resource', () => {
    const stack = new Stack(undefined, 'Here', { env: { account: '123456789012', region: 'eu-west-1' } });
    const stream = new DeliveryStream(stack, 'Stream');
    expect(stream.env).toEqual({ account: '123456789012', region: 'eu-west-1' });
    expect(stack.resolve(stream.deliveryStreamRef.deliveryStreamName)).toEqual(stack.resolve(stream.deliveryStreamName));
  });

  test.each<[string, (stream: DeliveryStream) => any, string, string]>([
    ['IncomingRecords', (stream) => stream.metricIncomingRecords(), 'IncomingRecords', 'Sum'],
    ['ThrottledRecords', (stream) => stream.metricThrottledRecords(), 'ThrottledRecords', 'Sum'],
    ['DeliveryToS3.Records', (stream) => stream.metricDeliveredRecords(), 'DeliveryToS3.Records', 'Sum'],
    ['DeliveryToS3.DataFreshness', (stream) => stream.metricDataFreshness(), 'DeliveryToS3.DataFreshness', 'Maximum'],
  ])('the metric %s is read of this stream', (_name, metricOf, metricName, statistic) => {
    const stream = new DeliveryStream(newStack(), 'Stream');
    expect(metricOf(stream)).toMatchObject({
      namespace: 'AWS/Firehose', metricName, statistic, dimensions: { DeliveryStreamName: stream.deliveryStreamName },
    });
  });
});
