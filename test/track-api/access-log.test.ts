import { Template } from 'aws-cdk-lib/assertions';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Stack } from 'aws-cdk-lib/core';
import { AccessLog, DeliveryStream } from '../../src';
import { trackApi } from '../support/edges';
import { newStack, theOnly } from '../support/stacks';

/** What a line of the stage's log is made of. */
function formatOf(accessLog: AccessLog): Record<string, string> {
  const stack = newStack();
  trackApi(stack, { http: { accessLog } });
  return JSON.parse(theOnly(stack, 'AWS::ApiGateway::Stage').Properties.AccessLogSetting.Format);
}

describe('a line', () => {
  test('is JSON on one line and has the id of the request, without which API Gateway refuses the format', () => {
    const format = formatOf(AccessLog.toCloudWatch());
    expect(Object.values(format)).toContain('$context.requestId');
    expect(JSON.stringify(format)).not.toContain('\n');
    expect(Object.values(format).every((value) => /^\$context\.[A-Za-z.]+$/.test(value))).toBe(true);
  });

  test('holds neither the address nor anything that the caller wrote', () => {
    const text = JSON.stringify(formatOf(AccessLog.toCloudWatch()));
    for (const variable of ['sourceIp', 'userAgent', 'user', 'path"', 'protocol', 'caller', 'apiKey"', 'claims', 'principal', 'body', 'validationErrorString', 'messageString']) {
      expect(text).not.toContain(variable);
    }
  });
});

describe('toCloudWatch', () => {
  test('makes a log group that expires and goes with the stack', () => {
    const stack = newStack();
    trackApi(stack, { http: { accessLog: AccessLog.toCloudWatch() } });
    const [id, group] = Object.entries(Template.fromStack(stack).findResources('AWS::Logs::LogGroup'))[0];
    expect(group).toMatchObject({ DeletionPolicy: 'Delete', Properties: { RetentionInDays: 30 } });
    expect(theOnly(stack, 'AWS::ApiGateway::Stage').Properties.AccessLogSetting.DestinationArn).toEqual({ 'Fn::GetAtt': [id, 'Arn'] });
  });

  test('takes one that is there', () => {
    const stack = newStack();
    const group = new logs.LogGroup(stack, 'Mine');
    trackApi(stack, { http: { accessLog: AccessLog.toCloudWatch(group) } });
    expect(theOnly(stack, 'AWS::ApiGateway::Stage').Properties.AccessLogSetting.DestinationArn).toEqual(stack.resolve(group.logGroupArn));
    Template.fromStack(stack).resourceCountIs('AWS::Logs::LogGroup', 1);
  });

  test('never touches the account', () => {
    const stack = newStack();
    trackApi(stack, { http: { accessLog: AccessLog.toCloudWatch() } });
    Template.fromStack(stack).resourceCountIs('AWS::ApiGateway::Account', 0);
  });

  test('fails on what is no log group', () => {
    expect(() => trackApi(newStack(), { http: { accessLog: AccessLog.toCloudWatch('group' as any) } })).toThrow("[Test/Track] http.accessLog: got the text 'group', allowed a log group (ILogGroup)");
  });
});

describe('toFirehose', () => {
  test.each([
    ['a stream of the CDK', (stack: any) => new firehose.DeliveryStream(stack, 'Log', {
      deliveryStreamName: 'amazon-apigateway-access', destination: new firehose.S3Bucket(new s3.Bucket(stack, 'Bucket')),
    })],
    ['its resource', (stack: any) => new firehose.CfnDeliveryStream(stack, 'Log', { deliveryStreamName: 'amazon-apigateway-access' })],
    ['an imported one', (stack: any) => firehose.DeliveryStream.fromDeliveryStreamName(stack, 'Log', 'amazon-apigateway-access')],
  ])('takes %s', (_name, make) => {
    const stack = newStack();
    const stream = make(stack);
    trackApi(stack, { http: { accessLog: AccessLog.toFirehose(stream) } });
    expect(theOnly(stack, 'AWS::ApiGateway::Stage').Properties.AccessLogSetting.DestinationArn).toEqual(stack.resolve(stream.deliveryStreamRef.deliveryStreamArn));
  });

  test('fails on one of another region', () => {
    const app = new App();
    const [stack, other] = ['us-east-1', 'eu-west-1'].map((region) => new Stack(app, region, { env: { account: '111111111111', region } }));
    const far = new firehose.CfnDeliveryStream(other, 'Log', { deliveryStreamName: 'amazon-apigateway-a' });
    expect(() => trackApi(stack, { http: { accessLog: AccessLog.toFirehose(far) } }))
      .toThrow('[us-east-1/Track] http.accessLog: got eu-west-1/Log in region eu-west-1, allowed one in region us-east-1');
  });

  test.each([
    ['another name', (stack: any) => firehose.DeliveryStream.fromDeliveryStreamName(stack, 'Log', 'access'), "a stream with the name 'access'"],
    ['another name of its own', (stack: any) => new firehose.CfnDeliveryStream(stack, 'Log', { deliveryStreamName: 'access' }), "a stream with the name 'access'"],
    ['no name', (stack: any) => new DeliveryStream(stack, 'Log'), 'a stream without a name of its own'],
  ])('fails on one with %s, to which API Gateway does not write', (_name, make, got) => {
    const stack = newStack();
    expect(() => trackApi(stack, { http: { accessLog: AccessLog.toFirehose(make(stack)) } }))
      .toThrow(`[Test/Track] http.accessLog: got ${got}, allowed a stream whose name begins with amazon-apigateway-`);
  });
});

test('a log of one\'s own is taken', () => {
  class Own extends AccessLog {
    bind() {
      return { destination: { bind: () => ({ destinationArn: 'arn:own' }) }, format: { toString: () => '$context.requestId' } as any };
    }
  }
  const stack = newStack();
  trackApi(stack, { http: { accessLog: new Own() } });
  expect(theOnly(stack, 'AWS::ApiGateway::Stage').Properties.AccessLogSetting).toEqual({ DestinationArn: 'arn:own', Format: '$context.requestId' });
});
