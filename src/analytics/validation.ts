import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { RemovalPolicy } from 'aws-cdk-lib/core';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { DATABASE, requireFreeName } from './name-claims';
import type { QueryOptions } from './query-options';
import { validateQueryOptions } from './query-options-validation';
import { requireKey } from '../private/keys';
import { requireKinds } from '../private/kinds';
import { requireRemovalPolicy } from '../private/removal-policy';
import { validateDataPrefix } from '../private/s3-layout';
import { invalid, requireConcrete } from '../private/validate';

const CATALOG_NAME = /^[a-z0-9_]+$/;
const MAX_CATALOG_NAME = 255;
const LONGEST_TABLE_SUFFIX = '_errors';
/** Athena has both in every catalog. */
const TAKEN_DATABASES = ['default', 'information_schema'];

/** What the queries and a pipeline have under the same name. */
interface AnalyticsSettings {
  readonly bucket?: IBucket;
  readonly dataPrefix?: string;
  readonly databaseName?: string;
  readonly tableName?: string;
  readonly dataStartDate?: string;
  readonly encryptionKey?: IKey;
  readonly removalPolicy?: RemovalPolicy;
  readonly queries?: QueryOptions;
}

/** @throws Error if a value is out of its limits */
export function validateAnalytics(scope: IConstruct, settings: AnalyticsSettings): void {
  requireKinds(scope, settings, {
    bucket: 'bucket',
    dataPrefix: 'text',
    databaseName: 'text',
    tableName: 'text',
    dataStartDate: 'text',
    encryptionKey: 'key',
    removalPolicy: 'text',
    queries: 'settings',
    nagAcknowledgements: 'flag',
  });
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
  requireRemovalPolicy(scope, settings.removalPolicy);
  validateQueryOptions(scope, settings.queries ?? {}, settings.bucket);
}

/** Glue folds other letters to lower case, and the template would then differ from what is deployed for ever. */
function validateDatabaseName(scope: IConstruct, name: string): void {
  if (Token.isUnresolved(name)) {
    return;
  }
  validateCatalogName(scope, 'databaseName', name, MAX_CATALOG_NAME, 'write it as \'events\'');
  if (TAKEN_DATABASES.includes(name)) {
    throw invalid(scope, {
      what: 'databaseName',
      got: `'${name}', which a catalog has already`,
      allowed: `a name other than ${TAKEN_DATABASES.join(', ')}`,
      fix: 'choose another, or leave it out to get one',
    });
  }
  requireFreeName(scope, DATABASE, name);
}

function validateTableName(scope: IConstruct, name: string): void {
  const max = MAX_CATALOG_NAME - LONGEST_TABLE_SUFFIX.length;
  const fix = 'write it as concrete text such as \'records\'';
  requireConcrete(scope, 'tableName', name, fix);
  validateCatalogName(scope, 'tableName', name, max, fix);
}

function validateCatalogName(scope: IConstruct, what: string, name: string, max: number, fix: string): void {
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
