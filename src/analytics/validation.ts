import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { BUILT_IN_NAMES } from './built-in-queries';
import type { NamedQueryOptions, QueryOptions } from './query-options';
import { invalid, requireConcrete } from '../private/validate';

const CATALOG_NAME = /^[a-z0-9_]+$/;
const MAX_CATALOG_NAME = 255;
const LONGEST_TABLE_SUFFIX = '_errors';

/** Glue folds other letters to lower case, and the template would then differ from what is deployed for ever. */
export function validateDatabaseName(scope: IConstruct, name: string): void {
  validateCatalogName(scope, 'databaseName', name, MAX_CATALOG_NAME, 'write it as concrete text such as \'events\'');
}

export function validateTableName(scope: IConstruct, name: string): void {
  const max = MAX_CATALOG_NAME - LONGEST_TABLE_SUFFIX.length;
  validateCatalogName(scope, 'tableName', name, max, 'write it as concrete text such as \'records\'');
}

function validateCatalogName(scope: IConstruct, what: string, name: string, max: number, fix: string): void {
  requireConcrete(scope, what, name, fix);
  if (!CATALOG_NAME.test(name) || name.length > max) {
    throw invalid(scope, { what, got: `'${name}'`, allowed: `1 to ${max} characters of a-z, 0-9 and _`, fix });
  }
}

export function validateStartDate(scope: IConstruct, date: string): void {
  const fix = 'write the first day that has data, such as \'2026-01-01\'';
  requireConcrete(scope, 'dataStartDate', date, fix);
  if (!isRealDate(date)) {
    throw invalid(scope, { what: 'dataStartDate', got: `'${date}'`, allowed: 'a date of the calendar as yyyy-MM-dd', fix });
  }
}

function isRealDate(date: string): boolean {
  const midnight = new Date(`${date}T00:00:00Z`);
  // The 30th of February is read as the 2nd of March.
  return /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
}

const MIN_SCAN_BYTES = 10_000_000;

export function validateQueryOptions(scope: IConstruct, options: QueryOptions, dataBucket: IBucket): void {
  validateScanLimit(scope, options);
  validateResults(scope, options, dataBucket);
  validateNamedQueries(scope, options.namedQueries ?? []);
}

function validateScanLimit(scope: IConstruct, { scanLimit }: QueryOptions): void {
  if (scanLimit === undefined || scanLimit.isUnresolved()) {
    return;
  }
  const bytes = scanLimit.toBytes();
  if (bytes < MIN_SCAN_BYTES) {
    throw invalid(scope, {
      what: 'queries.scanLimit',
      got: `${bytes} bytes`,
      allowed: `${MIN_SCAN_BYTES} bytes or more`,
      fix: 'raise it, for instance to Size.gibibytes(1)',
    });
  }
}

function validateResults(scope: IConstruct, { resultsBucket, resultExpiry }: QueryOptions, dataBucket: IBucket): void {
  if (resultsBucket && sameBucket(resultsBucket, dataBucket)) {
    throw invalid(scope, {
      what: 'queries.resultsBucket',
      got: 'the data bucket',
      allowed: 'any other bucket',
      fix: 'leave it out to get a bucket for results only',
    });
  }
  if (resultsBucket && resultExpiry) {
    throw invalid(scope, {
      what: 'queries.resultExpiry',
      got: 'an expiry together with resultsBucket',
      allowed: 'an expiry of the bucket that this construct makes',
      fix: 'leave it out and set a lifecycle rule on your bucket',
    });
  }
  if (resultExpiry && !resultExpiry.isUnresolved()) {
    const days = resultExpiry.toDays({ integral: false });
    if (days < 1 || !Number.isInteger(days)) {
      throw invalid(scope, {
        what: 'queries.resultExpiry',
        got: `${days} days`,
        allowed: 'whole days, 1 or more',
        fix: 'write it as Duration.days(30)',
      });
    }
  }
}

/** An imported bucket is known by its name, one of the app by its place in the tree. */
function sameBucket(one: IBucket, other: IBucket): boolean {
  return one.node.path === other.node.path || (!Token.isUnresolved(one.bucketName) && one.bucketName === other.bucketName);
}

const QUERY_NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const MAX_QUERY_NAME = 128;
const MAX_DESCRIPTION = 1024;
const MAX_SQL_BYTES = 262_144;
// `CREATE TABLE AS SELECT` writes its files into the folder of this name, and they must not expire with a query's results.
const RESERVED_FOLDER = 'tables';

function validateNamedQueries(scope: IConstruct, queries: readonly NamedQueryOptions[]): void {
  const taken = new Set([...BUILT_IN_NAMES, RESERVED_FOLDER]);
  for (const query of queries) {
    validateNamedQuery(scope, query);
    if (taken.has(query.name)) {
      throw invalid(scope, {
        what: 'queries.namedQueries name',
        got: `'${query.name}', which is taken`,
        allowed: `a name other than ${[...taken].join(', ')}`,
        fix: 'choose another name',
      });
    }
    taken.add(query.name);
  }
}

function validateNamedQuery(scope: IConstruct, query: NamedQueryOptions): void {
  const fix = 'write it as concrete text such as \'top-pages\'';
  requireConcrete(scope, 'queries.namedQueries name', query.name, fix);
  if (!QUERY_NAME.test(query.name) || query.name.length > MAX_QUERY_NAME) {
    throw invalid(scope, {
      what: 'queries.namedQueries name',
      got: `'${query.name}'`,
      allowed: `1 to ${MAX_QUERY_NAME} lower-case letters and digits with single hyphens between them`,
      fix,
    });
  }
  if (!Token.isUnresolved(query.sql)) {
    const bytes = Buffer.byteLength(query.sql);
    if (query.sql.trim() === '' || bytes > MAX_SQL_BYTES) {
      throw invalid(scope, {
        what: `sql of the named query '${query.name}'`,
        got: `${bytes} bytes${bytes > MAX_SQL_BYTES ? '' : ' with no statement in them'}`,
        allowed: `a statement of up to ${MAX_SQL_BYTES} bytes`,
        fix: bytes > MAX_SQL_BYTES ? 'split the query' : 'write the statement or leave the query out',
      });
    }
  }
  if (query.description !== undefined && !Token.isUnresolved(query.description)
    && (query.description.length === 0 || query.description.length > MAX_DESCRIPTION)) {
    throw invalid(scope, {
      what: `description of the named query '${query.name}'`,
      got: `${query.description.length} characters`,
      allowed: `1 to ${MAX_DESCRIPTION} characters`,
      fix: 'shorten it or leave it out',
    });
  }
}
