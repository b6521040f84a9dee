import { Quota, quotaSettings } from './quota';
import { Failure } from '../../failure';
import type { Resource } from '../../template/deployment';
import { GatewayError } from '../gateway-error';
import { ACCOUNT_BURST_LIMIT, Throttle } from '../throttle';
import type { Clock, ThrottleSettings } from '../throttle';

/** What is called: a method as throttles of a plan name it, `<path>/<METHOD>`, in a stage of an API. */
export interface PlanUse {
  readonly apiId: string;
  readonly stage: string;
  readonly method: string;
}

/** An `AWS::ApiGateway::UsagePlan`: how much each of its keys may call. */
export class UsagePlan {
  private readonly stages: readonly Record<string, any>[];
  private readonly throttles = new Map<string, Throttle>();
  private readonly quota: Quota | undefined;

  constructor(private readonly resource: Resource, private readonly clock: Clock, now: () => number) {
    const { ApiStages: stages = [], Quota: quota } = resource.properties;
    if (!Array.isArray(stages)) throw new Failure(`${resource.logicalId}: ApiStages is not a list`);
    this.stages = stages;
    this.quota = quota === undefined ? undefined : new Quota(quotaSettings(resource, quota), now);
  }

  hasStage(apiId: string, stage: string): boolean {
    return this.stageOf(apiId, stage) !== undefined;
  }

  hasStageOf(apiIds: readonly string[]): boolean {
    return this.stages.some(({ ApiId: apiId }) => apiIds.includes(apiId));
  }

  /**
   * Counts a request for a key.
   * @throws GatewayError if the key has had its share
   */
  admit(keyId: string, use: PlanUse): void {
    // The throttle of a method stands for itself; all others share the one of the plan.
    const ofMethod = this.stageOf(use.apiId, use.stage)?.Throttle?.[use.method];
    const isAdmitted = ofMethod === undefined
      ? this.throttle(JSON.stringify([keyId]), this.resource.properties.Throttle)
      : this.throttle(JSON.stringify([keyId, use.apiId, use.stage, use.method]), ofMethod);
    if (!isAdmitted) throw new GatewayError('THROTTLED', { reason: `the throttle of the usage plan ${this.resource.logicalId}` });
    if (this.quota?.admits(keyId) === false) throw new GatewayError('QUOTA_EXCEEDED', { reason: `the quota of the usage plan ${this.resource.logicalId}` });
  }

  private throttle(key: string, properties: Record<string, unknown> | undefined): boolean {
    const settings = throttleSettings(properties);
    if (settings === undefined) return true;
    let throttle = this.throttles.get(key);
    if (throttle === undefined) {
      throttle = new Throttle(settings, this.clock);
      this.throttles.set(key, throttle);
    }
    return throttle.admits();
  }

  private stageOf(apiId: string, stage: string): Record<string, any> | undefined {
    return this.stages.find(({ ApiId: id, Stage: name }) => id === apiId && name === stage);
  }
}

function throttleSettings({ RateLimit: rate, BurstLimit: burst }: Record<string, unknown> = {}): ThrottleSettings | undefined {
  if (rate === undefined && burst === undefined) return undefined;
  return { rateLimit: Number(rate ?? Infinity), burstLimit: Number(burst ?? ACCOUNT_BURST_LIMIT) };
}
