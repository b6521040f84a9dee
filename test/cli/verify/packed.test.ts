import { method, resources, response } from './mutation';
import { OF_OTHER_EDGES, verified } from './verified';
import type { VerifyCase } from './verified';
import { BatchMode } from '../../../src';
import { packBatches } from '../../support/packed-batches';

async function packed({ props, ...rest }: VerifyCase) {
  return verified({ props: typeof props === 'function' ? props : { batchMode: BatchMode.PACKED, ...props }, ...rest });
}

const BATCH_TAKEN = ['json', 'json-parameters', 'untyped', 'text', 'text-parameters', 'multi-line', 'unicode', 'big-integers', 'without-id', 'one', 'limit']
  .map((name) => `batch.${name}`);
const BATCH_VALIDATED = ['text', 'parameters', 'untyped'].map((name) => `batch.${name}-validated`);

test('a pipeline that packs its batches passes the whole suite, overloaded and with what it stored', async () => {
  const { failed, notTried, outcomes, report } = await packed({ bucket: true, streamQuotaMebibytes: 1, session: { overloadBatches: 10 } });
  expect(failed).toEqual([]);
  expect(notTried.sort()).toEqual([...OF_OTHER_EDGES, 'cors.foreign', 'cors.partial', 'overload.partial', 'stored.failed-records'].sort());
  expect(outcomes.get('overload.partial')).toEqual({ kind: 'not tried', reason: 'a packed batch is one record: Firehose takes all of it or nothing' });
  expect(outcomes.get('overload.busy')).toEqual({ kind: 'passed' });
  expect(report).toMatchObject({ packed: true, stored: { perhaps: 0, noEvents: 0 } });
});

test('a processor for records of one event stores packed batches too, as when batchMode has just changed', async () => {
  const { failed, outcomes } = await packed({ props: { batchMode: BatchMode.PER_EVENT }, edit: packBatches, bucket: true });
  expect(failed).toEqual([]);
  expect(outcomes.get('stored.once')).toMatchObject({ kind: 'passed' });
});

test('batches under load are as many as promised, and four times as many as asked for', async () => {
  const { outcomes } = await packed({ session: { overloadBatches: 1 } });
  expect(outcomes.get('overload.honest')).toEqual({ kind: 'passed', note: '4 batches of 250' });
});

test.each<[string, VerifyCase, string[]]>([
  ['a reply that counts', {
    edit: (template) => {
      response(method(template, 'POST', 'batch'), '200').ResponseTemplates['application/json'] = '{"accepted":1}';
    },
  }, BATCH_TAKEN],
  ['a limit of 500', {
    edit: (template) => resources(template, 'AWS::ApiGateway::Model').filter(({ Properties }) => Properties.Schema.maxItems !== undefined)
      .forEach(({ Properties }) => Object.assign(Properties.Schema, { maxItems: 500 })),
  }, ['batch.over-limit', ...BATCH_VALIDATED]],
])('%s is named', async (_name, spoilt, points) => {
  const { failed } = await packed(spoilt);
  expect(failed.sort()).toEqual([...points].sort());
});
