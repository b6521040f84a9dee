import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { firehoseMethods, producerNeeds } from './needs/producers';
import { DeliveryStream, ServerlessDataPipeline, TrackAuthorization } from '../../src';
import { needs as needed, rows } from '../support/iam/need';
import { name, place } from '../support/iam/place';
import { faults, missing, tooWide, unneeded } from '../support/iam/proof';
import { accessOf, ENVIRONMENT } from '../support/iam/synthesized-access';

const caller = (stack: Stack, id: string) => new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() });

const access = accessOf((app) => {
  const stack = new Stack(app, 'Test', { env: ENVIRONMENT });
  const pipeline = new ServerlessDataPipeline(stack, 'Pipeline', { authorization: TrackAuthorization.iam() });
  pipeline.grantPutRecords(caller(stack, 'Producer'));
  pipeline.grantPutRecords(new iam.User(stack, 'Person', { userName: 'person' }));
  pipeline.grantPutRecords(iam.Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::111122223333:role/service/imported'));
  pipeline.grantTrack(caller(stack, 'Tracker'));
  new DeliveryStream(stack, 'Other');
});
const [{ streamArn }] = firehoseMethods(access.deployment);

describe('a grantee of grantPutRecords', () => {
  const producer = access.role('Producer');
  const needs = producerNeeds(access.deployment, streamArn);

  test.each(rows(needs))('may %s, and on no stream that is named alike', async (_title, need) => {
    expect(await missing(producer, [need])).toEqual([]);
    expect(await tooWide(producer, [need], needs)).toEqual([]);
  });

  test('has nothing that it does not need', async () => {
    expect(await unneeded(producer, needs)).toEqual([]);
  });

  test.each(['user/person', 'role/service/imported'])('may be a %s', async (path) => {
    expect(await faults(access.principal(`arn:aws:iam::111122223333:${path}`), needs)).toEqual([]);
  });

  test('may not put into another stream of the stack', async () => {
    const others = access.deployment.resources('AWS::KinesisFirehose::DeliveryStream').filter(({ arn }) => arn !== streamArn);
    expect(others).toHaveLength(1);
    expect(await producer.can('firehose:PutRecord', others[0].arn!)).toBe('ImplicitlyDenied');
  });
});

describe('a grantee of grantTrack', () => {
  const INVOKE = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html';
  const tracker = access.role('Tracker');
  const [{ ref: api }] = access.deployment.resources('AWS::ApiGateway::RestApi');
  const needs = ['track', 'batch'].flatMap((path) =>
    needed(INVOKE, ['execute-api:Invoke'], place`arn:aws:execute-api:eu-west-1:111122223333:${name(api)}/${name('dev')}/POST/${name(path)}`));

  test.each(rows(needs))('may %s, and on no API, stage or path that is named alike', async (_title, need) => {
    expect(await missing(tracker, [need])).toEqual([]);
    expect(await tooWide(tracker, [need], needs)).toEqual([]);
  });

  test('has nothing that it does not need', async () => {
    expect(await unneeded(tracker, needs)).toEqual([]);
  });

  test.each(['GET/track', 'POST/other', 'POST/track/more', 'DELETE/batch'])('may not %s', async (method) => {
    expect(await tracker.can('execute-api:Invoke', `arn:aws:execute-api:eu-west-1:111122223333:${api}/dev/${method}`)).toBe('ImplicitlyDenied');
  });

  test('may not put into the stream itself', async () => {
    expect(await tracker.can('firehose:PutRecord', streamArn)).toBe('ImplicitlyDenied');
  });
});
