import { enabledApiKeys } from './api-keys';
import type { ApiKey } from './api-keys';
import { UsagePlan } from './usage-plan';
import type { Deployment } from '../../template/deployment';
import type { Clock } from '../throttle';

interface KeyWithPlans {
  readonly key: ApiKey;
  readonly plans: readonly UsagePlan[];
}

/** The usage plans of the template with their keys. All APIs share them: a plan may have stages of several. */
export class UsagePlans {
  private readonly byValue: ReadonlyMap<string, KeyWithPlans>;

  /** @param now milliseconds since the epoch, for quotas */
  constructor(deployment: Deployment, clock: Clock, now: () => number) {
    const plans = new Map(deployment.resources('AWS::ApiGateway::UsagePlan').map(resource => [resource.ref, new UsagePlan(resource, clock, now)]));
    const links = deployment.resources('AWS::ApiGateway::UsagePlanKey').map(({ properties }) => properties);
    this.byValue = new Map(enabledApiKeys(deployment).map(key => [key.value, {
      key,
      plans: links.filter(({ KeyId: keyId }) => keyId === key.id).flatMap(({ UsagePlanId: planId }) => plans.get(planId) ?? []),
    }]));
  }

  /** The key of a value and its plan for a stage; AWS gives a key no second plan there. */
  find(value: string, apiId: string, stage: string): { readonly key: ApiKey; readonly plan: UsagePlan } | undefined {
    const found = this.byValue.get(value);
    const plan = found?.plans.find(candidate => candidate.hasStage(apiId, stage));
    return found === undefined || plan === undefined ? undefined : { key: found.key, plan };
  }

  /** The keys with which one of these APIs can be called. */
  keysOf(apiIds: readonly string[]): readonly ApiKey[] {
    return [...this.byValue.values()].filter(({ plans }) => plans.some(plan => plan.hasStageOf(apiIds))).map(({ key }) => key);
  }
}
