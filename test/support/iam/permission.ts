import { isDeepStrictEqual } from 'util';
import { listOf } from './policy-document';
import type { AttachedPolicy, Statement } from './policy-document';

type Part = 'Action' | 'Resource';

/** One action or one resource of a statement that allows. */
export interface Permission {
  readonly part: Part;
  readonly what: string;
  /** The actions that it has a part in. */
  readonly actions: readonly string[];
  readonly statement: Statement;
  /** The policy and the statement, for messages. */
  readonly where: string;
}

export function permissionsOf(policies: readonly AttachedPolicy[]): Permission[] {
  return policies.flatMap(({ name, policy }) => policy.Statement.filter(({ Effect }) => Effect === 'Allow').flatMap((statement) => {
    const where = `${name}: ${JSON.stringify(statement)}`;
    const actions = listOf(statement.Action);
    return [
      ...actions.map((what) => ({ part: 'Action' as const, what, actions: [what], statement, where })),
      ...listOf(statement.Resource).map((what) => ({ part: 'Resource' as const, what, actions, statement, where })),
    ];
  }));
}

/** The policies without it. Two grants may say the same of the same thing: it goes from both. */
export function withoutPermission(policies: readonly AttachedPolicy[], { part, what, statement }: Permission): AttachedPolicy[] {
  const other = part === 'Action' ? 'Resource' : 'Action';
  const isLike = (each: Statement) => each.Effect === 'Allow' && isDeepStrictEqual(listOf(each[other]), listOf(statement[other]))
    && isDeepStrictEqual(each.Condition, statement.Condition);
  const without = (each: Statement): Statement[] => {
    if (!isLike(each)) return [each];
    const left = listOf(each[part]).filter((value) => value !== what);
    return left.length === 0 ? [] : [{ ...each, [part]: left }];
  };
  return policies
    .map(({ name, policy }) => ({ name, policy: { ...policy, Statement: policy.Statement.flatMap(without) } }))
    .filter(({ policy }) => policy.Statement.length > 0);
}
