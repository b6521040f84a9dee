import { Size } from 'aws-cdk-lib/core';
import { gatekeeper } from './gatekeeper';
import type { Refusal } from './gatekeeper';
import { verified } from './verified';
import { BatchMode, WebAcl } from '../../../src';

const LIMIT = 8 * 1024;
const FORBIDDEN: Refusal = { status: 403, headers: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'Retry-After' }, body: '{"message":"Forbidden"}' };
/** What needs more than 8 KiB. */
const LARGE = ['track.largest', 'batch.limit', 'batch.over-limit', 'route.too-large', 'firehose.refusal', 'firehose.record-refusal', 'firehose.batch-refusal', 'cors.firehose'];
const WITHOUT_OPTIONS = ['cors.foreign', 'cors.partial', 'overload.honest', 'overload.partial', 'overload.busy'];

/** What a web ACL does with bodies above a limit. */
const limiting = (limit: number, refusal = FORBIDDEN) => gatekeeper(({ body }) => body.length > limit ? refusal : undefined);

test('behind a web ACL what needs a larger body is not tried, and says why', async () => {
  const { failed, notTried, outcomes } = await verified({ behind: limiting(LIMIT), bucket: true, session: { bodyLimit: LIMIT } });
  expect(failed).toEqual([]);
  expect(notTried.filter((id) => !/^(context|credentials|stored)\./.test(id)).sort()).toEqual([...LARGE, ...WITHOUT_OPTIONS].sort());
  expect(outcomes.get('track.largest')).toEqual({ kind: 'not tried', reason: 'needs a body of 1023999 bytes, above --body-limit 8' });
  expect(outcomes.get('cors.firehose')).toEqual({ kind: 'not tried', reason: 'it takes a larger body than --body-limit' });
  expect(outcomes.get('limit.exact')).toEqual({ kind: 'passed' });
  expect(outcomes.get('limit.over')).toEqual({ kind: 'passed' });
});

test('with the largest limit batches are tried as large as they may be, and an overload is not', async () => {
  const limit = 64 * 1024;
  const session = { bodyLimit: limit, overloadBatches: 1, throttle: false };
  const { failed, outcomes } = await verified({ behind: limiting(limit), props: { batchMode: BatchMode.PACKED }, session });
  expect(failed).toEqual([]);
  expect(outcomes.get('batch.over-limit')).toEqual({ kind: 'passed' });
  expect(outcomes.get('batch.limit')).toEqual({ kind: 'not tried', reason: 'needs a body of 1024001 bytes, above --body-limit 64' });
  expect(outcomes.get('overload.honest')).toMatchObject({ kind: 'not tried' });
});

test.each([[8], [64]])('a web ACL of the library with a limit of %i KiB passes', async (kibibytes) => {
  const { failed, outcomes } = await verified({
    props: { http: { webAcl: WebAcl.limits({ maxBodySize: Size.kibibytes(kibibytes), requestsPerAddress: 100_000 }) } },
    session: { bodyLimit: kibibytes * 1024 },
  });
  expect(failed).toEqual([]);
  expect([outcomes.get('limit.exact'), outcomes.get('limit.over')]).toEqual([{ kind: 'passed' }, { kind: 'passed' }]);
});

test.each<[string, ReturnType<typeof gatekeeper> | undefined, string[]]>([
  ['no web ACL', undefined, ['limit.over']],
  ['a lower limit', limiting(LIMIT - 1), ['limit.exact']],
  ['a limit that answers without CORS headers', limiting(LIMIT, { ...FORBIDDEN, headers: {} }), ['limit.over']],
  ['a limit that answers with HTML', limiting(LIMIT, { ...FORBIDDEN, body: '<html></html>' }), ['limit.over', 'reply.json']],
  ['a limit that answers with another status', limiting(LIMIT, { ...FORBIDDEN, status: 413 }), ['limit.over']],
])('%s is named', async (_name, behind, points) => {
  const { failed } = await verified({ behind, session: { bodyLimit: LIMIT, throttle: false } });
  expect(failed).toEqual(points);
});

test('with a quota that is used up on the way, what is left is not tried, and nothing is said of the throttle', async () => {
  let asked = 0;
  const behind = gatekeeper(({ method }) => {
    asked += method === 'POST' ? 1 : 0;
    return asked > 20 ? { status: 429, headers: { 'x-amzn-ErrorType': 'LimitExceededException', 'Retry-After': '60' }, body: '{"message":"x"}' } : undefined;
  });
  const { failed, outcomes } = await verified({ behind });
  expect(failed).toEqual([]);
  expect(outcomes.get('throttle.reply')).toMatchObject({ kind: 'not tried', reason: expect.stringContaining('the quota of these credentials is used up') });
  expect(outcomes.get('track.json')).toEqual({ kind: 'passed' });
});
