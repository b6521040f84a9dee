import { API_KEY, CONTEXT, IAM, REQUEST_AUTHORIZER, SHARED, TOKEN_AUTHORIZER, USER_POOLS } from './edges';
import { verified } from './verified';
import type { VerifyCase } from './verified';
import { SUITE } from '../../../cli/verify/suite';
import { BatchMode } from '../../../src';

const idsOf = (...groups: string[]) => SUITE.map(({ id }) => id).filter((id) => groups.includes(id.split('.')[0]));
const CONTEXT_POINTS = [...idsOf('context'), 'stored.context', 'stored.context-headers'];

test.each<[string, VerifyCase]>([
  ['API keys', API_KEY],
  ['IAM', IAM],
  ['user pools', USER_POOLS],
  ['a token authorizer', TOKEN_AUTHORIZER],
  ['a request authorizer', REQUEST_AUTHORIZER],
])('a pipeline with %s passes, and all of its points are tried', async (_name, edge) => {
  const { failed, notTried } = await verified({ ...edge, bucket: true });
  expect(failed).toEqual([]);
  expect(notTried.sort()).toEqual([...idsOf('overload', 'limit'), ...CONTEXT_POINTS, 'cors.foreign', 'cors.partial', 'stored.failed-records'].sort());
});

test('with several origins, replies to wrong credentials repeat the one that asked', async () => {
  const origins = ['https://a.example', 'https://b.example'];
  const props = IAM.props as object;
  const { failed, outcomes } = await verified({ props: { ...props, allowedOrigins: origins }, session: { ...IAM.session, origins } });
  expect(failed).toEqual([]);
  expect(outcomes.get('credentials.cors')).toEqual({ kind: 'passed' });
});

test('what events carry about their request passes, overloaded and with what was stored', async () => {
  const session = { ...CONTEXT.session, overloadBatches: 20 };
  const { failed, notTried } = await verified({ ...CONTEXT, bucket: true, streamQuotaMebibytes: 1, session });
  expect(failed).toEqual([]);
  expect(notTried.sort()).toEqual([...idsOf('credentials', 'limit'), 'cors.foreign', 'stored.failed-records'].sort());
});

test('an API with keys, fields of the request and packed batches passes', async () => {
  const props = (stack: any) => ({ ...(API_KEY.props as any)(stack), ...CONTEXT.props, batchMode: BatchMode.PACKED });
  const session = { ...API_KEY.session, ...CONTEXT.session };
  const { failed, notTried, report } = await verified({ props, session: { ...session, overloadBatches: 10 }, bucket: true, streamQuotaMebibytes: 1 });
  expect(failed).toEqual([]);
  expect(notTried.sort()).toEqual([...idsOf('limit'), 'cors.foreign', 'cors.partial', 'overload.partial', 'stored.failed-records'].sort());
  expect(report.packed).toBe(true);
});

test('routes below a path of an API of someone else pass, and a missing route is not tried', async () => {
  const { failed, outcomes, report } = await verified({ ...SHARED, bucket: true });
  expect(failed).toEqual([]);
  expect(report.url).toMatch(/\/live\/shop\/v1\/track$/);
  expect(outcomes.get('route.unknown')).toEqual({ kind: 'not tried', reason: '--shared-api: it is answered as the API to which the routes were added does' });
});

test('without --shared-api a missing route of such an API is named', async () => {
  expect((await verified({ ...SHARED, session: { sharedApi: false } })).failed).toEqual(['route.unknown']);
});
