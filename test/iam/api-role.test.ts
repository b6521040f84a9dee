import { Stack } from 'aws-cdk-lib/core';
import { firehoseMethods, producerNeeds } from './needs/producers';
import { BatchMode, ServerlessDataPipeline } from '../../src';
import type { ServerlessDataPipelineProps } from '../../src';
import { rows } from '../support/iam/need';
import { missing, tooWide, unneeded } from '../support/iam/proof';
import { accessOf, ENVIRONMENT } from '../support/iam/synthesized-access';

const apiOf = (props?: ServerlessDataPipelineProps) => {
  const access = accessOf((app) => { new ServerlessDataPipeline(new Stack(app, 'Test', { env: ENVIRONMENT }), 'Pipeline', props); });
  const methods = firehoseMethods(access.deployment);
  return { methods, role: access.principal(methods[0].role), needs: producerNeeds(access.deployment, methods[0].streamArn) };
};

describe('the role that API Gateway puts events with', () => {
  const { methods, role, needs } = apiOf();

  test.each(rows(needs))('may %s, and on no stream that is named alike', async (_title, need) => {
    expect(await missing(role, [need])).toEqual([]);
    expect(await tooWide(role, [need], needs)).toEqual([]);
  });

  test('has nothing that it does not need', async () => {
    expect(await unneeded(role, needs)).toEqual([]);
  });

  test('is the one of both paths, for one stream', () => {
    expect(methods).toEqual([
      { role: role.arn, streamArn: methods[0].streamArn, action: 'firehose:PutRecord' },
      { role: role.arn, streamArn: methods[0].streamArn, action: 'firehose:PutRecordBatch' },
    ]);
  });

  test.each(['firehose:DescribeDeliveryStream', 'firehose:UpdateDestination', 'firehose:DeleteDeliveryStream', 'firehose:StopDeliveryStreamEncryption'])(
    'may not %s', async (action) => {
      expect(await role.can(action, methods[0].streamArn)).toBe('ImplicitlyDenied');
    });

  // While one mode gives way to the other, the deployment of the old one still answers: the role must not lose its action before.
  test('may do with packed batches what it may without', async () => {
    const packed = apiOf({ batchMode: BatchMode.PACKED });
    expect(packed.methods.map(({ action }) => action)).toEqual(['firehose:PutRecord', 'firehose:PutRecord']);
    expect(await missing(packed.role, packed.needs)).toEqual([]);
  });
});
