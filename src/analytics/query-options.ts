import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Duration, Size } from 'aws-cdk-lib/core';

/** A query of your own that the workgroup keeps beside the built-in ones. */
export interface NamedQueryOptions {
  /**
   * The name, in kebab case: lower-case letters, digits and single hyphens, 1 to 128 characters.
   *
   * It must differ from the built-in names, and `tables` is reserved.
   */
  readonly name: string;

  /**
   * The SQL, up to 262,144 bytes. Table names need no database: the query runs in the database of this construct.
   *
   * Filter `dt`, the partition key: a query without it reads everything that was ever stored.
   */
  readonly sql: string;

  /**
   * One line that says what the query answers, up to 1,024 characters.
   *
   * @default - no description
   */
  readonly description?: string;
}

/** How queries run, what they may cost, and where their results go. */
export interface QueryOptions {
  /**
   * The name of the workgroup: 1 to 128 of `A-Z a-z 0-9 . _ -`, and not `primary`, which every account has. Another name replaces the workgroup, and its history of
   * queries is deleted with the old one. Set it where one template is deployed more than once in a region; a token works.
   *
   * @see https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateWorkGroup.html
   * @default - a name made of the path of the construct
   */
  readonly workGroupName?: string;

  /**
   * The most that one query may scan. Athena cancels a query that goes beyond it; what it scanned until then is billed.
   *
   * Minimum: 10 MB (10,000,000 bytes).
   *
   * @default Size.gibibytes(100)
   */
  readonly scanLimit?: Size;

  /**
   * Where results are written, under a prefix named like the workgroup. Expiry, encryption and access of this bucket stay with its owner: no rule
   * is added to it. It must not be the data bucket.
   *
   * @default - a bucket of its own: encrypted, not public, TLS only, results expire
   */
  readonly resultsBucket?: IBucket;

  /**
   * How long results are kept, in whole days. Minimum: 1 day. Tables made by `CREATE TABLE AS SELECT` do not expire.
   *
   * Only for the bucket that this construct makes.
   *
   * @default Duration.days(30)
   */
  readonly resultExpiry?: Duration;

  /**
   * Queries of your own, kept in the workgroup beside the built-in ones.
   *
   * @default - the built-in queries only
   */
  readonly namedQueries?: NamedQueryOptions[];
}
