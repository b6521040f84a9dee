import type { AttachedPolicy } from './policy-document';
import type { Deployment } from '../../../cli/template/deployment';

/** Every policy of the templates that belongs to a role or a user, wherever it is written. One of a principal that is imported counts too. */
export function attachedPolicies(deployment: Deployment, principal: string): AttachedPolicy[] {
  const name = principal.split('/').pop()!;
  const separate = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy', 'AWS::IAM::UserPolicy']
    .flatMap((type) => deployment.resources(type))
    .filter(({ properties: { Roles, Users, RoleName, UserName } }) => [Roles, Users, RoleName, UserName].flat().includes(name))
    .map(({ logicalId, properties }) => ({ name: logicalId, policy: properties.PolicyDocument }));
  const [holder] = deployment.all().filter(({ arn, type }) => arn === principal && ['AWS::IAM::Role', 'AWS::IAM::User'].includes(type));
  const inline = (holder?.properties.Policies ?? []).map((policy: any) => ({ name: policy.PolicyName, policy: policy.PolicyDocument }));
  return [...separate, ...inline];
}
