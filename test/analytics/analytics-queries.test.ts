import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, AccountRootPrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { App, NestedStack, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib/core';
import { AnalyticsQueries } from '../../src/analytics';
import type { AnalyticsQueriesProps } from '../../src/analytics';
import { newStack } from '../support/stacks';

type Props = Omit<AnalyticsQueriesProps, 'bucket'>;

function queriesOver(stack: Stack, props: Props = {}): AnalyticsQueries {
  return new AnalyticsQueries(stack, 'Analytics', { bucket: new Bucket(stack, 'Data'), ...props });
}

function templateOf(props: Props = {}): Template {
  const stack = newStack();
  queriesOver(stack, props);
  return Template.fromStack(stack);
}

const tablesOf = (template: Template) => Object.values(template.findResources('AWS::Glue::Table')).map((table) => table.Properties);
const idOf = (template: Template, type: string) => Object.keys(template.findResources(type))[0];
const namedQueriesOf = (template: Template) => Object.values(template.findResources('AWS::Athena::NamedQuery')).map((query) => query.Properties);

describe('tables', () => {
  test('are called records, records_raw and records_errors, or after tableName', () => {
    expect(tablesOf(templateOf()).map((table) => table.TableInput.Name)).toEqual(['records', 'records_raw', 'records_errors']);
    expect(tablesOf(templateOf({ tableName: 'clicks' })).map((table) => table.TableInput.Name)).toEqual(['clicks', 'clicks_raw', 'clicks_errors']);
  });

  test.each(['records', 'records_raw'])('%s gives each line as the text column event, by day', (Name) => {
    templateOf().hasResourceProperties('AWS::Glue::Table', {
      TableInput: {
        Name,
        TableType: 'EXTERNAL_TABLE',
        PartitionKeys: [Match.objectLike({ Name: 'dt', Type: 'string' })],
        Parameters: {
          'classification': 'json',
          'projection.enabled': 'true',
          'projection.dt.type': 'date',
          'projection.dt.range': '2026-01-01,NOW',
          'projection.dt.format': 'yyyy-MM-dd',
          'projection.dt.interval': '1',
          'projection.dt.interval.unit': 'DAYS',
        },
        StorageDescriptor: {
          Columns: [Match.objectLike({ Name: 'event', Type: 'string' })],
          Location: { 'Fn::Join': ['', ['s3://', { Ref: Match.stringLikeRegexp('^Data') }, '/firehose/']] },
          InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
          OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
          SerdeInfo: {
            SerializationLibrary: 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe',
            Parameters: { 'serialization.format': '1' },
          },
        },
      },
    });
  });

  test('records_errors gives the fields of the envelope that Firehose writes, by type and day', () => {
    templateOf().hasResourceProperties('AWS::Glue::Table', {
      TableInput: {
        Name: 'records_errors',
        PartitionKeys: [Match.objectLike({ Name: 'type', Type: 'string' }), Match.objectLike({ Name: 'dt', Type: 'string' })],
        Parameters: Match.objectLike({
          'projection.enabled': 'true',
          'projection.type.type': 'enum',
          'projection.type.values': Match.stringLikeRegexp('(^|,)processing-failed(,|$)'),
          'projection.dt.type': 'date',
          'projection.dt.range': '2026-01-01,NOW',
        }),
        StorageDescriptor: {
          Location: { 'Fn::Join': ['', ['s3://', { Ref: Match.stringLikeRegexp('^Data') }, '/firehose-errors/']] },
          SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe', Parameters: { 'ignore.malformed.json': 'true' } },
        },
      },
    });
    const errors = tablesOf(templateOf()).find((table) => table.TableInput.Name === 'records_errors');
    expect(errors.TableInput.StorageDescriptor.Columns.map((column: any) => [column.Name, column.Type])).toEqual([
      ['attemptsmade', 'int'], ['arrivaltimestamp', 'bigint'], ['errorcode', 'string'], ['errormessage', 'string'],
      ['attemptendingtimestamp', 'bigint'], ['rawdata', 'string'], ['lambdaarn', 'string'],
    ]);
  });

  test('stand over another prefix, from another day', () => {
    const tables = tablesOf(templateOf({ dataPrefix: 'a/b/', dataStartDate: '2024-02-29' }));
    expect(tables.map((table) => table.TableInput.StorageDescriptor.Location['Fn::Join'][1][2])).toEqual(['/a/b/', '/a/b/', '/a/b-errors/']);
    expect(tables.map((table) => table.TableInput.Parameters['projection.dt.range'])).toEqual(Array(3).fill('2024-02-29,NOW'));
  });

  test('know a projection for every partition key, and no key is a column', () => {
    for (const { TableInput: input } of tablesOf(templateOf())) {
      for (const key of input.PartitionKeys) {
        expect(input.Parameters).toHaveProperty([`projection.${key.Name}.type`]);
        expect(input.StorageDescriptor.Columns.map((column: any) => column.Name)).not.toContain(key.Name);
      }
    }
  });

  test('come after the database', () => {
    const template = templateOf();
    const [database] = Object.keys(template.findResources('AWS::Glue::Database'));
    Object.values(template.findResources('AWS::Glue::Table')).forEach((table) => expect(table.Properties.DatabaseName).toEqual({ Ref: database }));
  });
});

describe('names', () => {
  const physicalNames = (template: Template) => [
    ...Object.values(template.findResources('AWS::Glue::Database')).map((database) => database.Properties.DatabaseInput.Name),
    ...Object.values(template.findResources('AWS::Athena::WorkGroup')).map((group) => group.Properties.Name),
  ];

  test('the database has the given name', () => {
    expect(physicalNames(templateOf({ databaseName: 'web_events' }))[0]).toBe('web_events');
  });

  test('the workgroup has the given name, and its results are under it in a bucket that others use too', () => {
    const stack = newStack();
    queriesOver(stack, { queries: { workGroupName: 'Web.events-1', resultsBucket: Bucket.fromBucketName(stack, 'Results', 'results') } });
    const template = Template.fromStack(stack);
    expect(physicalNames(template)[1]).toBe('Web.events-1');
    template.hasResourceProperties('AWS::Athena::WorkGroup', { WorkGroupConfiguration: { ResultConfiguration: { OutputLocation: 's3://results/Web.events-1/' } } });
  });

  test('two in one stack have different databases and workgroups', () => {
    const stack = newStack();
    const bucket = new Bucket(stack, 'Data');
    new AnalyticsQueries(stack, 'One', { bucket, dataPrefix: 'one/' });
    new AnalyticsQueries(stack, 'one', { bucket, dataPrefix: 'two/' });
    expect(new Set(physicalNames(Template.fromStack(stack))).size).toBe(4);
  });

  test('the same stack in two stages has different ones', () => {
    const app = new App();
    const names = ['Beta', 'Prod'].flatMap((id) => {
      const stack = new Stack(new Stage(app, id), 'Events');
      queriesOver(stack);
      return physicalNames(Template.fromStack(stack));
    });
    expect(new Set(names).size).toBe(4);
  });

  test('hold no token, also in a nested stack, and only what the services allow', () => {
    const nested = new NestedStack(newStack(), 'Nested');
    const analytics = queriesOver(nested);
    const [database, workGroup] = physicalNames(Template.fromStack(nested));
    expect(database).toMatch(/^[a-z][a-z0-9_]{0,254}$/);
    expect(workGroup).toMatch(/^[a-zA-Z0-9._-]{1,128}$/);
    const names = [analytics.databaseName, analytics.workGroupName].map((name) => nested.resolve(name));
    expect(names).toEqual(['AWS::Glue::Database', 'AWS::Athena::WorkGroup'].map((type) => ({ Ref: idOf(Template.fromStack(nested), type) })));
  });

  test('the tables and queries are exposed by name', () => {
    const stack = newStack();
    const analytics = queriesOver(stack, { tableName: 'clicks', queries: { namedQueries: [{ name: 'mine', sql: 'SELECT 1' }] } });
    expect(stack.resolve([analytics.tableName, analytics.rawTableName, analytics.errorTableName])).toEqual(['clicks', 'clicks_raw', 'clicks_errors']);
    expect(analytics.queryNames).toEqual([
      'create-database', 'create-table', 'sample', 'events-per-hour', 'latest-events', 'volume-by-day', 'duplicate-events', 'failed-records', 'mine',
    ]);
  });
});

describe('named queries', () => {
  test('lie in the workgroup, name the database, and come after both', () => {
    const stack = newStack();
    const analytics = queriesOver(stack, { queries: { namedQueries: [{ name: 'top-pages', sql: 'SELECT 2', description: 'Pages' }] } });
    const template = Template.fromStack(stack);
    expect(namedQueriesOf(template).map((query) => query.Name)).toEqual(analytics.queryNames);
    const place = { Database: { Ref: idOf(template, 'AWS::Glue::Database') }, WorkGroup: { Ref: idOf(template, 'AWS::Athena::WorkGroup') } };
    expect(namedQueriesOf(template)).toEqual(Array(9).fill(expect.objectContaining(place)));
    expect(namedQueriesOf(template).at(-1)).toMatchObject({ Name: 'top-pages', QueryString: 'SELECT 2', Description: 'Pages' });
  });

  test('filter the partition key, and rest on nothing approximate', () => {
    const texts = namedQueriesOf(templateOf()).filter((query) => !query.Name.startsWith('create-')).map((query) => JSON.stringify(query.QueryString));
    expect(texts).toHaveLength(6);
    texts.forEach((text) => {
      expect(text).toContain('WHERE dt >= ');
      expect(text).toContain('ORDER BY');
      expect(text).not.toContain('approx_');
    });
  });
});

test('an own data bucket is never given a rule', () => {
  const template = templateOf();
  const [data] = Object.entries(template.findResources('AWS::S3::Bucket')).filter(([id]) => id.startsWith('Data'));
  expect(data[1].Properties).toBeUndefined();
});

test('the template has no conditions, mappings or parameters of its own', () => {
  const stack = newStack();
  const key = new Key(stack, 'Key');
  queriesOver(stack, { encryptionKey: key, removalPolicy: RemovalPolicy.DESTROY })
    .grantQuery(new Role(stack, 'Analyst', { assumedBy: new AccountRootPrincipal() }));
  const { Conditions, Mappings } = Template.fromStack(stack).toJSON();
  expect([Conditions, Mappings]).toEqual([undefined, undefined]);
});

test('a bucket of another stack makes no cycle', () => {
  const app = new App();
  const storage = new Stack(app, 'Storage');
  const bucket = new Bucket(storage, 'Data', { encryptionKey: new Key(storage, 'Key') });
  const results = new Bucket(storage, 'Results', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true });
  const stack = new Stack(app, 'Queries');
  new AnalyticsQueries(stack, 'Analytics', { bucket, queries: { resultsBucket: results } })
    .grantQuery(new Role(stack, 'Analyst', { assumedBy: new AccountRootPrincipal() }));
  expect(() => app.synth()).not.toThrow();
  expect(stack.dependencies).toEqual([storage]);
});
