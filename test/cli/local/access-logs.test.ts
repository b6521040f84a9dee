import { AccessLogs, accessLogNotes } from '../../../cli/local/access-logs';
import type { ServiceReply } from '../../../cli/services';
import { deployed } from '../template/deployed';

const ACCOUNT = 'us-east-1:000000000000';
const STREAM = `arn:aws:firehose:${ACCOUNT}:deliverystream/amazon-apigateway-access`;

const DEPLOYMENT = deployed({
  Resources: {
    Access: { Type: 'AWS::KinesisFirehose::DeliveryStream', Properties: { DeliveryStreamName: 'amazon-apigateway-access' } },
    Events: { Type: 'AWS::KinesisFirehose::DeliveryStream', Properties: { DeliveryStreamName: 'events' } },
  },
});

let calls: [string, any][];
let logged: [string, string][];
let warnings: string[];
let answer: () => Promise<ServiceReply>;
let logs: AccessLogs;

beforeEach(() => {
  [calls, logged, warnings, answer] = [[], [], [], async () => ({ status: 200, body: '{}' })];
  logs = new AccessLogs(DEPLOYMENT, {
    firehose: {
      call: async (action, body) => {
        calls.push([action, JSON.parse(body)]);
        return answer();
      },
    },
    onLog: (name, line) => logged.push([name, line]),
    warn: (message) => warnings.push(message),
  });
});

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

test.each([':*', ''])('a log group whose ARN ends with %j gets the line under its name', (end) => {
  logs.write(`arn:aws:logs:${ACCOUNT}:log-group:/access/web${end}`, 'one');
  expect([logged, calls]).toEqual([[['/access/web', 'one']], []]);
});

test('a delivery stream gets the line as one record with a line feed', async () => {
  logs.write(STREAM, 'é');
  await settled();
  expect(calls).toEqual([['PutRecord', { DeliveryStreamName: 'amazon-apigateway-access', Record: { Data: Buffer.from('é\n').toString('base64') } }]]);
  expect([logged, warnings]).toEqual([[], []]);
});

test('a stream that refuses or fails is told, and nothing is thrown', async () => {
  answer = async () => ({ status: 400, body: '{"__type":"X"}' });
  logs.write(STREAM, 'one');
  await settled();
  answer = async () => Promise.reject(new Error('gone'));
  logs.write(STREAM, 'two');
  await settled();
  expect(warnings).toEqual([
    'amazon-apigateway-access does not take the access log: {"__type":"X"}',
    'amazon-apigateway-access does not take the access log: gone',
  ]);
});

test.each([
  [`arn:aws:firehose:${ACCOUNT}:deliverystream/events`, 'which AWS refuses: the name of the stream must begin with amazon-apigateway-'],
  [`arn:aws:firehose:${ACCOUNT}:deliverystream/amazon-apigateway-other`, 'a stream which is not in the template'],
  ['arn:aws:s3:::bucket', 'which is neither a log group nor a delivery stream'],
])('a log to %s goes nowhere and is named at the start', async (arn, reason) => {
  logs.write(arn, 'one');
  await settled();
  expect([calls, logged, warnings]).toEqual([[], [], []]);
  const stage = { Type: 'AWS::ApiGateway::Stage', Properties: { AccessLogSetting: { DestinationArn: arn, Format: '$context.requestId' } } };
  expect(accessLogNotes(deployed({ Resources: { Stage: stage } }))).toEqual([`Stage: the access log to ${arn}, ${reason}`]);
});

test('logs that go somewhere, and stages without logs, are not named', () => {
  const stage = (arn?: string) => ({ Type: 'AWS::ApiGateway::Stage', Properties: arn === undefined ? {} : { AccessLogSetting: { DestinationArn: arn } } });
  const access = { Type: 'AWS::KinesisFirehose::DeliveryStream', Properties: { DeliveryStreamName: 'amazon-apigateway-access' } };
  expect(accessLogNotes(deployed({ Resources: { Access: access, A: stage(STREAM), B: stage(`arn:aws:logs:${ACCOUNT}:log-group:x:*`), C: stage() } }))).toEqual([]);
});

test('the stage that a deployment brings along is looked at too', () => {
  const brought = { Type: 'AWS::ApiGateway::Deployment', Properties: { StageName: 'v1', StageDescription: { AccessLogSetting: { DestinationArn: 'arn:aws:s3:::bucket' } } } };
  expect(accessLogNotes(deployed({ Resources: { Deployment: brought } }))).toHaveLength(1);
});
