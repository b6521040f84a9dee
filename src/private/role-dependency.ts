import type * as iam from 'aws-cdk-lib/aws-iam';
import { Dependable } from 'constructs';

/**
 * Makes whatever depends on a role wait for its policies only. A role is always waited for by reference, and a dependency that a reference
 * implies already is one that cfn-lint calls redundant (W3005).
 */
export function dependOnPoliciesOf(role: iam.Role): iam.Role {
  Dependable.implement(role, {
    get dependencyRoots() {
      const policies = role.node.children.filter((child) => child !== role.node.defaultChild);
      return policies.length === 0 ? [role] : policies;
    },
  });
  return role;
}
