import { Stack } from 'aws-cdk-lib/core';
import { functionArns } from './needs/delivery-role';
import { processorNeeds } from './needs/processor-role';
import { ServerlessDataPipeline } from '../../src';
import { rows } from '../support/iam/need';
import { missing, tooWide, unneeded } from '../support/iam/proof';
import { accessOf, ENVIRONMENT } from '../support/iam/synthesized-access';

const access = accessOf((app) => { new ServerlessDataPipeline(new Stack(app, 'Test', { env: ENVIRONMENT }), 'Pipeline'); });
const [stream] = access.deployment.resources('AWS::KinesisFirehose::DeliveryStream');
const destination = stream.properties.ExtendedS3DestinationConfiguration;
const [functionArn] = functionArns(destination);
const role = access.principal(access.deployment.resources('AWS::Lambda::Function').find(({ arn }) => arn === functionArn)!.properties.Role);
const needs = processorNeeds(access.deployment, functionArn);

describe('the role of the record processor', () => {
  test.each(rows(needs))('may %s, and in no group that is named alike', async (_title, need) => {
    expect(await missing(role, [need])).toEqual([]);
    expect(await tooWide(role, [need], needs)).toEqual([]);
  });

  test('has nothing that it does not need', async () => {
    expect(await unneeded(role, needs)).toEqual([]);
  });

  test.each([
    ['s3:GetObject', `${destination.BucketARN}/firehose/object.gz`],
    ['s3:PutObject', `${destination.BucketARN}/firehose/object.gz`],
    ['s3:ListBucket', destination.BucketARN],
    ['firehose:PutRecord', stream.arn!],
    ['lambda:InvokeFunction', functionArn],
    ['logs:DeleteLogGroup', `arn:aws:logs:eu-west-1:111122223333:log-group:${destination.CloudWatchLoggingOptions.LogGroupName}`],
    ['logs:PutLogEvents', `arn:aws:logs:eu-west-1:111122223333:log-group:${destination.CloudWatchLoggingOptions.LogGroupName}:log-stream:DestinationDelivery`],
    ['sts:AssumeRole', destination.RoleARN],
  ])('may not %s on %s', async (action, resource) => {
    expect(await role.can(action, resource)).toBe('ImplicitlyDenied');
  });
});
