import { conditionsHold, isOperator } from './policy-conditions';
import type { ConditionValues, Conditions } from './policy-conditions';
import { matchesWildcards } from './wildcards';

/** The answer of a policy: an explicit deny wins, and what no statement allows is not allowed. */
export type Decision = 'allowed' | 'denied' | 'not allowed';

export interface PolicyStatement {
  readonly isAllow: boolean;
  readonly actions: Patterns;
  readonly resources: Patterns;
  readonly conditions: Conditions;
}

/** Patterns of which one must match, or, as `NotAction` and `NotResource` mean it, none may. */
interface Patterns {
  readonly patterns: readonly string[];
  readonly isNegated: boolean;
}

const ACTION = 'execute-api:invoke';

/**
 * Reads a policy document.
 * @throws Error if it is none that IAM would take
 */
export function readPolicy(document: unknown): readonly PolicyStatement[] {
  if (!isMap(document)) throw new Error('policyDocument is not an object');
  if (document.Statement === undefined) throw new Error('policyDocument has no Statement');
  return [document.Statement].flat().map(readStatement);
}

/** Whether the policy lets a request call the method that the ARN names. */
export function evaluate(statements: readonly PolicyStatement[], methodArn: string, values: ConditionValues): Decision {
  const applying = statements.filter(({ actions, resources, conditions }) => (
    // Names of actions have no case, ARNs do.
    matches(actions, pattern => matchesWildcards(pattern.toLowerCase(), ACTION))
    && matches(resources, pattern => matchesWildcards(pattern, methodArn))
    && conditionsHold(conditions, values)
  ));
  if (applying.some(({ isAllow }) => !isAllow)) return 'denied';
  return applying.length > 0 ? 'allowed' : 'not allowed';
}

function readStatement(statement: unknown): PolicyStatement {
  if (!isMap(statement)) throw new Error('a Statement of policyDocument is not an object');
  const { Effect: effect, Condition: conditions = {} } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') throw new Error(`Effect is ${JSON.stringify(effect)}, allowed are Allow and Deny`);
  if (!isMap(conditions) || !Object.values(conditions).every(isMap)) throw new Error('Condition is not an object of objects');
  const unknown = Object.keys(conditions).find(operator => !isOperator(operator));
  if (unknown !== undefined) throw new Error(`Condition has ${unknown}, which is no operator that is followed here`);
  return { isAllow: effect === 'Allow', actions: readPatterns(statement, 'Action'), resources: readPatterns(statement, 'Resource'), conditions: conditions as Conditions };
}

function readPatterns(statement: Record<string, unknown>, name: string): Patterns {
  const isNegated = statement[name] === undefined;
  const value = isNegated ? statement[`Not${name}`] : statement[name];
  const patterns = [value].flat();
  if (patterns.length === 0 || !patterns.every(pattern => typeof pattern === 'string')) throw new Error(`a Statement has no ${name} that is a text or a list of texts`);
  return { patterns, isNegated };
}

function matches({ patterns, isNegated }: Patterns, isMatch: (pattern: string) => boolean): boolean {
  return patterns.some(isMatch) !== isNegated;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
