import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnResource, Stack } from 'aws-cdk-lib/core';
import { findings } from './validator';
import { EDGES } from '../templates/edges';
import { PIPELINES } from '../templates/pipelines';

const VARIANTS = { ...PIPELINES, ...EDGES };

test.each(Object.keys(VARIANTS))('%s passes the validator of the CDK in strict mode with no finding', (name) => {
  expect(findings(VARIANTS[name])).toEqual([]);
});

describe('the validator finds', () => {
  test('the Mappings block that the Firehose construct of the CDK adds and does not use', () => {
    const found = findings((app) => {
      const stack = new Stack(app, 'Test');
      new firehose.DeliveryStream(stack, 'Stream', { destination: new firehose.S3Bucket(new s3.Bucket(stack, 'Bucket')) });
    });
    expect(found).toContainEqual(expect.stringMatching(/^W7001 /));
  });

  test('a value that a service does not take', () => {
    const found = findings((app) => {
      PIPELINES.Default(app);
      const stack = app.node.findChild('Default') as Stack;
      const stream = stack.node.findAll().find((node) => node instanceof firehose.CfnDeliveryStream) as CfnResource;
      stream.addPropertyOverride('ExtendedS3DestinationConfiguration.BufferingHints.SizeInMBs', 4096);
    });
    expect(found).toContainEqual(expect.stringContaining('SizeInMBs'));
  });

  test('a property that a resource does not have', () => {
    const found = findings((app) => {
      new CfnResource(new Stack(app, 'Test'), 'Queue', { type: 'AWS::SQS::Queue', properties: { Colour: 'red' } });
    });
    expect(found).toContainEqual(expect.stringContaining('Colour'));
  });
});
