import { App, Stack } from 'aws-cdk-lib/core';
import { floorModule } from '../../bench/measure/floor-module';
import type { FloorTemplate } from '../../bench/measure/floor-module';

/** Runs the program and gives what it synthesizes. */
function synthesize(template: FloorTemplate): any {
  const app = new App();
  const stack = new Stack(app, 'Test');
  const module = { exports: (_stack: Stack): void => undefined };
  new Function('module', 'require', floorModule(template))(module, require);
  module.exports(stack);
  const { Resources, Outputs } = app.synth().getStackByName('Test').template;
  return { Resources, ...Outputs && { Outputs } };
}

test.each<[string, FloorTemplate]>([
  ['a property with an acronym in front and one behind', {
    Resources: {
      Bucket: {
        Type: 'AWS::S3::Bucket',
        Properties: { BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] } },
      },
      Stream: {
        Type: 'AWS::KinesisFirehose::DeliveryStream',
        Properties: { ExtendedS3DestinationConfiguration: { BucketARN: 'arn:b', RoleARN: 'arn:r', BufferingHints: { SizeInMBs: 1 } } },
      },
    },
  }],
  ['a reference to a resource that stands behind', {
    Resources: {
      Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: { Statement: [{ Resource: { 'Fn::GetAtt': ['Bucket', 'Arn'] } }] } } },
      Bucket: { Type: 'AWS::S3::Bucket', UpdateReplacePolicy: 'Retain', DeletionPolicy: 'RetainExceptOnCreate' },
    },
  }],
  ['keys of the user, and a list under the same name', {
    Resources: {
      Table: { Type: 'AWS::Glue::Table', Properties: { CatalogId: { Ref: 'AWS::AccountId' }, DatabaseName: 'd', TableInput: { Parameters: { 'projection.dt.type': 'date' } } } },
      Stream: {
        Type: 'AWS::KinesisFirehose::DeliveryStream',
        Properties: {
          ExtendedS3DestinationConfiguration: {
            BucketARN: 'b', RoleARN: 'r', ProcessingConfiguration: { Processors: [{ Type: 'Lambda', Parameters: [{ ParameterName: 'LambdaArn', ParameterValue: 'l' }] }] },
          },
        },
      },
    },
  }],
  ['texts with references, and outputs', {
    Resources: { Bucket: { Type: 'AWS::S3::Bucket' }, Query: { Type: 'AWS::Athena::NamedQuery', DependsOn: ['Bucket'], Properties: { Database: 'd', QueryString: 'SELECT 1' } } },
    Outputs: { Url: { Description: 'where', Value: { 'Fn::Join': ['', ['https://', { Ref: 'Bucket' }, '.', { Ref: 'AWS::URLSuffix' }, '/x']] } } },
  }],
])('L1 classes give the template again: %s', (_, template) => {
  expect(synthesize(template)).toEqual(template);
});
