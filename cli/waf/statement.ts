import { Failure } from '../failure';
import type { FirewallRequest } from '../services';
import { RateLimit } from './rate-limit';
import type { Clock } from './rate-limit';
import { sizeConstraint } from './size-constraint';

/** Whether a rule applies to a request. */
export type Matcher = (request: FirewallRequest) => boolean;

export interface StatementSettings {
  /** How many bytes of a body the web ACL looks at. */
  readonly inspectionLimit: number;
  readonly clock: Clock;
}

const DEFAULT_WINDOW = 300;

/**
 * Reads the statement of a rule.
 * @throws Failure that names in a few words what is not followed
 */
export function ruleMatcher(statement: Record<string, any>, settings: StatementSettings): Matcher {
  const { RateBasedStatement: rateBased } = statement;
  return rateBased === undefined ? matcher(statement, settings) : rateBasedMatcher(rateBased, settings);
}

function matcher(statement: Record<string, any>, settings: StatementSettings): Matcher {
  const [type = 'no statement', content] = Object.entries(statement)[0] ?? [];
  const below = (): Matcher[] => (content.Statements as any[]).map(element => matcher(element, settings));
  switch (type) {
    case 'SizeConstraintStatement': return sizeConstraint(content, settings.inspectionLimit);
    case 'AndStatement': {
      const all = below();
      return request => all.every(matches => matches(request));
    }
    case 'OrStatement': {
      const any = below();
      return request => any.some(matches => matches(request));
    }
    case 'NotStatement': {
      const negated = matcher(content.Statement, settings);
      return request => !negated(request);
    }
    case 'RateBasedStatement': throw new Failure('RateBasedStatement inside of another statement, which AWS refuses');
    default: throw new Failure(type);
  }
}

/** Counts every request that the narrowing statement lets through; the action is for those above the limit. */
function rateBasedMatcher(statement: Record<string, any>, settings: StatementSettings): Matcher {
  const { Limit: limit, EvaluationWindowSec: window = DEFAULT_WINDOW, AggregateKeyType: keyType = 'IP', ScopeDownStatement: scope } = statement;
  if (keyType !== 'IP' && keyType !== 'CONSTANT') throw new Failure(`RateBasedStatement by ${keyType}`);
  const counts = scope === undefined ? () => true : matcher(scope, settings);
  const rate = new RateLimit(Number(limit), Number(window), settings.clock);
  return request => counts(request) && rate.exceeded(keyType === 'IP' ? request.sourceIp : '');
}
