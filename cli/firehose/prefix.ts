import { formatDate, patternProblem } from './date-pattern';
import type { LocalTime } from './local-time';

/** What a prefix is evaluated with. */
export interface PrefixValues {
  /** The arrival of the oldest record in the object. */
  readonly time: LocalTime;
  /** Only for error objects. */
  readonly errorType?: string;
  /** Eleven characters, new at each use. */
  randomString(): string;
}

/** The error type of records that their processor failed. */
export const PROCESSING_FAILED = 'processing-failed';

const EXPRESSION = /!\{([^:}]*):([^}]*)\}/g;
const DEFAULT_TIMESTAMP = '!{timestamp:yyyy/MM/dd/HH/}';
const DEFAULT_ERROR = `!{firehose:error-output-type}/${DEFAULT_TIMESTAMP}`;

/** A key that has no value here; the name that Hive gives such a partition. */
const NO_PARTITION = '__HIVE_DEFAULT_PARTITION__';

export interface Prefixes {
  readonly data: string;
  readonly error: string;
}

/** The prefix expressions of a destination, with what the service adds where they say nothing. */
export function prefixesOf(prefix: string | undefined, errorPrefix: string | undefined): Prefixes {
  const data = prefix ?? '';
  const error = isGiven(errorPrefix) ? errorPrefix : data;
  return {
    data: data.includes('!{timestamp:') ? data : data + DEFAULT_TIMESTAMP,
    // What the service does with an ErrorOutputPrefix that is plain text is not documented: here as with none at all.
    error: hasExpression(error) ? error : error + DEFAULT_ERROR,
  };
}

/** Why the service or this run refuses the prefixes; undefined if neither does. */
export function prefixProblem(prefix: string | undefined, errorPrefix: string | undefined): string | undefined {
  if (hasExpression(prefix) && !isGiven(errorPrefix)) {
    return 'Prefix holds an expression, so ErrorOutputPrefix must be given';
  }
  if (prefix?.includes('!{firehose:error-output-type}')) return 'Prefix must not hold !{firehose:error-output-type}';
  if (hasExpression(errorPrefix) && !errorPrefix?.includes('!{firehose:error-output-type}')) {
    return 'ErrorOutputPrefix holds an expression, so it must hold !{firehose:error-output-type}';
  }
  return expressionProblem('Prefix', prefix) ?? expressionProblem('ErrorOutputPrefix', errorPrefix);
}

export function usesPartitionKeys(prefix: string | undefined): boolean {
  return prefix?.includes('!{partitionKeyFrom') ?? false;
}

export function evaluatePrefix(prefix: string, values: PrefixValues): string {
  return prefix.replace(EXPRESSION, (_expression, namespace: string, value: string) => {
    if (namespace === 'timestamp') return formatDate(value, values.time);
    if (namespace !== 'firehose') return NO_PARTITION;
    return value === 'random-string' ? values.randomString() : values.errorType ?? '';
  });
}

function isGiven(prefix: string | undefined): prefix is string {
  return prefix !== undefined && prefix !== '';
}

function hasExpression(prefix: string | undefined): boolean {
  return prefix?.includes('!{') ?? false;
}

function expressionProblem(name: string, prefix: string = ''): string | undefined {
  for (const [expression, namespace, value] of prefix.matchAll(EXPRESSION)) {
    if (namespace === 'timestamp') {
      const problem = patternProblem(value);
      if (problem !== undefined) return `${name} holds ${expression}: ${problem}`;
    } else if (namespace === 'firehose' && value !== 'random-string' && value !== 'error-output-type') {
      return `${name} holds ${expression}: only random-string and error-output-type are values of firehose`;
    } else if (namespace !== 'firehose' && !namespace.startsWith('partitionKeyFrom')) {
      return `${name} holds ${expression}: the namespaces are timestamp, firehose and partitionKeyFrom…`;
    }
  }
  return prefix.replace(EXPRESSION, '').includes('!{') ? `${name} holds '!{' that is no expression !{namespace:value}` : undefined;
}
