import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { App, CfnResource } from 'aws-cdk-lib/core';
import { CfnParameter, Fn, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { AccessLog, AnalyticsQueries, DeliveryStream, RecordProcessor, ServerlessDataPipeline, TrackApi, WebAcl } from '../../src';
import { EDGES } from '../templates/edges';
import { PIPELINES } from '../templates/pipelines';

/** An app with pipelines, and what cdk-nag finds in it on resources that are not of this library. */
export interface NagCase {
  readonly build: (app: App) => void;
  /** `<rule> <path>`. */
  readonly theirs?: readonly string[];
}

const THEIRS: Record<string, readonly string[]> = {
  Tuned: ['AwsSolutions-KMS5 Tuned/Key/Resource'],
  BroughtBucket: ['AwsSolutions-S1 Shared/Bucket/Resource'],
  OfUserPools: ['COG1', 'COG2', 'COG3'].map((rule) => `AwsSolutions-${rule} OfUserPools/Users/Resource`),
  WithAuthorizer: ['AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole] WithAuthorizer/Gate/ServiceRole/Resource'],
  Guarded: [
    'AwsSolutions-IAM5[Action::s3:Abort*] Guarded/LogRole/DefaultPolicy/Resource',
    'AwsSolutions-IAM5[Action::s3:DeleteObject*] Guarded/LogRole/DefaultPolicy/Resource',
    'AwsSolutions-IAM5[Resource::<Logs6819BB44.Arn>/*] Guarded/LogRole/DefaultPolicy/Resource',
    'AwsSolutions-KDF1 Guarded/LogStream',
    'AwsSolutions-S1 Guarded/Logs/Resource',
    'AwsSolutions-S10 Guarded/Logs/Resource',
  ],
  SharedApi: platformApi('SharedApi/Api'),
  ApiOfAnotherStack: platformApi('Platform/Api'),
};

function platformApi(path: string): string[] {
  return [
    ...['APIG1', 'APIG3', 'APIG6'].map((rule) => `AwsSolutions-${rule} ${path}/DeploymentStage.live/Resource`),
    ...['APIG4', 'COG4'].map((rule) => `AwsSolutions-${rule} ${path}/Default/health/GET/Resource`),
  ];
}

/** Where findings have names that are hard to foresee, and what others may add. */
const FURTHER: Record<string, NagCase> = {
  'a bucket of the parent of a nested stack': {
    build: (app) => {
      const parent = new Stack(app, 'Parent');
      brought(new NestedStack(parent, 'Nested'), new s3.Bucket(parent, 'Bucket', { enforceSSL: true }));
    },
    theirs: ['AwsSolutions-S1 Parent/Bucket/Resource'],
  },
  'a bucket of a nested stack': {
    build: (app) => {
      const parent = new Stack(app, 'Parent');
      brought(parent, new s3.Bucket(new NestedStack(parent, 'Nested'), 'Bucket', { enforceSSL: true }));
    },
    theirs: ['AwsSolutions-S1 Parent/Nested/Bucket/Resource'],
  },
  'a bucket of another region': {
    build: (app) => {
      const stackIn = (id: string, region: string) => new Stack(app, id, { env: { account: '123456789012', region }, crossRegionReferences: true });
      brought(stackIn('There', 'eu-west-1'), new s3.Bucket(stackIn('Here', 'us-east-1'), 'Bucket', { enforceSSL: true }));
    },
    theirs: ['AwsSolutions-S1 Here/Bucket/Resource'],
  },
  'a bucket with a logical id that is set later': {
    build: (app) => {
      const stack = new Stack(app, 'Test');
      const pipeline = new ServerlessDataPipeline(stack, 'Pipeline');
      (pipeline.bucket.node.defaultChild as CfnResource).overrideLogicalId('Events');
    },
  },
  'a bucket that is imported by its name': {
    build: (app) => {
      const stack = new Stack(app, 'Test');
      brought(stack, s3.Bucket.fromBucketName(stack, 'Bucket', 'events-of-the-platform'));
    },
  },
  'a bucket whose name is a parameter': {
    build: (app) => {
      const stack = new Stack(app, 'Test');
      brought(stack, s3.Bucket.fromBucketName(stack, 'Bucket', new CfnParameter(stack, 'Name').valueAsString));
    },
  },
  'a bucket whose ARN is exported somewhere': {
    build: (app) => {
      const stack = new Stack(app, 'Test');
      brought(stack, s3.Bucket.fromBucketArn(stack, 'Bucket', Fn.importValue('EventsBucketArn')));
    },
  },
  'a bucket whose ARN is put together': {
    build: (app) => {
      const stack = new Stack(app, 'Test');
      brought(stack, s3.Bucket.fromBucketArn(stack, 'Bucket', Fn.sub('arn:${AWS::Partition}:s3:::events-${AWS::AccountId}')));
    },
  },
  'a bucket whose ARN is a part of a text': {
    build: (app) => {
      const stack = new Stack(app, 'Test');
      brought(stack, s3.Bucket.fromBucketArn(stack, 'Bucket', Fn.select(0, Fn.split(',', new CfnParameter(stack, 'Arns').valueAsString))));
    },
  },
  'a Stage and a construct id of many words': {
    build: (app) => {
      new ServerlessDataPipeline(new Stack(new Stage(app, 'Prod'), 'Events'), 'Every event/of-the_shop.');
    },
  },
  'minimized policies': {
    build: (app) => {
      app.node.setContext('@aws-cdk/aws-iam:minimizePolicies', true);
      PIPELINES.Default(app);
    },
  },
  'the four parts alone': {
    build: (app) => {
      const stack = new Stack(app, 'Test');
      const processor = new RecordProcessor(stack, 'Processor');
      const stream = new DeliveryStream(stack, 'Stream', { processor });
      new TrackApi(stack, 'Api', { deliveryStream: stream, http: { webAcl: WebAcl.limits({ requestsPerAddress: 100 }), accessLog: AccessLog.toCloudWatch() } });
      new AnalyticsQueries(stack, 'Queries', { bucket: stream.bucket });
    },
  },
  'a bucket for results that is brought': {
    build: (app) => {
      const stack = new Stack(app, 'Test');
      new ServerlessDataPipeline(stack, 'Pipeline', { queries: { resultsBucket: new s3.Bucket(stack, 'Results', { enforceSSL: true }) } });
    },
    theirs: ['AwsSolutions-S1 Test/Results/Resource'],
  },
  'roles that the app makes apart': {
    build: (app) => {
      const stack = new Stack(app, 'Test');
      iam.Role.customizeRoles(stack, {
        usePrecreatedRoles: Object.fromEntries(['DeliveryStream', 'TrackApi', 'RecordProcessor'].map((part) => [`Test/Pipeline/${part}/Role`, part])),
      });
      new ServerlessDataPipeline(stack, 'Pipeline');
    },
  },
  'a processor with a permission that ends in a wildcard': {
    build: (app) => {
      const stack = new Stack(app, 'Test');
      const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:mine';
      const handler = lambda.Function.fromFunctionAttributes(stack, 'Handler', { functionArn, skipPermissions: true });
      new DeliveryStream(stack, 'Stream', { processor: new firehose.LambdaFunctionProcessor(handler) });
    },
    theirs: ['AwsSolutions-IAM5[Resource::arn:aws:lambda:eu-west-1:123456789012:function:mine:*] Test/Stream/Role/DefaultPolicy/Resource'],
  },
  'a role that may query': {
    build: (app) => {
      const stack = new Stack(app, 'Test');
      const pipeline = new ServerlessDataPipeline(stack, 'Pipeline', { databaseName: 'shop' });
      pipeline.grantQuery(new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() }));
    },
    theirs: [
      '<PipelineAnalyticsWorkGroupResultsA040B43D.Arn>/results/*',
      '<PipelineDeliveryStreamBucketDE6A2314.Arn>/firehose-errors/*',
      '<PipelineDeliveryStreamBucketDE6A2314.Arn>/firehose/*',
      'arn:<AWS::Partition>:glue:<AWS::Region>:<AWS::AccountId>:table/<PipelineAnalyticsCatalogshopDatabase55A84901>/*',
    ].map((arn) => `AwsSolutions-IAM5[Resource::${arn}] Test/Analyst/DefaultPolicy/Resource`),
  },
};

function brought(scope: Construct, bucket: s3.IBucket): void {
  new ServerlessDataPipeline(scope, 'Pipeline', { bucket, dataPrefix: 'shop/events/' });
}

/** Every fixture of the templates, and further ones, by a name of its own. */
export const NAG_CASES: Record<string, NagCase> = {
  ...fixtures('pipeline', PIPELINES),
  ...fixtures('edge', EDGES),
  ...FURTHER,
};

function fixtures(kind: string, builds: Record<string, (app: App) => void>): Record<string, NagCase> {
  return Object.fromEntries(Object.entries(builds).map(([name, build]) => [`the ${kind} ${name}`, { build, theirs: THEIRS[name] }]));
}

/** Pipelines with a fault, by what is wrong with them. */
export const SPOILT: Record<string, Required<NagCase>> = {
  'permissions that the delivery role has besides': {
    build: (app) => {
      const stack = new Stack(app, 'Test');
      const { bucket, deliveryStream } = new ServerlessDataPipeline(stack, 'Pipeline');
      // Close to what is acknowledged, each in another way.
      const resources = [bucket.arnForObjects('firehose*'), bucket.arnForObjects('firehose/*/x'), 'arn:aws:s3:::another/firehose/*'];
      (deliveryStream.deliveryRole as iam.Role).addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:Put*'], resources }));
    },
    theirs: [
      'Action::s3:Put*',
      'Resource::<PipelineDeliveryStreamBucketDE6A2314.Arn>/firehose*',
      'Resource::<PipelineDeliveryStreamBucketDE6A2314.Arn>/firehose/*/x',
      'Resource::arn:aws:s3:::another/firehose/*',
    ].map((finding) => `AwsSolutions-IAM5[${finding}] Test/Pipeline/DeliveryStream/Role/DefaultPolicy/Resource`),
  },
  'a bucket that may be public': {
    build: (app) => {
      const { bucket } = new ServerlessDataPipeline(new Stack(app, 'Test'), 'Pipeline');
      (bucket.node.defaultChild as s3.CfnBucket).publicAccessBlockConfiguration = { blockPublicAcls: true };
    },
    theirs: ['AwsSolutions-S2 Test/Pipeline/DeliveryStream/Bucket/Resource'],
  },
  'a stream without encryption': {
    build: (app) => {
      const { deliveryStream } = new ServerlessDataPipeline(new Stack(app, 'Test'), 'Pipeline');
      (deliveryStream.node.defaultChild as firehose.CfnDeliveryStream).deliveryStreamEncryptionConfigurationInput = undefined;
    },
    theirs: ['AwsSolutions-KDF1 Test/Pipeline/DeliveryStream/Resource'],
  },
};

/** What a CDK does to the rules of cdk-nag that knows a later Node.js than this library. */
export function withLaterNode<T>(run: () => T): T {
  const later = new lambda.Runtime('nodejs26.x', lambda.RuntimeFamily.NODEJS);
  try {
    return run();
  } finally {
    lambda.Runtime.ALL.splice(lambda.Runtime.ALL.indexOf(later), 1);
  }
}
