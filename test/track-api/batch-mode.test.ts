import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BatchMode, DeliveryStream, RecordProcessor, ServerlessDataPipeline, TrackAuthorization } from '../../src';
import { gatewayResponsesOf, methodsOf, requestTemplateOf, trackApi } from '../support/edges';
import { newStack } from '../support/stacks';

const packed = () => {
  const stack = newStack();
  trackApi(stack, { batchMode: BatchMode.PACKED });
  return stack;
};

test('PER_EVENT is the default', () => {
  const [one, two] = [undefined, BatchMode.PER_EVENT].map((batchMode) => {
    const stack = newStack();
    trackApi(stack, { batchMode });
    return Template.fromStack(stack).toJSON();
  });
  expect(one).toEqual(two);
});

describe('PACKED', () => {
  test('puts a batch as one record', () => {
    const integration = methodsOf(packed())['POST /batch'].Integration;
    expect(JSON.stringify(integration.Uri)).toContain(':firehose:action/PutRecord"');
    expect(requestTemplateOf({ Integration: integration })).toContain('"Record":{"Data":"$util.base64Encode($lines)"}');
  });

  test('takes 1 to 250 events, and its replies say so', () => {
    const stack = packed();
    const schemas = Object.values(Template.fromStack(stack).findResources('AWS::ApiGateway::Model')).map(({ Properties }) => Properties.Schema);
    expect(schemas).toContainEqual(expect.objectContaining({ type: 'array', minItems: 1, maxItems: 250 }));
    expect(JSON.parse(gatewayResponsesOf(stack).BAD_REQUEST_BODY.ResponseTemplates['application/json']).hint).toContain('an array of 1 to 250.');
    expect(JSON.stringify(methodsOf(stack)['POST /batch'])).toContain('a batch at least one event and at most 1,000 KiB');
  });

  test('claims no count of what it did not count', () => {
    const accepted = methodsOf(packed())['POST /batch'].Integration.IntegrationResponses.find(({ StatusCode }: any) => StatusCode === '200');
    expect(JSON.parse(accepted.ResponseTemplates['application/json'])).toEqual({ accepted: 'all' });
  });

  test('leaves POST /track as it is', () => {
    const stack = newStack();
    trackApi(stack);
    const [mine, theirs] = [packed(), stack].map((each) => methodsOf(each)['POST /track'].Integration);
    expect(mine.RequestTemplates).toEqual(theirs.RequestTemplates);
    expect(mine.Uri).toEqual(theirs.Uri);
  });

  test('fails in front of a processor that takes a record for one event', () => {
    const stack = newStack();
    const deliveryStream = new DeliveryStream(stack, 'Stream', { processor: new RecordProcessor(stack, 'Processor') });
    expect(() => trackApi(stack, { deliveryStream, batchMode: BatchMode.PACKED }))
      .toThrow('[Test/Track] batchMode: got PACKED in front of Test/Stream, whose processor takes a record for one event, allowed a stream whose processor takes packed records');
  });

  test('fails in front of a stream of the CDK whose processor of ours takes a record for one event', () => {
    const stack = newStack();
    const destination = new firehose.S3Bucket(new s3.Bucket(stack, 'Bucket'), { processors: [new RecordProcessor(stack, 'Processor')] });
    const deliveryStream = new firehose.DeliveryStream(stack, 'Stream', { destination });
    const streams = { One: deliveryStream, Two: deliveryStream.node.defaultChild as firehose.CfnDeliveryStream };
    for (const [id, stream] of Object.entries(streams)) {
      expect(() => trackApi(stack, { deliveryStream: stream, batchMode: BatchMode.PACKED }, id)).toThrow('batchMode: got PACKED in front of Test/Stream');
    }
  });

  test('warns in front of a processor of someone else, which must split the lines', () => {
    const stack = newStack();
    const processor = new firehose.LambdaFunctionProcessor(lambda.Function.fromFunctionAttributes(stack, 'Mine', {
      functionArn: 'arn:aws:lambda:eu-west-1:111111111111:function:mine', sameEnvironment: true,
    }));
    trackApi(stack, { deliveryStream: new DeliveryStream(stack, 'Stream', { processor }), batchMode: BatchMode.PACKED });
    Annotations.fromStack(stack).hasWarning('/Test/Track', Match.stringLikeRegexp('got PACKED in front of Test/Stream, whose processor is of someone else'));
  });

  test('stands in front of a processor that takes packed records, and of a stream without one', () => {
    const stack = newStack();
    const processor = new RecordProcessor(stack, 'Processor', { batchMode: BatchMode.PACKED });
    trackApi(stack, { deliveryStream: new DeliveryStream(stack, 'Stream', { processor }), batchMode: BatchMode.PACKED }, 'One');
    trackApi(stack, { deliveryStream: new DeliveryStream(stack, 'Plain', { dataPrefix: 'plain/' }), batchMode: BatchMode.PACKED }, 'Two');
  });

  test('of a pipeline reaches the API and the processor', () => {
    const stack = newStack();
    new ServerlessDataPipeline(stack, 'Pipeline', { authorization: TrackAuthorization.none(), batchMode: BatchMode.PACKED });
    expect(requestTemplateOf(methodsOf(stack)['POST /batch'])).toContain('$lines');
  });

  test.each(['packed', 'PACK', 7])('fails on %j, as plain JavaScript lets one write', (batchMode: any) => {
    expect(() => trackApi(newStack(), { batchMode })).toThrow(/^\[Test\/Track\] batchMode: got .*, allowed BatchMode.PER_EVENT or BatchMode.PACKED/);
  });
});
