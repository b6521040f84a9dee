import { UsagePlans } from '../../../../cli/api/authorization/usage-plans';
import { Failure } from '../../../../cli/failure';
import { deployed } from '../../template/deployed';

const KEY = 'a-key-of-more-than-20-characters';

function template(more: Record<string, any> = {}): Record<string, any> {
  return {
    Api: { Type: 'AWS::ApiGateway::RestApi' },
    Other: { Type: 'AWS::ApiGateway::RestApi' },
    Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: { Ref: 'Api' }, StageName: 'dev' } },
    Key: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true, Value: KEY } },
    Plan: { Type: 'AWS::ApiGateway::UsagePlan', Properties: { ApiStages: [{ ApiId: { Ref: 'Api' }, Stage: { Ref: 'Stage' } }] } },
    Link: { Type: 'AWS::ApiGateway::UsagePlanKey', Properties: { KeyId: { Ref: 'Key' }, UsagePlanId: { Ref: 'Plan' }, KeyType: 'API_KEY' } },
    ...more,
  };
}

function plansOf(resources: Record<string, any>) {
  const deployment = deployed({ Resources: resources });
  const apis = Object.fromEntries(deployment.resources('AWS::ApiGateway::RestApi').map(({ logicalId, ref }) => [logicalId, ref]));
  const plans = new UsagePlans(deployment, () => 0, () => 0);
  return { plans, api: apis.Api, other: apis.Other };
}

test('a key is found by its value in the stages of its plan', () => {
  const { plans, api, other } = plansOf(template());
  expect(plans.find(KEY, api, 'dev')?.key.logicalId).toBe('Key');
  expect(plans.find(KEY, api, 'prod')).toBeUndefined();
  expect(plans.find(KEY, other, 'dev')).toBeUndefined();
  expect(plans.find(`${KEY}x`, api, 'dev')).toBeUndefined();
});

test('a key may have a plan for each of several stages', () => {
  const { plans, api } = plansOf(template({
    Prod: { Type: 'AWS::ApiGateway::UsagePlan', Properties: { ApiStages: [{ ApiId: { Ref: 'Api' }, Stage: 'prod' }] } },
    ProdLink: { Type: 'AWS::ApiGateway::UsagePlanKey', Properties: { KeyId: { Ref: 'Key' }, UsagePlanId: { Ref: 'Prod' }, KeyType: 'API_KEY' } },
  }));
  expect(plans.find(KEY, api, 'dev')?.plan).not.toBe(plans.find(KEY, api, 'prod')!.plan);
});

test.each([
  ['that is not enabled', { Key: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: false, Value: KEY } } }],
  ['that does not say whether it is enabled', { Key: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Value: KEY } } }],
  ['without a plan', { Link: { Type: 'AWS::ApiGateway::UsagePlan' } }],
])('a key %s opens nothing', (_name, change) => {
  const { plans, api } = plansOf(template(change));
  expect(plans.find(KEY, api, 'dev')).toBeUndefined();
  expect(plans.keysOf([api])).toEqual([]);
});

test('the keys of an API are those whose plan has a stage of it', () => {
  const { plans, api, other } = plansOf(template());
  expect(plans.keysOf([api, other]).map(({ value }) => value)).toEqual([KEY]);
  expect(plans.keysOf([other])).toEqual([]);
});

test('stages that are no list are refused', () => {
  expect(() => plansOf(template({ Plan: { Type: 'AWS::ApiGateway::UsagePlan', Properties: { ApiStages: 'dev' } } }))).toThrow(Failure);
});
