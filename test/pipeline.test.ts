import * as path from 'path';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Stack } from 'aws-cdk-lib/core';
import { CfnResource, Duration, RemovalPolicy, Size } from 'aws-cdk-lib/core';
import { BatchMode, ServerlessDataPipeline, TrackAuthorization, Transform } from '../src';
import type { ServerlessDataPipelineProps } from '../src';
import { identityStatements, newStack, theOnly } from './support/stacks';

describe('with no props', () => {
  const stack = newStack();
  const pipeline = new ServerlessDataPipeline(stack, 'Pipeline');
  const template = Template.fromStack(stack);

  test('the template has no conditions and no mappings', () => {
    expect(template.toJSON()).not.toHaveProperty('Conditions');
    expect(template.toJSON()).not.toHaveProperty('Mappings');
  });

  test('the outputs are the two URLs a client needs: where to post, where the data lies, who processes it', () => {
    const outputs = template.toJSON().Outputs;
    expect(Object.keys(outputs).map((id) => id.replace(/[0-9A-F]{8}$/, '')).sort())
      .toEqual(['PipelineBucketName', 'PipelineFunctionName', 'PipelineTrackURL']);
  });

  test('the API puts into the stream of the pipeline', () => {
    const integrations = Object.values(template.findResources('AWS::ApiGateway::Method', { Properties: { HttpMethod: 'POST' } }));
    const stream = stack.resolve(pipeline.deliveryStream.deliveryStreamName);
    for (const { Properties } of integrations) {
      expect(JSON.stringify(Properties.Integration.RequestTemplates)).toContain(JSON.stringify(stream));
    }
  });

  test('the stream calls the record processor of the pipeline', () => {
    const { Processors } = theOnly(stack, 'AWS::KinesisFirehose::DeliveryStream').Properties.ExtendedS3DestinationConfiguration.ProcessingConfiguration;
    expect(Processors[0].Parameters).toContainEqual({
      ParameterName: 'LambdaArn', ParameterValue: stack.resolve(pipeline.recordProcessor.processorFunction.functionArn),
    });
  });

  test('the table reads where the stream writes', () => {
    const { Prefix } = theOnly(stack, 'AWS::KinesisFirehose::DeliveryStream').Properties.ExtendedS3DestinationConfiguration;
    const location = (name: string) => Object.values(template.findResources('AWS::Glue::Table', { Properties: { TableInput: { Name: name } } }))[0]
      .Properties.TableInput.StorageDescriptor.Location['Fn::Join'][1];
    expect(location('records').at(-1)).toBe(`/${Prefix.split('dt=')[0]}`);
    expect(location('records_errors').at(-1)).toBe('/firehose-errors/');
  });

  test('every IAM statement names its resource: none is *, and none ends without its slash', () => {
    for (const { resources } of identityStatements(stack)) {
      for (const resource of resources) {
        const text = typeof resource === 'string' ? resource : JSON.stringify(resource);
        expect(text).not.toBe('*');
        expect(text.replace(/\/\*/g, '')).not.toContain('*');
      }
    }
  });

  test('every hop has its exact actions', () => {
    expect(identityStatements(stack).map(({ actions }) => actions.join(' ')).sort()).toEqual([
      'firehose:PutRecord firehose:PutRecordBatch',
      'lambda:GetFunctionConfiguration lambda:InvokeFunction',
      'logs:CreateLogStream logs:PutLogEvents',
      'logs:PutLogEvents',
      's3:AbortMultipartUpload s3:GetObject s3:PutObject',
      's3:GetBucketLocation s3:ListBucket s3:ListBucketMultipartUploads',
    ]);
  });

  test('no ARN is written for one partition only', () => {
    expect(JSON.stringify(template.toJSON())).not.toContain('arn:aws');
  });

  test('one warning says that the URL is open, and there is no other', () => {
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toHaveLength(1);
  });
});

describe('props', () => {
  test('reach the part they belong to', () => {
    const stack = newStack();
    const key = new kms.Key(stack, 'Key');
    const bucket = new s3.Bucket(stack, 'Mine');
    const pipeline = new ServerlessDataPipeline(stack, 'Pipeline', {
      stageName: 'prod',
      dataPrefix: 'shop/',
      compression: firehose.Compression.UNCOMPRESSED,
      bufferingInterval: Duration.seconds(300),
      bufferingSize: Size.mebibytes(64),
      processorTimeout: Duration.seconds(120),
      processorMemorySize: 2048,
      databaseName: 'shop',
      tableName: 'orders',
      allowedOrigins: ['https://shop.example'],
      throttle: { rateLimit: 7, burstLimit: 9 },
      dataStartDate: '2025-06-01',
      bucket,
      encryptionKey: key,
      transform: Transform.node(path.join(__dirname, 'consumer/transform.mjs')),
      queries: { namedQueries: [{ name: 'own', sql: 'SELECT 1' }] },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    expect(pipeline.bucket).toBe(bucket);
    const template = Template.fromStack(stack);
    expect(theOnly(stack, 'AWS::ApiGateway::Stage').Properties).toMatchObject({
      StageName: 'prod', MethodSettings: [{ ThrottlingRateLimit: 7, ThrottlingBurstLimit: 9 }],
    });
    expect(theOnly(stack, 'AWS::KinesisFirehose::DeliveryStream').Properties.ExtendedS3DestinationConfiguration).toMatchObject({
      Prefix: 'shop/dt=!{timestamp:yyyy-MM-dd}/',
      CompressionFormat: 'UNCOMPRESSED',
      BufferingHints: { IntervalInSeconds: 300, SizeInMBs: 64 },
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Timeout: 120, MemorySize: 2048, Environment: { Variables: { TRANSFORM_MODULE: './transform/transform.mjs' } },
    });
    template.hasResourceProperties('AWS::Athena::NamedQuery', { Name: 'own' });
    template.hasResourceProperties('AWS::Athena::WorkGroup', {
      WorkGroupConfiguration: { ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_KMS', KmsKey: stack.resolve(key.keyArn) } } },
    });
    // Of the two buckets only the one that was made here is emptied.
    template.resourceCountIs('Custom::S3AutoDeleteObjects', 1);
    template.hasResourceProperties('AWS::Glue::Database', { DatabaseInput: { Name: 'shop' } });
    template.hasResourceProperties('AWS::Glue::Table', {
      TableInput: { Name: 'orders', Parameters: Match.objectLike({ 'projection.dt.range': Match.stringLikeRegexp('^2025-06-01,') }) },
    });
    template.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
      ResponseType: 'THROTTLED',
      ResponseParameters: Match.objectLike({ 'gatewayresponse.header.Access-Control-Allow-Origin': "'https://shop.example'" }),
    });
  });

  test.each([
    [undefined, '60'],
    [Duration.seconds(0), '0'],
    [Duration.seconds(900), '60'],
  ])('with a buffering interval of %s the processor waits %s seconds', (bufferingInterval, seconds) => {
    const stack = newStack();
    new ServerlessDataPipeline(stack, 'Pipeline', { bufferingInterval });
    const { Processors } = theOnly(stack, 'AWS::KinesisFirehose::DeliveryStream').Properties.ExtendedS3DestinationConfiguration.ProcessingConfiguration;
    expect(Processors[0].Parameters).toContainEqual({ ParameterName: 'BufferIntervalInSeconds', ParameterValue: seconds });
  });

  test.each([[undefined, false], [BatchMode.PER_EVENT, false], [BatchMode.PACKED, true]])('in the batch mode %s the processor takes packed records: %s', (batchMode, packed) => {
    const pipeline = new ServerlessDataPipeline(newStack(), 'Pipeline', { batchMode });
    expect(pipeline.deliveryStream._takesPackedRecords).toBe(packed);
  });

  test('outputs: false leaves none', () => {
    const stack = newStack();
    new ServerlessDataPipeline(stack, 'Pipeline', { outputs: false });
    expect(Template.fromStack(stack).toJSON()).not.toHaveProperty('Outputs');
  });

  test('none() silences the warning about the open URL', () => {
    const stack = newStack();
    new ServerlessDataPipeline(stack, 'Pipeline', { authorization: TrackAuthorization.none() });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('with DESTROY nothing is left behind, and both buckets are emptied', () => {
    const stack = newStack();
    new ServerlessDataPipeline(stack, 'Pipeline', { removalPolicy: RemovalPolicy.DESTROY });
    const template = Template.fromStack(stack);
    const kept = Object.entries(template.toJSON().Resources).filter(([, resource]: [string, any]) => resource.DeletionPolicy === 'Retain');
    expect(kept).toEqual([]);
    template.resourceCountIs('Custom::S3AutoDeleteObjects', 2);
  });

  test('by default both buckets are kept', () => {
    const stack = newStack();
    new ServerlessDataPipeline(stack, 'Pipeline');
    const buckets = Object.values(Template.fromStack(stack).findResources('AWS::S3::Bucket'));
    expect(buckets.map((bucket) => bucket.DeletionPolicy)).toEqual(['Retain', 'Retain']);
  });
});

describe('an error', () => {
  test.each<[string, ServerlessDataPipelineProps, string]>([
    ['processorTimeout', { processorTimeout: Duration.seconds(301) }, 'processorTimeout: got 301 seconds'],
    ['processorMemorySize', { processorMemorySize: 64 }, 'processorMemorySize: got 64 MiB'],
    ['bufferingInterval', { bufferingInterval: Duration.millis(500) }, 'bufferingInterval: got 0.5 seconds'],
    ['dataPrefix', { dataPrefix: 'a' }, "dataPrefix: got 'a'"],
    ['allowedOrigins', { allowedOrigins: ['a'] }, "allowedOrigins: got 'a'"],
    ['allowedHeaders', { allowedHeaders: ['a b'] }, "allowedHeaders: got 'a b'"],
    ['throttle', { throttle: { rateLimit: -1 } }, 'throttle.rateLimit: got -1'],
    ['databaseName', { databaseName: 'A' }, "databaseName: got 'A'"],
    ['queries', { queries: { scanLimit: Size.mebibytes(1) } }, 'queries.scanLimit: got 1048576 bytes'],
    ['transform', { transform: Transform.node('none.mjs') }, 'transform: got none.mjs, which does not exist'],
  ])('about %s names the prop, and nothing is built before', (_name, props, message) => {
    const stack = newStack();
    expect(() => new ServerlessDataPipeline(stack, 'Pipeline', props)).toThrow(message);
    expect(stack.node.findAll().filter(CfnResource.isCfnResource)).toEqual([]);
  });

  test.each<[any, string]>([
    [{ bufferingInterval: 60 }, 'bufferingInterval: got the number 60, allowed a Duration, such as Duration.seconds(60); give one'],
    [{ bufferingSize: '10' }, "bufferingSize: got the text '10', allowed a Size"],
    [{ processorTimeout: 30 }, 'processorTimeout: got the number 30, allowed a Duration'],
    [{ processorMemorySize: '512' }, "processorMemorySize: got the text '512', allowed a number"],
    [{ compression: 'GZIP' }, "compression: got the text 'GZIP', allowed a Compression"],
    [{ outputs: null }, 'outputs: got null, allowed true or false; leave it out for the default'],
    [{ queries: null }, 'queries: got null, allowed an object with settings'],
    [{ bucket: 'my-bucket' }, "bucket: got the text 'my-bucket', allowed a bucket (IBucket)"],
    [{ encryptionKey: 'arn' }, "encryptionKey: got the text 'arn', allowed a key (IKey)"],
    [{ transform: 'transform.mjs' }, "transform: got the text 'transform.mjs', allowed a Transform, such as Transform.node(path)"],
    [{ batchMode: 'packed' }, "batchMode: got the text 'packed', allowed BatchMode.PER_EVENT or BatchMode.PACKED; give one"],
    [{ authorization: 'none' }, "authorization: got the text 'none', allowed a TrackAuthorization"],
    [{ allowedOrigins: 'https://a.example' }, "allowedOrigins: got the text 'https://a.example', allowed a list"],
    [{ allowedHeaders: 'traceparent' }, "allowedHeaders: got the text 'traceparent', allowed a list"],
    [{ throttle: 100 }, 'throttle: got the number 100, allowed an object with settings'],
    [{ stageName: 1 }, 'stageName: got the number 1, allowed a text'],
    [{ dataPrefix: 1 }, 'dataPrefix: got the number 1, allowed a text'],
    [{ databaseName: null }, 'databaseName: got null, allowed a text'],
    [{ dataStartDate: new Date(0) }, 'dataStartDate: got an object (Date), allowed a text'],
  ])('about %j of plain JavaScript says what is allowed, and nothing is built before', (props, message) => {
    const stack = newStack();
    expect(() => new ServerlessDataPipeline(stack, 'Pipeline', props)).toThrow(`[Test/Pipeline] ${message}`);
    expect(stack.node.findAll().filter(CfnResource.isCfnResource)).toEqual([]);
  });

  test.each<[string, (stack: Stack) => ServerlessDataPipelineProps]>([
    ['a prefix that is taken', (stack) => ({ bucket: s3.Bucket.fromBucketName(stack, 'Again', 'shared') })],
    ['a database that is taken', () => ({ databaseName: 'taken' })],
    ['a function of another account', (stack) => ({
      transform: Transform.fromFunction(lambda.Function.fromFunctionArn(stack, 'Theirs', 'arn:aws:lambda:eu-west-1:222222222222:function:theirs')),
    })],
    ['a bucket whose key is an imported alias', (stack) => ({
      bucket: s3.Bucket.fromBucketAttributes(stack, 'Sealed', { bucketName: 'sealed', encryptionKey: kms.Alias.fromAliasName(stack, 'Alias', 'alias/a') }),
    })],
  ])('about %s comes before anything is built, too', (_name, propsOf) => {
    const stack = newStack({ env: { account: '111111111111', region: 'eu-west-1' } });
    new ServerlessDataPipeline(stack, 'First', { bucket: s3.Bucket.fromBucketName(stack, 'Shared', 'shared'), databaseName: 'taken' });
    const before = stack.node.findAll().filter(CfnResource.isCfnResource).length;
    const props = propsOf(stack);
    expect(() => new ServerlessDataPipeline(stack, 'Second', props)).toThrow(/^\[Test\/Second\] /);
    expect(stack.node.findAll().filter(CfnResource.isCfnResource)).toHaveLength(before);
  });

  test('leaves no claim on a bucket behind', () => {
    const stack = newStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'Shared', 'shared');
    expect(() => new ServerlessDataPipeline(stack, 'Wrong', { bucket, databaseName: 'A' })).toThrow('databaseName');
    expect(() => new ServerlessDataPipeline(stack, 'Right', { bucket })).not.toThrow();
  });
});

describe('grants', () => {
  test('grantQuery fails for a principal of another account, which could not use a part of it', () => {
    const pipeline = new ServerlessDataPipeline(newStack(), 'Pipeline');
    expect(pipeline.grantQuery(new iam.AccountPrincipal('222222222222')).success).toBe(false);
  });

  const grants: [string, (pipeline: ServerlessDataPipeline, grantee: iam.IGrantable) => iam.Grant][] = [
    ['grantPutRecords', (pipeline, grantee) => pipeline.grantPutRecords(grantee)],
    ['grantQuery', (pipeline, grantee) => pipeline.grantQuery(grantee)],
    ['grantRead', (pipeline, grantee) => pipeline.grantRead(grantee)],
    ['grantReadErrors', (pipeline, grantee) => pipeline.grantReadErrors(grantee)],
  ];

  test.each(grants)('%s gives a grant that names its resources', (_name, grantTo) => {
    const stack = newStack();
    const pipeline = new ServerlessDataPipeline(stack, 'Pipeline');
    const user = new iam.User(stack, 'User');
    expect(grantTo(pipeline, user).success).toBe(true);
    const granted = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy', { Properties: { Users: [stack.resolve(user.userName)] } }));
    const statements = granted.flatMap((policy) => policy.Properties.PolicyDocument.Statement);
    expect(statements.length).toBeGreaterThan(0);
    for (const statement of statements) {
      expect([statement.Resource].flat()).not.toContain('*');
      expect(JSON.stringify(statement.Action)).not.toContain('*');
    }
  });

  test('a reader of events cannot read failed records, nor the other way round', () => {
    const stack = newStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'Shared', 'shared');
    const pipeline = new ServerlessDataPipeline(stack, 'Pipeline', { bucket });
    const [reader, mender] = [new iam.User(stack, 'Reader'), new iam.User(stack, 'Mender')];
    pipeline.grantRead(reader);
    pipeline.grantReadErrors(mender);
    const objectsOf = (user: iam.User) => {
      const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy', { Properties: { Users: [stack.resolve(user.userName)] } }));
      return JSON.stringify(policies.map((policy) => policy.Properties.PolicyDocument.Statement.map((statement: any) => statement.Resource)));
    };
    expect(objectsOf(reader)).toContain('/firehose/*');
    expect(objectsOf(reader)).not.toContain('errors');
    expect(objectsOf(mender)).toContain('/firehose-errors/*');
    expect(objectsOf(mender)).not.toContain('/firehose/*');
  });
});

test.each([
  ['metricAccepted', 'AWS/Firehose', 'IncomingRecords'],
  ['metricRejected', 'AWS/ApiGateway', '4XXError'],
  ['metricThrottled', 'AWS/Firehose', 'ThrottledRecords'],
  ['metricDelivered', 'AWS/Firehose', 'DeliveryToS3.Records'],
  ['metricDataFreshness', 'AWS/Firehose', 'DeliveryToS3.DataFreshness'],
])('%s is %s %s', (method, namespace, metricName) => {
  const pipeline = new ServerlessDataPipeline(newStack(), 'Pipeline');
  expect((pipeline as any)[method]()).toMatchObject({ namespace, metricName });
  expect((pipeline as any)[method]({ period: Duration.minutes(1) }).period.toSeconds()).toBe(60);
});

test('metricFailed is the metric that the handler writes', () => {
  const pipeline = new ServerlessDataPipeline(newStack(), 'Pipeline');
  expect(pipeline.metricFailed()).toMatchObject({
    metricName: 'FailedRecords', statistic: 'Sum', dimensions: { FunctionName: pipeline.recordProcessor.processorFunction.functionName },
  });
});
