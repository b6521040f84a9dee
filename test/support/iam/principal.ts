import { attachedPolicies } from './attached-policies';
import { listOf } from './policy-document';
import type { AttachedPolicy, PolicyDocument, Statement } from './policy-document';
import { resourcePolicy } from './resource-policies';
import { ask } from './simulator';
import type { Request, Verdict } from './simulator';
import type { Deployment } from '../../../cli/template/deployment';

/** What is not in the templates but has a say: policies of resources of someone else, by ARN. */
export interface Elsewhere {
  readonly [arn: string]: { readonly accountId: string; readonly policy?: PolicyDocument };
}

/** A role, a user or a service, before the policies of a synthesized app. */
export class Principal {
  constructor(
    readonly deployment: Deployment,
    readonly arn: string,
    readonly policies: readonly AttachedPolicy[] = attachedPolicies(deployment, arn),
    private readonly elsewhere: Elsewhere = {},
  ) {}

  /** What IAM says to one action on one resource. */
  can(action: string, resource: string, context?: Request['context']): Promise<Verdict> {
    const owned = resource.split('/')[0];
    const other = this.elsewhere[resource] ?? this.elsewhere[owned];
    return ask({
      principal: this.arn,
      action,
      resource,
      context,
      accountId: other?.accountId ?? this.deployment.accountId,
      identityPolicies: this.policies,
      resourcePolicy: other?.policy ?? resourcePolicy(this.deployment, resource),
    });
  }

  /** The same one with other policies. */
  with(policies: readonly AttachedPolicy[]): Principal {
    return new Principal(this.deployment, this.arn, policies, this.elsewhere);
  }

  /** The same one with nothing but what concerns a service. */
  about(service: string): Principal {
    const concerns = (statement: Statement) => listOf(statement.Action).some((action) => action.startsWith(`${service}:`));
    return this.with(this.policies
      .map(({ name, policy }) => ({ name, policy: { ...policy, Statement: policy.Statement.filter(concerns) } }))
      .filter(({ policy }) => policy.Statement.length > 0));
  }
}
