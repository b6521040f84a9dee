import type { IConstruct } from 'constructs';
import { invalid, requireConcrete } from './validate';

/**
 * The keys under which Firehose writes and Athena reads. Writer and reader take them from here, so that they cannot disagree.
 *
 * Hive style (`name=value/`), so that partition projection needs no location template.
 */

export const DEFAULT_DATA_PREFIX = 'firehose/';

/** The partition key of every layout: the arrival day (UTC) of the oldest record of an object. */
export const DAY_KEY = 'dt';
export const DAY_FORMAT = 'yyyy-MM-dd';
/** The second partition key of failed records: Firehose's error output type. */
export const ERROR_TYPE_KEY = 'type';

const DAY_PARTITION = `${DAY_KEY}=!{timestamp:${DAY_FORMAT}}/`;

/** Firehose's `Prefix`. */
export function dataPartitionPrefix(dataPrefix: string): string {
  return `${dataPrefix}${DAY_PARTITION}`;
}

/** Where failed records lie: beside the data, never under it, or a table over the data would read them. */
export function errorPrefix(dataPrefix: string): string {
  return `${dataPrefix.slice(0, -1)}-errors/`;
}

/** Firehose's `ErrorOutputPrefix`. */
export function errorPartitionPrefix(dataPrefix: string): string {
  return `${errorPrefix(dataPrefix)}${ERROR_TYPE_KEY}=!{firehose:error-output-type}/${DAY_PARTITION}`;
}

// Firehose evaluates a prefix to at most 512 characters, and the longest of ours adds `-errors/type=…/dt=…/`.
const MAX_LENGTH = 400;
// The characters that S3 calls safe, less those that mean something in a policy or an expression.
const SAFE_KEY = /^[A-Za-z0-9_.=/-]+$/;

/**
 * Athena skips what begins with `_` or `.`. Its documentation says that of files, and advises against underscores in locations altogether.
 * @see https://docs.aws.amazon.com/athena/latest/ug/tables-location-format.html
 */
export function hasHiddenSegment(dataPrefix: string): boolean {
  return dataPrefix.split('/').some((segment) => /^[_.]/.test(segment));
}

/** @throws Error if the prefix is not concrete text that ends in one slash */
export function validateDataPrefix(scope: IConstruct, dataPrefix: string): void {
  const fix = 'write it as concrete text such as \'firehose/\'';
  requireConcrete(scope, 'dataPrefix', dataPrefix, fix);
  const allowed = `2 to ${MAX_LENGTH} characters of A-Z a-z 0-9 _ . = / -, no slash in front, one at the end, no part that is empty, . or .., no expression`;
  const ok = dataPrefix.length <= MAX_LENGTH && SAFE_KEY.test(dataPrefix) && !dataPrefix.startsWith('/') && dataPrefix.endsWith('/')
    && !dataPrefix.includes('//') && !dataPrefix.split('/').some((segment) => segment === '.' || segment === '..');
  if (!ok) {
    throw invalid(scope, { what: 'dataPrefix', got: `'${dataPrefix}'`, allowed, fix });
  }
}
