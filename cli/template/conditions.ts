import { isDeepStrictEqual } from 'util';
import { Failure } from '../failure';
import { resolve } from './intrinsics';
import type { Scope } from './scope';
import { asList, asText } from './typed-value';

/** Evaluates an expression of the `Conditions` section. */
export function evaluateCondition(expression: unknown, scope: Scope, at: string): boolean {
  const [name, argument] = Object.entries(typeof expression === 'object' && expression !== null ? expression : {})[0] ?? [];
  const operands = () => asList(argument, at);
  switch (name) {
    case 'Condition': return scope.condition(asText(argument, at), at);
    case 'Fn::Equals': {
      // CloudFormation compares texts: "true" of a parameter equals a true of the template.
      const [left, right] = asList(resolve(argument, scope, at), at, 2).map(side => (typeof side === 'object' ? side : String(side)));
      return isDeepStrictEqual(left, right);
    }
    case 'Fn::And': return operands().every(operand => evaluateCondition(operand, scope, at));
    case 'Fn::Or': return operands().some(operand => evaluateCondition(operand, scope, at));
    case 'Fn::Not': return !evaluateCondition(operands()[0], scope, at);
    default:
      throw new Failure(`${at}: ${JSON.stringify(expression)} is not a condition; use Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition`);
  }
}
