import { CfnNamedQuery, CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import type { RemovalPolicy } from 'aws-cdk-lib/core';
import { Duration, Names, Resource, Size, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { grantResults } from './bucket-access';
import type { BuiltInQuery } from './built-in-queries';
import { RUN_QUERIES } from './permissions';
import type { QueryOptions } from './query-options';
import { createResultsBucket, RESULTS_PREFIX } from './results-bucket';
import { emptyingOf } from '../private/bucket-identity';
import { inAnotherAccount } from '../private/environment';
import type { NagSettings } from '../private/nag-acknowledgements';
import { acknowledgeFindings } from '../private/nag-acknowledgements';
import { ENCRYPT_OBJECTS } from '../private/permissions';
import { lateName, referToName } from '../private/resource-names';
import { warn } from '../private/warnings';

/** At $5 for a TB a query that reaches it has cost about half a dollar. */
const DEFAULT_SCAN_GIBIBYTES = 100;
const DEFAULT_RESULT_DAYS = 30;

export interface QueryWorkGroupProps extends QueryOptions, NagSettings {
  readonly databaseName: string;
  readonly builtInQueries: readonly BuiltInQuery[];
  /** @default - results are encrypted with keys that S3 manages */
  readonly encryptionKey?: IKey;
  readonly removalPolicy: RemovalPolicy;
}

/** Where queries run: the workgroup with its limits, the place of the results, and the named queries. */
export class QueryWorkGroup extends Construct {
  readonly workGroupName: string;
  readonly resultsBucket: IBucket;
  readonly queryNames: string[];

  private readonly resultsPrefix: string;
  private readonly resultsKey?: IKey;

  constructor(scope: Construct, id: string, props: QueryWorkGroupProps) {
    super(scope, id);
    const queries = [...props.builtInQueries, ...(props.namedQueries ?? []).map((query) => ({ ...query, id: query.name }))];
    const resources: CfnNamedQuery[] = [];
    const folders = queries.map((_, n) => lateName(() => resources[n].name));
    this.queryNames = queries.map((query) => query.name);
    this.resultsKey = props.encryptionKey ?? props.resultsBucket?.encryptionKey;
    // On a bucket that others use too, nobody may read the results of another workgroup. Its own name is no reference: it is a part of the workgroup.
    this.resultsPrefix = props.resultsBucket ? `${lateName(() => workGroup.name)}/` : RESULTS_PREFIX;
    this.resultsBucket = props.resultsBucket ?? this.createBucket(props, folders);

    if (props.resultsBucket) {
      this.warnOfResults(props.resultsBucket);
    }
    const workGroup = this.createWorkGroup(props.workGroupName, props.scanLimit ?? Size.gibibytes(DEFAULT_SCAN_GIBIBYTES));
    // At deletion the workgroup must be gone before the custom resource that empties the bucket starts. The bucket itself is referred to already.
    workGroup.node.addDependency(...emptyingOf(this.resultsBucket));
    this.workGroupName = referToName(workGroup, () => workGroup.name);
    resources.push(...queries.map((query) => this.createNamedQuery(query, props.databaseName)));
  }

  /** Running queries here and reading their results; what the queries read is not part of it. */
  grantRun(grantee: IGrantable): Grant {
    const workGroupArn = Stack.of(this).formatArn({ service: 'athena', resource: 'workgroup', resourceName: this.workGroupName });
    const run = Grant.addToPrincipal({ grantee, actions: RUN_QUERIES, resourceArns: [workGroupArn] });
    // A principal of another account has no policy here, and a part of the permissions would be of no use.
    if (!run.success) {
      return run;
    }
    const results = run.combine(grantResults(this.resultsBucket, this.resultsPrefix, grantee));
    return this.resultsKey ? results.combine(this.resultsKey.grant(grantee, ...ENCRYPT_OBJECTS)) : results;
  }

  private createBucket(props: QueryWorkGroupProps, queryNames: readonly string[]): Bucket {
    const bucket = createResultsBucket(this, 'Results', {
      encryptionKey: props.encryptionKey,
      removalPolicy: props.removalPolicy,
      expiry: props.resultExpiry ?? Duration.days(DEFAULT_RESULT_DAYS),
      queryNames,
    });
    acknowledgeFindings(bucket, props, {
      id: 'AwsSolutions-S1',
      reason: 'Holds results of queries, which can be asked again; who wants access logs brings a bucket that has them, as queries.resultsBucket.',
    });
    return bucket;
  }

  private warnOfResults(bucket: IBucket): void {
    if (inAnotherAccount(this, bucket)) {
      warn(this, 'resultsBucketOfAnotherAccount',
        'queries.resultsBucket: got one in another account, whose bucket policy must allow whoever queries; no query gives a result until it does');
    }
    if (!Resource.isOwnedResource(bucket) && !this.resultsKey) {
      warn(this, 'unknownResultsKey', 'queries.resultsBucket: got an imported one, whose key is unknown here, so results are encrypted with keys that S3 '
        + 'manages; pass encryptionKey to use another');
    }
  }

  private createWorkGroup(name: string | undefined, scanLimit: Size): CfnWorkGroup {
    return new CfnWorkGroup(this, 'Resource', {
      name: name ?? Names.uniqueResourceName(this, { maxLength: 128, separator: '-', allowedSpecialCharacters: '-' }),
      description: 'Queries over events',
      state: 'ENABLED',
      // Athena keeps a history in every workgroup, and a workgroup with a history cannot be deleted otherwise.
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        bytesScannedCutoffPerQuery: scanLimit.toBytes(),
        publishCloudWatchMetricsEnabled: true,
        requesterPaysEnabled: false,
        resultConfiguration: {
          outputLocation: `s3://${this.resultsBucket.bucketName}/${this.resultsPrefix}`,
          encryptionConfiguration: this.resultsKey
            ? { encryptionOption: 'SSE_KMS', kmsKey: this.resultsKey.keyArn }
            : { encryptionOption: 'SSE_S3' },
        },
      },
    });
  }

  private createNamedQuery(query: BuiltInQuery, databaseName: string): CfnNamedQuery {
    return new CfnNamedQuery(this, query.id, {
      name: query.name,
      description: query.description,
      database: databaseName,
      workGroup: this.workGroupName,
      queryString: query.sql,
    });
  }
}
