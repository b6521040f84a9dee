import { readFileSync } from 'fs';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, CfnResource, NestedStack, RemovalPolicies, RemovalPolicy, Stack, Stage, TagManager, Tags } from 'aws-cdk-lib/core';
import { DeliveryStream, ServerlessDataPipeline, TrackAuthorization } from '../src';
import { identityStatements, newStack } from './support/stacks';

// `Template.fromStack` fails on a template whose resources depend on each other in a circle.
const RECOMMENDED_FLAGS = JSON.parse(readFileSync(require.resolve('aws-cdk-lib/recommended-feature-flags.json'), 'utf8'));

const ENVIRONMENT = { account: '123456789012', region: 'eu-west-1' };

/** The names that the template gives to things, by type. */
function physicalNames(stack: Stack): string[] {
  const resources = Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, any>);
  const names: Record<string, (properties: any) => unknown> = {
    'AWS::ApiGateway::RestApi': ({ Name }) => Name,
    'AWS::Athena::WorkGroup': ({ Name }) => Name,
    'AWS::Glue::Database': ({ DatabaseInput }) => DatabaseInput.Name,
  };
  return resources.filter(({ Type }) => Type in names).map(({ Type, Properties }) => names[Type](Properties) as string);
}

test('in a nested stack', () => {
  const parent = newStack();
  const nested = new NestedStack(parent, 'Nested');
  new ServerlessDataPipeline(nested, 'Pipeline');
  expect(physicalNames(nested)).toHaveLength(3);
  Template.fromStack(nested).resourceCountIs('AWS::KinesisFirehose::DeliveryStream', 1);
});

test('the same stack in two Stages gives two pipelines that do not collide', () => {
  const app = new App();
  const stacks = ['Beta', 'Prod'].map((name) => {
    const stack = new Stack(new Stage(app, name), 'Events', { env: ENVIRONMENT });
    new ServerlessDataPipeline(stack, 'Pipeline');
    return stack;
  });
  const names = stacks.flatMap(physicalNames);
  expect(new Set(names).size).toBe(names.length);
});

test.each([['agnostic', undefined], ['fixed', ENVIRONMENT]])('in an environment that is %s', (_name, env) => {
  const stack = newStack({ env });
  new ServerlessDataPipeline(stack, 'Pipeline');
  const template = JSON.stringify(Template.fromStack(stack).toJSON());
  expect(template).not.toContain('${Token');
  expect(template).not.toContain('arn:aws:');
});

test('feature flags change no permission', () => {
  const statements = [{}, RECOMMENDED_FLAGS].map((context) => {
    const stack = new Stack(new App({ context }), 'Test');
    // One of the flags prints warnings.
    new ServerlessDataPipeline(stack, 'Pipeline', { authorization: TrackAuthorization.none() });
    return identityStatements(stack).map(({ actions, resources }) => JSON.stringify([[...actions].sort(), resources])).sort();
  });
  expect(statements[1]).toEqual(statements[0]);
});

describe('bucket and key', () => {
  test('of another stack', () => {
    const app = new App();
    const platform = new Stack(app, 'Platform');
    const key = new kms.Key(platform, 'Key');
    const bucket = new s3.Bucket(platform, 'Bucket', { encryptionKey: key });
    const stack = new Stack(app, 'Events');
    new ServerlessDataPipeline(stack, 'Pipeline', { bucket, encryptionKey: key });
    Template.fromStack(platform).resourceCountIs('AWS::S3::Bucket', 1);
    Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 0);
    // Firehose and the API.
    expect(identityStatements(stack).filter(({ actions }) => actions.includes('kms:GenerateDataKey'))).toHaveLength(2);
  });

  test('of another stack, where a role of that stack may read the events', () => {
    const app = new App();
    const platform = new Stack(app, 'Platform');
    const bucket = new s3.Bucket(platform, 'Bucket');
    const reader = new iam.Role(platform, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });
    const stack = new Stack(app, 'Events');
    const pipeline = new ServerlessDataPipeline(stack, 'Pipeline', { bucket });
    expect(pipeline.grantRead(reader).success).toBe(true);
    app.synth();
  });

  test('imported', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab');
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'theirs', encryptionKey: key });
    new ServerlessDataPipeline(stack, 'Pipeline', { bucket, dataPrefix: 'events/', encryptionKey: key });
    const resources = identityStatements(stack).flatMap((statement) => statement.resources).map((resource) => JSON.stringify(resource));
    expect(resources).toContainEqual(expect.stringContaining(':s3:::theirs/events/*'));
  });

  test('imported twice with the same prefix is an error', () => {
    const stack = newStack();
    new ServerlessDataPipeline(stack, 'A', { bucket: s3.Bucket.fromBucketName(stack, 'One', 'theirs') });
    expect(() => new ServerlessDataPipeline(stack, 'B', { bucket: s3.Bucket.fromBucketName(stack, 'Two', 'theirs') }))
      .toThrow("[Test/B] dataPrefix: got 'firehose/', which overlaps 'firehose/' of Test/A/DeliveryStream in the same bucket");
  });
});

describe('from outside', () => {
  test('a permissions boundary reaches every role', () => {
    const stack = newStack();
    new ServerlessDataPipeline(stack, 'Pipeline');
    iam.PermissionsBoundary.of(stack).apply(iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary'));
    const roles = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
    expect(roles.length).toBeGreaterThan(0);
    expect(roles.filter((role) => role.Properties.PermissionsBoundary === undefined)).toEqual([]);
  });

  test('tags reach every resource that takes any', () => {
    const stack = newStack();
    new ServerlessDataPipeline(stack, 'Pipeline');
    Tags.of(stack).add('team', 'growth');
    const resources = Template.fromStack(stack).toJSON().Resources;
    const taggable = stack.node.findAll().filter((node): node is CfnResource => CfnResource.isCfnResource(node) && TagManager.isTaggable(node));
    const untagged = taggable.filter((node) => !JSON.stringify(resources[stack.resolve(node.logicalId)].Properties.Tags).includes('growth'));
    expect(untagged.map((node) => node.cfnResourceType)).toEqual([]);
    expect(new Set(taggable.map((node) => node.cfnResourceType))).toEqual(new Set([
      'AWS::ApiGateway::RestApi', 'AWS::ApiGateway::Stage', 'AWS::Athena::WorkGroup', 'AWS::IAM::Role',
      'AWS::KinesisFirehose::DeliveryStream', 'AWS::Lambda::Function', 'AWS::Logs::LogGroup', 'AWS::S3::Bucket',
    ]));
  });

  test('removal policies reach every resource', () => {
    const stack = newStack();
    new ServerlessDataPipeline(stack, 'Pipeline');
    RemovalPolicies.of(stack).apply(RemovalPolicy.RETAIN);
    const resources = Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, any>);
    expect(resources.filter((resource) => resource.DeletionPolicy !== 'Retain').map((resource) => resource.Type)).toEqual([]);
  });
});

describe('many', () => {
  test('two pipelines in one stack share nothing', () => {
    const stack = newStack();
    new ServerlessDataPipeline(stack, 'Web');
    new ServerlessDataPipeline(stack, 'Shop');
    const names = physicalNames(stack);
    expect(names).toHaveLength(6);
    expect(new Set(names).size).toBe(6);
    const resources = Object.entries(Template.fromStack(stack).toJSON().Resources);
    const ofShop = resources.filter(([id]) => id.startsWith('Shop'));
    expect(ofShop.length).toBe(resources.length / 2);
    expect(JSON.stringify(ofShop)).not.toMatch(/"Web[A-Z]/);
  });

  test('two pipelines share a bucket under prefixes of their own', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Bucket');
    new ServerlessDataPipeline(stack, 'Web', { bucket, dataPrefix: 'web/' });
    new ServerlessDataPipeline(stack, 'Shop', { bucket, dataPrefix: 'shop/' });
    Template.fromStack(stack).resourceCountIs('AWS::KinesisFirehose::DeliveryStream', 2);
  });

  test('ten pipelines in ten stacks do not collide', () => {
    const app = new App();
    const stacks = Array.from({ length: 10 }, (_unused, n) => {
      const stack = new Stack(app, `Events${n}`);
      new ServerlessDataPipeline(stack, 'Pipeline');
      return stack;
    });
    const names = stacks.flatMap(physicalNames);
    expect(names).toHaveLength(30);
    expect(new Set(names).size).toBe(30);
  });

  test('a database is created once in a stack, and once in an account and region', () => {
    const app = new App();
    const [one, other] = ['One', 'Other'].map((name) => new Stack(app, name, { env: ENVIRONMENT }));
    new ServerlessDataPipeline(one, 'A', { databaseName: 'events' });
    expect(() => new ServerlessDataPipeline(one, 'B', { databaseName: 'events' }))
      .toThrow("[One/B] databaseName: got 'events', which One/A/Analytics creates already");
    expect(() => new ServerlessDataPipeline(other, 'B', { databaseName: 'events' })).toThrow('which One/A/Analytics creates already');
    const far = new Stack(app, 'Far', { env: { ...ENVIRONMENT, region: 'us-east-1' } });
    expect(() => new ServerlessDataPipeline(far, 'B', { databaseName: 'events' })).not.toThrow();
  });

  test('names that differ only in case or in a dash do not collide', () => {
    const app = new App();
    const stacks = ['Events-A', 'EventsA', 'eventsa'].map((name) => new Stack(app, name));
    stacks.forEach((stack) => new ServerlessDataPipeline(stack, 'Pipeline'));
    const names = stacks.flatMap(physicalNames).map((name) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });
});

test('the parts compose without the pipeline', () => {
  const stack = newStack();
  const stream = new DeliveryStream(stack, 'Stream');
  expect(stream.grantPutRecords(new iam.User(stack, 'Producer')).success).toBe(true);
  Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 0);
});
