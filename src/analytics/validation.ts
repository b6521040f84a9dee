import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { validateNamedQueries } from './named-query-validation';
import type { QueryOptions } from './query-options';
import { bucketIdentity } from '../private/bucket-identity';
import { requireKey } from '../private/keys';
import { validateDataPrefix } from '../private/s3-layout';
import { invalid, requireConcrete } from '../private/validate';

const CATALOG_NAME = /^[a-z0-9_]+$/;
const MAX_CATALOG_NAME = 255;
const LONGEST_TABLE_SUFFIX = '_errors';

/** What the queries and a pipeline have under the same name. */
interface AnalyticsSettings {
  readonly bucket?: IBucket;
  readonly dataPrefix?: string;
  readonly databaseName?: string;
  readonly tableName?: string;
  readonly dataStartDate?: string;
  readonly encryptionKey?: IKey;
  readonly queries?: QueryOptions;
}

/** @throws Error if a value is out of its limits */
export function validateAnalytics(scope: IConstruct, settings: AnalyticsSettings): void {
  const given: [string | undefined, (scope: IConstruct, value: string) => void][] = [
    [settings.dataPrefix, validateDataPrefix],
    [settings.databaseName, validateDatabaseName],
    [settings.tableName, validateTableName],
    [settings.dataStartDate, validateStartDate],
  ];
  for (const [value, validate] of given) {
    if (value !== undefined) {
      validate(scope, value);
    }
  }
  requireKey(scope, 'encryptionKey', settings.encryptionKey);
  validateQueryOptions(scope, settings.queries ?? {}, settings.bucket);
}

/** Glue folds other letters to lower case, and the template would then differ from what is deployed for ever. */
function validateDatabaseName(scope: IConstruct, name: string): void {
  validateCatalogName(scope, 'databaseName', name, MAX_CATALOG_NAME, 'write it as concrete text such as \'events\'');
}

function validateTableName(scope: IConstruct, name: string): void {
  const max = MAX_CATALOG_NAME - LONGEST_TABLE_SUFFIX.length;
  validateCatalogName(scope, 'tableName', name, max, 'write it as concrete text such as \'records\'');
}

function validateCatalogName(scope: IConstruct, what: string, name: string, max: number, fix: string): void {
  requireConcrete(scope, what, name, fix);
  if (!CATALOG_NAME.test(name) || name.length > max) {
    throw invalid(scope, { what, got: `'${name}'`, allowed: `1 to ${max} characters of a-z, 0-9 and _`, fix });
  }
}

function validateStartDate(scope: IConstruct, date: string): void {
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

function validateQueryOptions(scope: IConstruct, options: QueryOptions, dataBucket: IBucket | undefined): void {
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

function validateResults(scope: IConstruct, { resultsBucket, resultExpiry }: QueryOptions, dataBucket: IBucket | undefined): void {
  if (resultsBucket && dataBucket && bucketIdentity(resultsBucket) === bucketIdentity(dataBucket)) {
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
