import { Failure } from '../failure';
import type { FirewallRequest } from '../services';
import type { Clock } from './rate-limit';
import { ruleMatcher } from './statement';
import type { Matcher } from './statement';
import { attempt } from '../template/attempt';
import type { Resource } from '../template/deployment';

type Action = 'Allow' | 'Block' | 'Count';

interface Rule {
  readonly matches: Matcher;
  readonly action: Action;
}

/** A rule of the template that never matches here, and what of it is not followed. */
export interface UnfollowedRule {
  readonly name: string;
  readonly reason: string;
}

/** An API's bodies are looked at up to here, unless the web ACL says otherwise. */
const DEFAULT_INSPECTION_LIMIT = 'KB_16';

/** A web ACL: its rules by priority, and what happens to a request that none of them decides. */
export class WebAcl {
  readonly arn: string;
  readonly unfollowed: readonly UnfollowedRule[];
  private readonly rules: readonly Rule[];
  private readonly blocksByDefault: boolean;

  constructor({ properties, arn, ref }: Resource, clock: Clock) {
    const { Rules: rules = [], DefaultAction: defaultAction = {}, AssociationConfig: association = {} } = properties;
    const limit = association.RequestBody?.API_GATEWAY?.DefaultSizeInspectionLimit ?? DEFAULT_INSPECTION_LIMIT;
    const settings = { clock, inspectionLimit: Number(String(limit).replace('KB_', '')) * 1024 };
    const unfollowed: UnfollowedRule[] = [];
    this.rules = [...rules as any[]].sort((left, right) => Number(left.Priority) - Number(right.Priority)).flatMap(rule => {
      const read = attempt(() => ({ action: actionOf(rule), matches: ruleMatcher(rule.Statement ?? {}, settings) }));
      if ('value' in read) return [read.value];
      unfollowed.push({ name: String(rule.Name), reason: read.failure.message });
      return [];
    });
    this.arn = arn ?? ref;
    this.unfollowed = unfollowed;
    this.blocksByDefault = defaultAction.Block !== undefined;
  }

  blocks(request: FirewallRequest): boolean {
    const decisive = this.rules.find(({ matches, action }) => matches(request) && action !== 'Count');
    return decisive === undefined ? this.blocksByDefault : decisive.action === 'Block';
  }
}

function actionOf({ Action: action = {}, OverrideAction: override }: Record<string, any>): Action {
  const [name = override === undefined ? 'no action' : 'OverrideAction'] = Object.keys(action);
  if (name !== 'Allow' && name !== 'Block' && name !== 'Count') throw new Failure(name === 'OverrideAction' ? 'rules of a group' : `the action ${name}`);
  return name;
}
