import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { Token } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import type { ApiKeyAuthorizationOptions } from './authorization-options';
import { appClaims } from '../private/app-claims';
import { requireKind, requireKinds } from '../private/kinds';
import { invalid, requireRange, requireWhole } from '../private/validate';

/** Puts the API behind a usage plan. */
export function bindApiKey(place: Construct, restApi: apigateway.IRestApi, options: ApiKeyAuthorizationOptions) {
  requireKeysOfClients(place, restApi);
  requireOnePlan(place, restApi, options.apiKeys ?? []);
  const config = { authorizationType: apigateway.AuthorizationType.NONE, apiKeyRequired: true };
  if (options.usagePlan) {
    addStageOnce(options.usagePlan, restApi);
    return config;
  }
  const plan = new apigateway.UsagePlan(place, 'UsagePlan', {
    description: 'Who may send events, and how many',
    apiStages: [{ stage: restApi.deploymentStage }],
    throttle: options.throttle,
    quota: options.quota,
  });
  const made = options.apiKeys ? undefined : new apigateway.ApiKey(place, 'ApiKey', { description: 'Lets a client send events' });
  for (const key of options.apiKeys ?? [made!]) {
    plan.addApiKey(key);
  }
  return { ...config, apiKey: made };
}

/** @throws Error if the API takes keys from its authorizer, which asks clients for none */
function requireKeysOfClients(place: IConstruct, restApi: apigateway.IRestApi): void {
  const source = (restApi.node.defaultChild as apigateway.CfnRestApi).apiKeySourceType;
  if (source === apigateway.ApiKeySourceType.AUTHORIZER) {
    throw invalid(place, {
      what: 'authorization',
      got: `keys for ${restApi.node.path}, which takes keys from its authorizer`,
      allowed: 'an API with the apiKeySourceType HEADER',
      fix: 'let the authorizer decide: TrackAuthorization.authorizer()',
    });
  }
}

/** API Gateway takes a key in one plan of a stage. @throws Error if another pipeline on the API has it in a plan of its own */
function requireOnePlan(place: IConstruct, restApi: apigateway.IRestApi, apiKeys: readonly apigateway.IApiKey[]): void {
  const owners = appClaims<string>(restApi, 'plannedKeys');
  for (const { node } of apiKeys) {
    const claim = `${restApi.node.path} ${node.path}`;
    const owner = owners.get(claim);
    if (owner !== undefined) {
      throw invalid(place, {
        what: 'authorization.apiKey.apiKeys',
        got: `${node.path}, which ${owner} has in a plan for the same stage`,
        allowed: 'a key in one plan of a stage',
        fix: 'make one UsagePlan with the keys, and give it to both as usagePlan',
      });
    }
    owners.set(claim, place.node.path);
  }
}

/** Pipelines that share an API may share a plan, which then stands before all of them. */
function addStageOnce(usagePlan: apigateway.UsagePlan, restApi: apigateway.IRestApi): void {
  const stages = appClaims<Set<string>>(restApi, 'plannedStages');
  const planned = stages.get(usagePlan.node.path) ?? new Set<string>();
  if (!planned.has(restApi.node.path)) {
    usagePlan.addApiStage({ stage: restApi.deploymentStage });
  }
  stages.set(usagePlan.node.path, planned.add(restApi.node.path));
}

/** @throws Error if a limit is out of its range, or stands beside a plan that has its own */
export function validateApiKey(scope: IConstruct, options: ApiKeyAuthorizationOptions): void {
  const what = 'authorization.apiKey';
  requireKind(scope, what, options, 'settings');
  requireKinds(scope, options, { usagePlan: 'usagePlan', throttle: 'settings', quota: 'settings', apiKeys: 'list' }, `${what}.`);
  const beside = (['throttle', 'quota', 'apiKeys'] as const).find((prop) => options[prop] !== undefined);
  if (options.usagePlan && beside) {
    throw invalid(scope, { what: `${what}.${beside}`, got: 'a value beside a usage plan of yours', allowed: 'one of the two', fix: `set ${beside} on the plan` });
  }
  if (options.apiKeys?.length === 0) {
    throw invalid(scope, { what: `${what}.apiKeys`, got: 'an empty list', allowed: '1 key or more', fix: 'leave it out, and one is made' });
  }
  options.apiKeys?.forEach((key, n) => requireKind(scope, `${what}.apiKeys[${n}]`, key, 'apiKey'));
  const { throttle = {}, quota } = options;
  requireKinds(scope, throttle, { rateLimit: 'number', burstLimit: 'number' }, `${what}.throttle.`);
  requireRange(scope, `${what}.throttle.rateLimit`, throttle.rateLimit, 0, Number.MAX_SAFE_INTEGER, 'requests a second');
  requireRange(scope, `${what}.throttle.burstLimit`, throttle.burstLimit, 0, Number.MAX_SAFE_INTEGER, 'requests');
  requireWhole(scope, `${what}.throttle.burstLimit`, throttle.burstLimit, 'requests');
  if (quota) {
    validateQuota(scope, `${what}.quota`, quota);
  }
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_QuotaSettings.html */
function validateQuota(scope: IConstruct, what: string, quota: apigateway.QuotaSettings): void {
  if (quota.limit === undefined || quota.period === undefined) {
    const missing = quota.limit === undefined ? 'limit' : 'period';
    throw invalid(scope, { what: `${what}.${missing}`, got: 'nothing', allowed: 'a limit and a period', fix: 'give both, such as { limit: 10000, period: Period.DAY }' });
  }
  const periods = Object.values(apigateway.Period);
  if (!Token.isUnresolved(quota.period) && !periods.includes(quota.period)) {
    throw invalid(scope, { what: `${what}.period`, got: `'${quota.period}'`, allowed: periods.join(', '), fix: 'use one of Period' });
  }
  requireKinds(scope, quota, { limit: 'number' }, `${what}.`);
  requireRange(scope, `${what}.limit`, quota.limit, 1, Number.MAX_SAFE_INTEGER, 'requests');
  requireWhole(scope, `${what}.limit`, quota.limit, 'requests');
}
