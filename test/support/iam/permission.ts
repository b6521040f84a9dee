import { isDeepStrictEqual } from 'util';
import { listOf } from './policy-document';
import type { AttachedPolicy, Statement } from './policy-document';

/** One action or one resource of a statement that allows: each of these actions on each of these resources. */
export interface Permission {
  readonly what: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: unknown;
  /** The policy and the statement, for messages. */
  readonly where: string;
}

export function permissionsOf(policies: readonly AttachedPolicy[]): Permission[] {
  return policies.flatMap(({ name, policy }) => policy.Statement.filter(({ Effect }) => Effect === 'Allow').flatMap((statement) => {
    const actions = listOf(statement.Action);
    const resources = listOf(statement.Resource);
    const place = { condition: statement.Condition, where: `${name}: ${JSON.stringify(statement)}` };
    return [
      ...actions.map((what) => ({ what, actions: [what], resources, ...place })),
      ...resources.map((what) => ({ what, actions, resources: [what], ...place })),
    ];
  }));
}

/** The policies without it. Two grants may say the same of the same thing: it goes from both. */
export function withoutPermission(policies: readonly AttachedPolicy[], permission: Permission): AttachedPolicy[] {
  return policies
    .map(({ name, policy }) => ({ name, policy: { ...policy, Statement: policy.Statement.flatMap((statement) => without(statement, permission)) } }))
    .filter(({ policy }) => policy.Statement.length > 0);
}

function without(statement: Statement, { actions, resources, condition }: Permission): Statement[] {
  if (statement.Effect !== 'Allow' || !isDeepStrictEqual(statement.Condition, condition)) {
    return [statement];
  }
  const [touched, untouched] = split(listOf(statement.Action), actions);
  const [, left] = split(listOf(statement.Resource), resources);
  return [
    { ...statement, Action: untouched },
    { ...statement, Action: touched, Resource: left },
  ].filter(({ Action, Resource }) => Action.length > 0 && listOf(Resource).length > 0);
}

/** What of a list is among others, and the rest. */
function split(list: readonly string[], others: readonly string[]): [string[], string[]] {
  return [list.filter((value) => others.includes(value)), list.filter((value) => !others.includes(value))];
}
