import type { Deployment, Resource } from '../../../cli/template/deployment';
import { arnOf, s3ArnOf } from '../../support/iam/arn';
import { defaultKeyOf, keyNeeds } from '../../support/iam/bucket-keys';
import { listing, needs } from '../../support/iam/need';
import type { Need } from '../../support/iam/need';
import { name, place } from '../../support/iam/place';

const S3_ACTIONS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html';
const WORKGROUP = 'https://docs.aws.amazon.com/athena/latest/ug/example-policies-workgroup.html#example3-user-access';
const STATISTICS = 'https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryRuntimeStatistics.html';
/** The actions of Athena's own policy, less those that write into the catalog and those that make or list buckets. */
const ATHENA_POLICY = 'https://docs.aws.amazon.com/athena/latest/ug/security-iam-awsmanpol.html#amazonathenafullaccess-managed-policy';
/** "You need permissions to call this action on the resource and all ancestors": on the catalog, the database and the table. */
const CATALOG = 'https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html#access-to-glue-resources-limitations';
const DEFAULT_DATABASE = 'https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html#full-access-to-default-db-per-region';
const KEYS = 'https://docs.aws.amazon.com/athena/latest/ug/encryption.html#permissions-for-encrypting-and-decrypting-data';

/** Reading the files of the events. @param keys what they may be encrypted with */
export function readNeeds(deployment: Deployment, keys: readonly string[] = []): Need[] {
  return [...fileNeeds(deployment, 'records'), ...decryptNeeds(deployment, keys)];
}

/** Reading the files of the failed records. */
export function readErrorsNeeds(deployment: Deployment, keys: readonly string[] = []): Need[] {
  return [...fileNeeds(deployment, 'records_errors'), ...decryptNeeds(deployment, keys)];
}

/** Running queries over both in the workgroup, and reading the results. */
export function queryNeeds(deployment: Deployment, keys: readonly string[] = []): Need[] {
  return [
    ...workgroupNeeds(deployment),
    ...resultNeeds(deployment),
    ...catalogNeeds(deployment),
    ...readNeeds(deployment, keys),
    ...readErrorsNeeds(deployment, keys),
  ];
}

function fileNeeds(deployment: Deployment, tableName: string): Need[] {
  const { properties: { TableInput: { StorageDescriptor: { Location: location } } } } = tableOf(deployment, tableName);
  return [
    ...filesAt(deployment, location, ['s3:GetObject'], S3_ACTIONS),
    ...needs(S3_ACTIONS, ['s3:GetBucketLocation'], bucketAt(deployment, location)),
  ];
}

function decryptNeeds(deployment: Deployment, keys: readonly string[]): Need[] {
  return keys.flatMap((key) => keyNeeds(KEYS, ['kms:Decrypt'], key, deployment));
}

function workgroupNeeds(deployment: Deployment): Need[] {
  const workgroup = place`${arnOf('athena', deployment)}:workgroup/${name(workGroupOf(deployment).ref)}`;
  return [
    ...needs(WORKGROUP, [
      'athena:StartQueryExecution', 'athena:StopQueryExecution', 'athena:GetQueryExecution', 'athena:BatchGetQueryExecution', 'athena:ListQueryExecutions',
      'athena:GetQueryResults', 'athena:GetQueryResultsStream', 'athena:GetNamedQuery', 'athena:BatchGetNamedQuery', 'athena:ListNamedQueries',
      'athena:GetWorkGroup',
    ], workgroup),
    ...needs(STATISTICS, ['athena:GetQueryRuntimeStatistics'], workgroup),
  ];
}

/** What Athena does with results in the name of the one who asks. */
function resultNeeds(deployment: Deployment): Need[] {
  const { ResultConfiguration: results } = workGroupOf(deployment).properties.WorkGroupConfiguration;
  const { OutputLocation: location, EncryptionConfiguration: encryption } = results;
  const key = encryption.KmsKey ?? defaultKeyOf(deployment, partsOf(location).bucket);
  return [
    ...filesAt(deployment, location, ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'], ATHENA_POLICY),
    ...needs(ATHENA_POLICY, ['s3:GetBucketLocation', 's3:ListBucketMultipartUploads'], bucketAt(deployment, location)),
    ...key === undefined ? [] : keyNeeds(KEYS, ['kms:Decrypt', 'kms:GenerateDataKey'], key, deployment),
  ];
}

function catalogNeeds(deployment: Deployment): Need[] {
  const glue = arnOf('glue', deployment);
  const [{ ref: database }] = deployment.resources('AWS::Glue::Database');
  const ancestors = [place`${glue}:catalog`, place`${glue}:database/${name(database)}`];
  const tables = deployment.resources('AWS::Glue::Table').map(({ ref }) => place`${glue}:table/${name(database)}/${ref}`);
  return [
    ...ancestors.flatMap((ancestor) => needs(CATALOG, ['glue:GetDatabase', 'glue:GetDatabases'], ancestor)),
    ...[...ancestors, ...tables].flatMap((each) => needs(CATALOG, [
      'glue:GetTable', 'glue:GetTables', 'glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition',
    ], each)),
    ...needs(DEFAULT_DATABASE, ['glue:GetDatabase'], place`${glue}:database/${name('default')}`),
  ];
}

/** The files at a location, and listing them. */
function filesAt(deployment: Deployment, location: string, actions: readonly string[], source: string): Need[] {
  const { bucket, prefix } = partsOf(location);
  return [
    ...needs(source, actions, place`${s3ArnOf(deployment)}:::${name(bucket)}/${name(prefix)}/dt=2026-11-22/file`),
    ...listing(source, bucketAt(deployment, location), place`${name(prefix)}/dt=2026-11-22/`),
  ];
}

function bucketAt(deployment: Deployment, location: string) {
  return place`${s3ArnOf(deployment)}:::${name(partsOf(location).bucket)}`;
}

/** `s3://bucket/prefix/` */
function partsOf(location: string): { readonly bucket: string; readonly prefix: string } {
  const [, bucket, prefix] = /^s3:\/\/([^/]+)\/(.+)\/$/.exec(location)!;
  return { bucket, prefix };
}

function workGroupOf(deployment: Deployment): Resource {
  return deployment.resources('AWS::Athena::WorkGroup')[0];
}

function tableOf(deployment: Deployment, tableName: string): Resource {
  return deployment.resources('AWS::Glue::Table').find(({ properties }) => properties.TableInput.Name === tableName)!;
}
