import type { IGrantable, Grant } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Names, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { grantReadPrefix } from './bucket-access';
import { builtInQueries } from './built-in-queries';
import { DEFAULT_TABLE, EventCatalog } from './event-catalog';
import { claimName, DATABASE, WORKGROUP } from './name-claims';
import type { QueryOptions } from './query-options';
import { QueryWorkGroup } from './query-workgroup';
import { validateAnalytics } from './validation';
import { requireKind } from '../private/kinds';
import { DEFAULT_DATA_PREFIX, errorPrefix } from '../private/s3-layout';

/** What `AnalyticsQueries` stands over, and how it is called. */
export interface AnalyticsQueriesProps {
  /** The bucket that holds the events. Nothing is written to it and no rule is added to it. */
  readonly bucket: IBucket;

  /**
   * The prefix under which the events lie, by day: `<dataPrefix>dt=yyyy-MM-dd/`, one JSON object on each line. Concrete text of 2 to
   * 400 characters, `A-Z a-z 0-9 _ . = / -`, with one slash at the end, none in front, and no part that is empty, `.` or `..`. Failed records lie beside it: `firehose-errors/` beside `firehose/`.
   *
   * @default 'firehose/'
   */
  readonly dataPrefix?: string;

  /**
   * The Glue database to create: 1 to 255 characters of a-z, 0-9 and `_`. Another name replaces the database and its tables, which only describe files. A token
   * works too, but then the name cannot change later.
   *
   * @default - a name made of the path of this construct, different for each one
   */
  readonly databaseName?: string;

  /**
   * The table of events; `<tableName>_raw` and `<tableName>_errors` stand beside it. Concrete text of 1 to 248 characters: a-z, 0-9 and `_`.
   *
   * @default 'records'
   */
  readonly tableName?: string;

  /**
   * The first day (UTC) that has data, `yyyy-MM-dd`. Queries see no day before it, and each day from it to today is one more place to look for
   * files in a query that does not filter `dt`.
   *
   * @default '2026-01-01'
   */
  readonly dataStartDate?: string;

  /**
   * The KMS key of query results, and of the data where the bucket does not know its key (an imported one). Those who may query may use it.
   *
   * Objects that are encrypted with an earlier key also need `oldKey.grantDecrypt(analyst)`.
   *
   * @default - results are encrypted with keys that S3 manages
   */
  readonly encryptionKey?: IKey;

  /**
   * What happens to the bucket of query results when the stack is deleted. `RETAIN` keeps it together with its bucket policy. `DESTROY` deletes it with the results in it. The data bucket is not
   * touched in any case, and the tables, which only describe it, go with the stack.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * How queries run: scan limit, results, named queries of your own.
   *
   * @default - 100 GiB scanned at most per query, results in an own bucket for 30 days, the built-in queries only
   */
  readonly queries?: QueryOptions;

  /**
   * Whether resources made here acknowledge, each with a reason, the rules of cdk-nag (AwsSolutions, versions 2 and 3) that they do not follow on purpose.
   * `false` leaves that out of the template. What is found on resources of yours is never acknowledged.
   *
   * @see https://github.com/cdklabs/cdk-nag#suppressing-a-rule
   * @default true
   */
  readonly nagAcknowledgements?: boolean;
}

const DATABASE_DESCRIPTION = 'Events delivered by Amazon Data Firehose';

/**
 * Makes the events under a prefix of a bucket answer SQL in Athena: a database, tables whose partitions are computed, a workgroup with a scan limit, and
 * named queries in it. No crawler and no DDL by hand.
 */
export class AnalyticsQueries extends Construct {
  /** The name of the Glue database: a token, which follows an aspect that renames it. The other names below are tokens too. */
  readonly databaseName: string;
  /** The table of events. */
  readonly tableName: string;
  /** The table of events as JSON text, one column `event`, whatever shape they have. */
  readonly rawTableName: string;
  /** The table of the records that failed on their way. */
  readonly errorTableName: string;
  /** The Athena workgroup in which the named queries lie and in which a grantee of `grantQuery` may run queries. */
  readonly workGroupName: string;
  /** The names of all named queries, the built-in ones first. */
  readonly queryNames: string[];
  /** The bucket that query results are written to. */
  readonly resultsBucket: IBucket;

  private readonly bucket: IBucket;
  private readonly dataPrefix: string;
  private readonly dataKeys: IKey[];
  private readonly catalog: EventCatalog;
  private readonly workGroup: QueryWorkGroup;

  /**
   * @throws Error if a value is out of its limits, or if another construct of the app makes a database of the same name
   */
  constructor(scope: Construct, id: string, props: AnalyticsQueriesProps) {
    super(scope, id);
    requireKind(this, 'bucket', props.bucket, 'bucket');
    validateAnalytics(this, props);

    this.bucket = props.bucket;
    this.dataPrefix = props.dataPrefix ?? DEFAULT_DATA_PREFIX;
    this.dataKeys = dataKeys(props);
    const startDate = props.dataStartDate ?? '2026-01-01';

    claimName(this, DATABASE, props.databaseName);
    claimName(this, WORKGROUP, props.queries?.workGroupName);

    const defaultDatabaseName = this.uniqueDatabaseName();
    const files = { bucketName: props.bucket.bucketName, dataPrefix: this.dataPrefix, tableName: props.tableName ?? DEFAULT_TABLE, startDate };
    this.catalog = new EventCatalog(this, 'Catalog', {
      databaseName: props.databaseName ?? defaultDatabaseName, defaultDatabaseName, description: DATABASE_DESCRIPTION, files,
    });
    const { databaseName, tableNames } = this.catalog;
    this.databaseName = databaseName;
    this.tableName = tableNames.records;
    this.rawTableName = tableNames.rawRecords;
    this.errorTableName = tableNames.failedRecords;
    this.workGroup = new QueryWorkGroup(this, 'WorkGroup', {
      ...props.queries,
      databaseName,
      builtInQueries: builtInQueries({ databaseName, databaseDescription: DATABASE_DESCRIPTION, tableNames, files }),
      encryptionKey: props.encryptionKey,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
      nagAcknowledgements: props.nagAcknowledgements,
    });
    this.workGroupName = this.workGroup.workGroupName;
    this.queryNames = this.workGroup.queryNames;
    this.resultsBucket = this.workGroup.resultsBucket;
  }

  /**
   * Lets someone run queries in the workgroup: the named ones and their own, over events and failed records.
   *
   * The grantee must be of this account, and must not be in a stack that this one depends on: import such a role by its ARN. The grant fails for a
   * principal of another account.
   *
   * The Athena console also lists workgroups and data catalogs; AWS offers no resource to limit that to, so it is not part of this grant.
   */
  grantQuery(grantee: IGrantable): Grant {
    const run = this.workGroup.grantRun(grantee);
    return !run.success ? run : run
      .combine(this.catalog.grantRead(grantee))
      .combine(this.grantRead(grantee))
      .combine(this.grantReadErrors(grantee));
  }

  /** Lets someone read the files of the events, and no other object of the bucket. */
  grantRead(grantee: IGrantable): Grant {
    return this.grantDecrypt(grantee, grantReadPrefix(this.bucket, this.dataPrefix, grantee));
  }

  /** Lets someone read the files of the failed records, and no other object of the bucket. */
  grantReadErrors(grantee: IGrantable): Grant {
    return this.grantDecrypt(grantee, grantReadPrefix(this.bucket, errorPrefix(this.dataPrefix), grantee));
  }

  private grantDecrypt(grantee: IGrantable, read: Grant): Grant {
    return this.dataKeys.reduce((grant, key) => grant.combine(key.grantDecrypt(grantee)), read);
  }

  private uniqueDatabaseName(): string {
    return Names.uniqueResourceName(this, { maxLength: 255, separator: '_', allowedSpecialCharacters: '_' }).toLowerCase();
  }
}

/** The keys that objects of the data bucket may be encrypted with: an imported bucket does not know its own. */
function dataKeys(props: AnalyticsQueriesProps): IKey[] {
  const keys = [props.bucket.encryptionKey, props.encryptionKey];
  return [...new Set(keys.filter((key) => key !== undefined))];
}
