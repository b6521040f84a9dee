import { WebAcl } from './web-acl';
import { guardedStage, ofType } from './web-acls';
import type { Coverage, Deployment, Resource } from '../template/deployment';

/** What the local run does with web ACLs. Rules that are not followed are named one by one by wafNotes. */
export const wafCoverage: Coverage = {
  'AWS::WAFv2::WebACL': {
    run: ['Rules', 'DefaultAction', 'AssociationConfig.RequestBody'],
    inert: ['Name', 'Description', 'Scope', 'Tags', 'VisibilityConfig', 'CustomResponseBodies', 'CaptchaConfig', 'ChallengeConfig', 'TokenDomains', 'DataProtectionConfig'],
  },
  'AWS::WAFv2::WebACLAssociation': { run: ['ResourceArn', 'WebACLArn'], inert: [] },
};

/** The rules and associations that the local run does not follow; one line each. */
export function wafNotes(deployment: Deployment): string[] {
  const acls = ofType(deployment, 'AWS::WAFv2::WebACL');
  const stages = deployment.all().filter(({ type }) => type === 'AWS::ApiGateway::RestApi').map(({ ref }) => ref);
  return [
    ...acls.flatMap(aclNotes),
    ...ofType(deployment, 'AWS::WAFv2::WebACLAssociation').flatMap(({ logicalId, properties: { ResourceArn: guarded, WebACLArn: acl } }) => {
      if (!stages.includes(guardedStage(guarded)?.restApiId ?? '')) return [`${logicalId}: a web ACL for ${guarded}, which is no stage here`];
      return acls.some(({ arn }) => arn === acl) ? [] : [`${logicalId}: the web ACL ${acl}, which is not in the template (every request passes)`];
    }),
  ];
}

function aclNotes(resource: Resource): string[] {
  const { logicalId, properties: { Rules: rules = [], DefaultAction: byDefault = {} } } = resource;
  const { unfollowed } = new WebAcl(resource, () => 0);
  const extras = [...rules as any[], { Name: 'default', Action: byDefault }].flatMap(({ Name: name, Action: action = {} }) => (
    ['CustomResponse', 'CustomRequestHandling'].filter(key => Object.values<any>(action).some(settings => settings?.[key] !== undefined))
      .map(key => `${logicalId}: ${key} of ${name === 'default' ? 'the default action' : `rule ${name}`}`)));
  return [...unfollowed.map(({ name, reason }) => `${logicalId}: rule ${name}: ${reason} (it never matches)`), ...extras];
}
