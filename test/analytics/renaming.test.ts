import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnElement, Stack } from 'aws-cdk-lib/core';
import type { App } from 'aws-cdk-lib/core';
import { AnalyticsQueries } from '../../src/analytics';
import type { AnalyticsQueriesProps } from '../../src/analytics';
import { causesReplacement, changeSet, NEVER_RENAMED } from '../support/change-set';
import { deployed } from '../support/deployed';
import { EDGES } from '../templates/edges';
import { PIPELINES } from '../templates/pipelines';

type Props = Omit<AnalyticsQueriesProps, 'bucket'>;

const MADE_DATABASE = 'test_analytics_0b9d5d11';
const EXTENSIONS = ['', '_raw', '_errors'];

const withQueries = (props: Props, id = 'Analytics', change: (queries: AnalyticsQueries) => void = () => undefined) => (app: App) => {
  const stack = new Stack(app, 'Test');
  change(new AnalyticsQueries(stack, id, { bucket: new Bucket(stack, 'Data'), ...props }));
};
const update = (before: Props, after: Props) => changeSet(deployed(withQueries(before)), deployed(withQueries(after)));
const tables = (database: string, table: string) => EXTENSIONS.map((extension) => `Table ${database}.${table}${extension}`);
const catalog = (database: string, table = 'records') => [`Database ${database}`, ...tables(database, table)];

describe('another name makes a new resource and deletes the old one', () => {
  test.each<[string, Props, Props, string[], string[]]>([
    ['databaseName', { databaseName: 'shop' }, { databaseName: 'shop2' }, catalog('shop2'), catalog('shop')],
    ['databaseName where there was none', {}, { databaseName: 'shop' }, catalog('shop'), catalog(MADE_DATABASE)],
    ['databaseName left out', { databaseName: 'shop' }, {}, catalog(MADE_DATABASE), catalog('shop')],
    ['databaseName that differs by an underscore', { databaseName: 'a_b' }, { databaseName: 'ab' }, catalog('ab'), catalog('a_b')],
    ['tableName', { tableName: 'clicks' }, { tableName: 'visits' }, tables(MADE_DATABASE, 'visits'), tables(MADE_DATABASE, 'clicks')],
    ['tableName where there was none', {}, { tableName: 'clicks' }, tables(MADE_DATABASE, 'clicks'), tables(MADE_DATABASE, 'records')],
    ['tableName left out', { tableName: 'clicks' }, {}, tables(MADE_DATABASE, 'records'), tables(MADE_DATABASE, 'clicks')],
    ['queries.workGroupName', { queries: { workGroupName: 'a' } }, { queries: { workGroupName: 'b' } }, ['WorkGroup b'], ['WorkGroup a']],
    ['queries.workGroupName where there was none', {}, { queries: { workGroupName: 'a' } }, ['WorkGroup a'], ['WorkGroup Test-Analytics-WorkGroup-7192D1F0']],
    ['both', { databaseName: 'a', tableName: 'b' }, { databaseName: 'b', tableName: 'a' }, catalog('b', 'a'), catalog('a', 'b')],
  ])('%s', (_, before, after, created, deleted) => {
    expect(update(before, after)).toEqual({ refused: [], created, deleted });
  });
});

describe('a table keeps its resource when it gets the name of another, which still exists while new ones are made', () => {
  test.each([
    ['a', 'a_raw'], ['a_raw', 'a'], ['a', 'a_errors'], ['a_errors', 'a'], ['a_raw', 'a_raw_errors'], ['records', 'records_raw'], ['records_errors', 'records'],
  ])('tableName %s to %s', (before, after) => {
    const taken = tables(MADE_DATABASE, before).filter((name) => tables(MADE_DATABASE, after).includes(name));
    expect(taken).toHaveLength(1);
    const { refused, created } = update({ tableName: before }, { tableName: after });
    expect(refused).toEqual([]);
    expect([...created, ...taken].sort()).toEqual(tables(MADE_DATABASE, after).sort());
  });
});

test.each<[string, Props]>([
  ['tableName', { tableName: 'records' }],
  ['databaseName', { databaseName: MADE_DATABASE }],
])('nothing changes when the default of %s is written out', (_, props) => {
  expect(update({}, props)).toEqual({ refused: [], created: [], deleted: [] });
});

describe('a construct that moves', () => {
  const pinned = (queries: AnalyticsQueries) => {
    queries.node.findAll().filter(CfnElement.isCfnElement).forEach((element, n) => element.overrideLogicalId(`Pinned${n}`));
  };
  const move = (props: Props, change?: (queries: AnalyticsQueries) => void) =>
    changeSet(deployed(withQueries(props, 'Analytics', change)), deployed(withQueries(props, 'Moved', change)));

  test('gets another database if it names none', () => {
    expect(move({}).refused).toEqual([]);
  });

  test('keeps its names with the name of its stack, whatever the id of that is', () => {
    const inStack = (id: string) => (app: App) => {
      const stack = new Stack(app, id, { stackName: 'events' });
      new AnalyticsQueries(stack, 'Analytics', { bucket: new Bucket(stack, 'Data') });
    };
    const [names, others] = ['One', 'Two'].map((id) => deployed(inStack(id)).resources('AWS::Glue::Database').map(({ ref }) => ref));
    expect(names).toEqual(others);
  });

  test('cannot keep its logical ids without a databaseName, because the name is made of the path', () => {
    expect(move({}, pinned).refused).toEqual([`Database ${MADE_DATABASE} cannot be renamed to Database test_moved_8b6880a0`]);
  });

  test('keeps its database and tables with its logical ids and a databaseName', () => {
    const { refused, deleted } = move({ databaseName: 'shop' }, pinned);
    expect([refused, deleted.filter((name) => !name.startsWith('WorkGroup '))]).toEqual([[], []]);
  });

  test('cannot take a databaseName along without the ids, because the old database is deleted last', () => {
    expect(move({ databaseName: 'shop' }).refused).toContain('Database shop exists already');
  });
});

describe('every name in a template', () => {
  /** Names that are updated in place, and why that works. */
  const IN_PLACE: Record<string, string> = {
    'AWS::ApiGateway::Authorizer Name': 'renamed: https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html',
    'AWS::ApiGateway::RestApi Name': 'renamed: https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html',
    'AWS::Glue::Database DatabaseInput.Name': 'part of the logical id',
    'AWS::Glue::Table TableInput.Name': 'part of the logical id',
    'AWS::Glue::Table TableInput.PartitionKeys.Name': 'a part of the table: https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateTable.html',
    'AWS::Glue::Table TableInput.StorageDescriptor.Columns.Name': 'a part of the table: https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateTable.html',
    'AWS::IAM::Policy PolicyName': 'made of the logical id, and changes with it',
    'AWS::KinesisFirehose::DeliveryStream ExtendedS3DestinationConfiguration.CloudWatchLoggingOptions.LogGroupName': 'of another resource',
    'AWS::KinesisFirehose::DeliveryStream ExtendedS3DestinationConfiguration.CloudWatchLoggingOptions.LogStreamName': 'of another resource',
    'AWS::KinesisFirehose::DeliveryStream ExtendedS3DestinationConfiguration.ProcessingConfiguration.Processors.Parameters.ParameterName': 'the name of an option of Firehose',
    'AWS::WAFv2::WebACL Rules.Name': 'a part of the web ACL: https://docs.aws.amazon.com/waf/latest/APIReference/API_UpdateWebACL.html',
    'AWS::WAFv2::WebACL Rules.VisibilityConfig.MetricName': 'a part of the web ACL: https://docs.aws.amazon.com/waf/latest/APIReference/API_UpdateWebACL.html',
    'AWS::WAFv2::WebACL VisibilityConfig.MetricName': 'a part of the web ACL: https://docs.aws.amazon.com/waf/latest/APIReference/API_UpdateWebACL.html',
  };

  const namesIn = (value: unknown, path: string): string[] => {
    if (Array.isArray(value)) {
      return value.flatMap((each) => namesIn(each, path));
    }
    if (typeof value !== 'object' || value === null) {
      return /(^|\.)\w*Name$/.test(path) ? [path] : [];
    }
    return Object.entries(value).flatMap(([property, each]) => namesIn(each, path === '' ? property : `${path}.${property}`));
  };

  test('replaces its resource when it changes, is part of the logical id, or can be changed where it is', () => {
    const found = Object.values({ ...PIPELINES, ...EDGES }).flatMap((build) => deployed(build).all())
      .filter(({ type, logicalId }) => type !== 'Custom::S3AutoDeleteObjects' && logicalId.match(/Pipeline|Web|Shop|Analytics/))
      .flatMap(({ type, properties }) => namesIn(properties, '').filter((path) => !causesReplacement(type, path.split('.')[0])).map((path) => `${type} ${path}`));
    expect([...new Set(found)].sort()).toEqual(Object.keys(IN_PLACE).sort());
  });

  test('is looked at for each type that cannot be renamed', () => {
    expect(Object.entries(NEVER_RENAMED).map(([type, input]) => IN_PLACE[`${type} ${input}.Name`])).toEqual(['part of the logical id', 'part of the logical id']);
  });
});
