import type { Firewall, FirewallRequest, FirewallVerdict } from '../services';
import type { Clock } from './rate-limit';
import { WebAcl } from './web-acl';
import type { Deployment, Resource } from '../template/deployment';

/** The web ACLs of the template, at the stages that they are associated with. */
export class WebAcls implements Firewall {
  private readonly byStage = new Map<string, WebAcl>();

  constructor(deployment: Deployment, clock: Clock = () => performance.now()) {
    const acls = new Map(ofType(deployment, 'AWS::WAFv2::WebACL').map(resource => [resource.arn, new WebAcl(resource, clock)]));
    for (const { properties } of ofType(deployment, 'AWS::WAFv2::WebACLAssociation')) {
      const stage = guardedStage(properties.ResourceArn);
      const acl = acls.get(properties.WebACLArn);
      if (stage !== undefined && acl !== undefined) this.byStage.set(stageKey(stage.restApiId, stage.name), acl);
    }
  }

  judge(restApiId: string, stage: string, request: FirewallRequest): FirewallVerdict | undefined {
    const acl = this.byStage.get(stageKey(restApiId, stage));
    return acl && { isBlocked: acl.blocks(request), webAclArn: acl.arn };
  }
}

/** Those that could be resolved: the others are named as such. */
export function ofType(deployment: Deployment, type: string): readonly Resource[] {
  return deployment.all().filter(resource => resource.type === type);
}

/** Reads `arn:<partition>:apigateway:<region>::/restapis/<id>/stages/<name>`. */
export function guardedStage(resourceArn: unknown): { readonly restApiId: string; readonly name: string } | undefined {
  const [, restApiId, name] = /^arn:[^:]+:apigateway:[^:]*::\/restapis\/([^/]+)\/stages\/([^/]+)$/.exec(String(resourceArn)) ?? [];
  return restApiId === undefined ? undefined : { restApiId, name };
}

function stageKey(restApiId: string, stage: string): string {
  return `${restApiId}/${stage}`;
}
