import { UsagePlan } from '../../../../cli/api/authorization/usage-plan';

const USE = { apiId: 'api', stage: 'dev', method: '/track/POST' };

function planWith(properties: Record<string, any>, stage: Record<string, any> = {}) {
  const time = { now: 0 };
  const resource = {
    stack: 'S', logicalId: 'Plan', type: 'AWS::ApiGateway::UsagePlan', ref: 'plan', properties: { ApiStages: [{ ApiId: 'api', Stage: 'dev', ...stage }], ...properties },
  };
  const plan = new UsagePlan(resource, () => time.now, () => time.now);
  /** What ends the request; undefined if nothing does. */
  const ask = (key: string, use = USE) => {
    try {
      plan.admit(key, use);
      return undefined;
    } catch (error) {
      return (error as { type: string }).type;
    }
  };
  return { plan, ask, time };
}

test('a plan without limits lets everything through', () => {
  const { ask } = planWith({});
  expect(Array.from({ length: 1_000 }, () => ask('key')).filter(end => end !== undefined)).toEqual([]);
});

test('each key has the throttle of the plan for itself, over all methods', () => {
  const { ask, time } = planWith({ Throttle: { RateLimit: 1, BurstLimit: 2 } });
  expect([ask('a'), ask('a', { ...USE, method: '/batch/POST' }), ask('a'), ask('b')]).toEqual([undefined, undefined, 'THROTTLED', undefined]);
  time.now += 1_000;
  expect([ask('a'), ask('a')]).toEqual([undefined, 'THROTTLED']);
});

test('the throttle of a method stands for itself', () => {
  const { ask } = planWith({ Throttle: { RateLimit: 1, BurstLimit: 1 } }, { Throttle: { '/track/POST': { RateLimit: 1, BurstLimit: 2 } } });
  expect([ask('a'), ask('a'), ask('a')]).toEqual([undefined, undefined, 'THROTTLED']);
  expect([ask('a', { ...USE, method: '/batch/POST' }), ask('a', { ...USE, method: '/batch/POST' })]).toEqual([undefined, 'THROTTLED']);
  expect(ask('b')).toBeUndefined();
});

test('a quota counts what the throttle let through', () => {
  const { ask, time } = planWith({ Quota: { Limit: 2, Period: 'DAY' }, Throttle: { RateLimit: 1, BurstLimit: 1 } });
  expect([ask('a'), ask('a')]).toEqual([undefined, 'THROTTLED']);
  time.now += 1_000;
  expect(ask('a')).toBeUndefined();
  time.now += 1_000;
  expect([ask('a'), ask('b')]).toEqual(['QUOTA_EXCEEDED', undefined]);
});

test('a plan has the stages that it names', () => {
  const { plan } = planWith({});
  expect([plan.hasStage('api', 'dev'), plan.hasStage('api', 'prod'), plan.hasStage('other', 'dev')]).toEqual([true, false, false]);
  expect([plan.hasStageOf(['other', 'api']), plan.hasStageOf(['other'])]).toEqual([true, false]);
});
