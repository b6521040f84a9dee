import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import type { Deployment } from '../../cli/template/deployment';
import { AnalyticsQueries } from '../../src/analytics';
import type { AnalyticsQueriesProps } from '../../src/analytics';
import { createTable } from '../../src/analytics/hive-ddl';
import { deployed, namedQuery } from '../support/deployed';

/** As much of Hive's grammar as these statements need, read from the text alone. */
function parse(ddl: string) {
  const unescape = (text: string) => text.replace(/\\(.)/g, '$1');
  const texts = (part: string) => [...part.matchAll(/'((?:[^'\\]|\\.)*)'/g)].map((match) => unescape(match[1]));
  const after = (words: RegExp) => texts(ddl.slice(ddl.search(words)).replace(words, ''))[0];
  const list = (opening: RegExp) => {
    const from = ddl.search(opening);
    return from < 0 ? '' : ddl.slice(from, ddl.indexOf('\n)', from));
  };
  const columns = (part: string) => [...part.matchAll(/^ {2}`([^`]+)` (\S+?)(?: COMMENT '((?:[^'\\]|\\.)*)')?,?$/gm)]
    .map(([, Name, Type, Comment]) => ({ Name, Type, ...Comment === undefined ? {} : { Comment: unescape(Comment) } }));
  const properties = (part: string) => Object.fromEntries([...part.matchAll(/^ {2}(.*?) = (.*?),?$/gm)].map(([, name, value]) => [texts(name)[0], texts(value)[0]]));
  const [, database, table] = /^CREATE EXTERNAL TABLE IF NOT EXISTS `(\w+)`\.`(\w+)` \($/m.exec(ddl)!;
  return {
    database,
    table,
    columns: columns(list(/\(\n/)),
    comment: after(/^COMMENT/m),
    partitionKeys: columns(list(/^PARTITIONED BY/m)),
    serde: after(/^ROW FORMAT SERDE/m),
    serdeProperties: properties(list(/^WITH SERDEPROPERTIES/m)),
    inputFormat: after(/^STORED AS INPUTFORMAT/m),
    outputFormat: after(/^OUTPUTFORMAT/m),
    location: after(/^LOCATION/m),
    properties: properties(list(/^TBLPROPERTIES/m)),
  };
}

function deploymentOf(props: Omit<AnalyticsQueriesProps, 'bucket'> = {}): Deployment {
  return deployed((app) => {
    const stack = new Stack(app, 'Test');
    new AnalyticsQueries(stack, 'Analytics', { bucket: Bucket.fromBucketName(stack, 'Data', 'data'), ...props });
  });
}

const textOf = (deployment: Deployment, name: string) => namedQuery(deployment, name).properties.QueryString;

test.each([
  ['by default', {}],
  ['with every name given', { databaseName: 'web', tableName: 'clicks', dataStartDate: '2024-02-29', dataPrefix: 'a=b/here/' }],
])('create-table makes what the stack makes, %s', (_case, props) => {
  const deployment = deploymentOf(props);
  const [{ properties: { DatabaseName, TableInput } }] = deployment.resources('AWS::Glue::Table');
  expect(parse(textOf(deployment, 'create-table'))).toEqual({
    database: DatabaseName,
    table: TableInput.Name,
    columns: TableInput.StorageDescriptor.Columns,
    comment: TableInput.Description,
    partitionKeys: TableInput.PartitionKeys,
    serde: TableInput.StorageDescriptor.SerdeInfo.SerializationLibrary,
    serdeProperties: TableInput.StorageDescriptor.SerdeInfo.Parameters,
    inputFormat: TableInput.StorageDescriptor.InputFormat,
    outputFormat: TableInput.StorageDescriptor.OutputFormat,
    location: TableInput.StorageDescriptor.Location,
    properties: TableInput.Parameters,
  });
});

test('create-database makes the database that the stack makes', () => {
  const deployment = deploymentOf({ databaseName: 'web' });
  const [{ properties: { DatabaseInput } }] = deployment.resources('AWS::Glue::Database');
  expect(textOf(deployment, 'create-database')).toBe(`CREATE DATABASE IF NOT EXISTS \`${DatabaseInput.Name}\`\nCOMMENT '${DatabaseInput.Description}'`);
});

test('a table without partition keys has no such clause, and quotes are escaped', () => {
  const ddl = createTable('db', {
    name: 't',
    description: 'it\'s a \\ table',
    columns: [{ name: 'a', type: 'struct<x:int>', comment: 'it\'s' }, { name: 'b', type: 'bigint' }],
    partitionKeys: [],
    location: 's3://bucket/',
    format: { inputFormat: 'in', outputFormat: 'out', serde: 'serde', serdeParameters: { 'field.delim': ',' } },
    parameters: { classification: 'csv' },
  });
  expect(ddl).not.toContain('PARTITIONED');
  expect(ddl).toContain('COMMENT \'it\\\'s a \\\\ table\'');
  expect(parse(ddl)).toMatchObject({
    comment: 'it\'s a \\ table',
    columns: [{ Name: 'a', Type: 'struct<x:int>', Comment: 'it\'s' }, { Name: 'b', Type: 'bigint' }],
    partitionKeys: [],
    serdeProperties: { 'field.delim': ',' },
  });
});
