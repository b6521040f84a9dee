import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { Construct, IConstruct } from 'constructs';
import type { ApiKeyAuthorizationOptions } from './authorization-options';
import { requireKinds } from '../private/kinds';
import { invalid, requireRange, requireWhole } from '../private/validate';

/** Puts the API behind a usage plan. */
export function bindApiKey(place: Construct, restApi: apigateway.IRestApi, options: ApiKeyAuthorizationOptions) {
  const config = { authorizationType: apigateway.AuthorizationType.NONE, apiKeyRequired: true };
  if (options.usagePlan) {
    options.usagePlan.addApiStage({ stage: restApi.deploymentStage });
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

/** @throws Error if a limit is out of its range, or stands beside a plan that has its own */
export function validateApiKey(scope: IConstruct, options: ApiKeyAuthorizationOptions): void {
  const what = 'authorization.apiKey';
  requireKinds(scope, options, { usagePlan: 'usagePlan', throttle: 'settings', quota: 'settings', apiKeys: 'list' }, `${what}.`);
  const beside = (['throttle', 'quota', 'apiKeys'] as const).find((prop) => options[prop] !== undefined);
  if (options.usagePlan && beside) {
    throw invalid(scope, { what: `${what}.${beside}`, got: 'a value beside a usage plan of yours', allowed: 'one of the two', fix: `set ${beside} on the plan` });
  }
  if (options.apiKeys?.length === 0) {
    throw invalid(scope, { what: `${what}.apiKeys`, got: 'an empty list', allowed: '1 key or more', fix: 'leave it out, and one is made' });
  }
  const { throttle = {}, quota } = options;
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
  requireRange(scope, `${what}.limit`, quota.limit, 1, Number.MAX_SAFE_INTEGER, 'requests');
  requireWhole(scope, `${what}.limit`, quota.limit, 'requests');
}
