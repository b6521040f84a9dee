import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnParameter, Duration, Lazy, RemovalPolicy, Size, Stack, Token } from 'aws-cdk-lib/core';
import { AnalyticsQueries } from '../../src/analytics';
import type { AnalyticsQueriesProps, NamedQueryOptions, QueryOptions } from '../../src/analytics';
import { deployed } from '../support/deployed';
import { newStack } from '../support/stacks';

/** The error, once it is known that nothing was built before it. */
function failure(props: Partial<AnalyticsQueriesProps>): string {
  const stack = newStack();
  const bucket = Bucket.fromBucketName(stack, 'Data', 'data');
  try {
    new AnalyticsQueries(stack, 'Analytics', { bucket, ...props });
  } catch (error) {
    expect(stack.node.tryFindChild('Analytics')?.node.children ?? []).toEqual([]);
    return (error as Error).message;
  }
  return 'no failure';
}

const ofQueries = (queries: QueryOptions) => failure({ queries });
const ofNamed = (query: Partial<NamedQueryOptions>) => ofQueries({ namedQueries: [{ name: 'mine', sql: 'SELECT 1', ...query }] });
const token = Lazy.string({ produce: () => 'late' });

test('the shape: path, what, got, allowed, fix, no period', () => {
  expect(failure({ tableName: 'My-Table' }))
    .toBe('[Test/Analytics] tableName: got \'My-Table\', allowed 1 to 248 characters of a-z, 0-9 and _; write it as concrete text such as \'records\'');
});

test.each(['', 'Capital', 'with-hyphen', 'with space', 'é', 'x'.repeat(256)])('fails on the database name %p', (databaseName) => {
  expect(failure({ databaseName })).toContain(`databaseName: got '${databaseName}', allowed 1 to 255 characters`);
});

test.each(['', 'Capital', 'a.b', '`', 'x'.repeat(249)])('fails on the table name %p', (tableName) => {
  expect(failure({ tableName })).toContain(`tableName: got '${tableName}', allowed 1 to 248 characters`);
});

test.each(['', 'firehose', '/firehose/', 'a/!{timestamp:yyyy}/', '/'])('fails on the data prefix %p', (dataPrefix) => {
  expect(failure({ dataPrefix })).toContain('dataPrefix: got ');
});

test.each(['', '2026-1-1', '2026-02-30', '2025-02-29', '2026-13-01', '26-01-01', '2026-01-01T00:00:00Z', 'today'])('fails on the start date %p', (dataStartDate) => {
  expect(failure({ dataStartDate })).toContain(`dataStartDate: got '${dataStartDate}', allowed a date of the calendar as yyyy-MM-dd`);
});

test.each(['tableName', 'dataPrefix', 'dataStartDate'])('fails on a token for %s', (prop) => {
  expect(failure({ [prop]: token })).toContain(`${prop}: got a value that is known only at deployment (a token), allowed concrete text`);
});

test.each([Size.bytes(0), Size.bytes(9_999_999), Size.mebibytes(9)])('fails on a scan limit below 10 MB (%#)', (scanLimit) => {
  expect(ofQueries({ scanLimit })).toContain(`queries.scanLimit: got ${scanLimit.toBytes()} bytes, allowed 10000000 bytes or more`);
});

test.each([Duration.days(0), Duration.hours(12), Duration.hours(36)])('fails on a result expiry that is no whole day (%#)', (resultExpiry) => {
  expect(ofQueries({ resultExpiry })).toContain(`queries.resultExpiry: got ${resultExpiry.toDays({ integral: false })} days, allowed whole days, 1 or more`);
});

test('fails on a scan limit that is no whole byte', () => {
  expect(ofQueries({ scanLimit: Size.bytes(10_000_000.5) })).toContain('queries.scanLimit: got 10000000.5 bytes, allowed whole bytes');
});

test.each(['default', 'information_schema'])('fails on the database name %p, which every catalog has', (databaseName) => {
  expect(failure({ databaseName })).toContain(`databaseName: got '${databaseName}', which a catalog has already`);
});

test.each(['', 'a b', 'a/b', 'ä', 'a'.repeat(129)])('fails on the workgroup name %p', (workGroupName) => {
  expect(ofQueries({ workGroupName })).toContain(`queries.workGroupName: got '${workGroupName}', allowed 1 to 128 of A-Z a-z 0-9 . _ -`);
});

test('fails on the workgroup that every account has', () => {
  expect(ofQueries({ workGroupName: 'primary' })).toContain('queries.workGroupName: got \'primary\', which every account has already');
});

test.each<[string, (name: string) => Partial<AnalyticsQueriesProps>]>([
  ['databaseName', (databaseName) => ({ databaseName })],
  ['queries.workGroupName', (workGroupName) => ({ queries: { workGroupName } })],
])('fails on a %s that another construct of the stack has, unless it is a token', (what, props) => {
  const stack = newStack();
  const bucket = new Bucket(stack, 'Data');
  const create = (id: string, name: string) => new AnalyticsQueries(stack, id, { bucket, ...props(name) });
  create('One', 'web');
  expect(() => create('Two', 'web')).toThrow(`[Test/Two] ${what}: got 'web', which Test/One creates already`);
  create('Three', token);
  expect(() => create('Four', token)).not.toThrow();
});

test('fails on a removal policy that no bucket has', () => {
  expect(failure({ removalPolicy: RemovalPolicy.SNAPSHOT })).toContain('removalPolicy: got snapshot, allowed retain, destroy');
});

test('fails on a bucket for results in another region, where Athena does not write', () => {
  const stack = newStack({ env: { account: '111111111111', region: 'eu-west-1' } });
  const resultsBucket = Bucket.fromBucketAttributes(stack, 'Results', { bucketName: 'results', region: 'us-east-1' });
  expect(() => new AnalyticsQueries(stack, 'Analytics', { bucket: new Bucket(stack, 'Data'), queries: { resultsBucket } }))
    .toThrow('[Test/Analytics] queries.resultsBucket: got Test/Results in region us-east-1, allowed one in region eu-west-1');
});

test('fails without a bucket, as plain JavaScript lets one', () => {
  expect(failure({ bucket: undefined })).toContain('bucket: got nothing, allowed a bucket (IBucket); give one');
});

test.each<[any, string]>([
  [{ namedQueries: {} }, 'queries.namedQueries: got an object (Object), allowed a list'],
  [{ namedQueries: [null] }, 'queries.namedQueries: got null, allowed an object with settings'],
  [{ namedQueries: [{ name: 'mine' }] }, 'queries.namedQueries sql: got nothing, allowed a text'],
  [{ namedQueries: [{ sql: 'SELECT 1' }] }, 'queries.namedQueries name: got nothing, allowed a text'],
  [{ scanLimit: 10 }, 'queries.scanLimit: got the number 10, allowed a Size'],
  [{ resultExpiry: 30 }, 'queries.resultExpiry: got the number 30, allowed a Duration'],
])('fails on %j of plain JavaScript', (queries, message) => {
  expect(ofQueries(queries)).toContain(message);
});

test.each(['2026_events', '_hidden', 'select', 'table', '1'])('takes the name %p, which needs quotes: every built-in query has them', (name) => {
  const deployment = deployed((app) => {
    const stack = new Stack(app, 'Test');
    new AnalyticsQueries(stack, 'Analytics', { bucket: new Bucket(stack, 'Data'), databaseName: name, tableName: name });
  });
  const texts = deployment.resources('AWS::Athena::NamedQuery').map(({ properties }) => properties.QueryString);
  const quoted = new RegExp(`(FROM|EXISTS) ("${name}"\\."${name}(_errors)?"|\`${name}\`)`);
  expect(texts.filter((text) => !quoted.test(text))).toEqual([]);
});

test('fails on an expiry for a bucket that is brought', () => {
  const resultsBucket = Bucket.fromBucketName(newStack(), 'Results', 'results');
  expect(ofQueries({ resultsBucket, resultExpiry: Duration.days(1) })).toContain('queries.resultExpiry: got an expiry together with resultsBucket');
});

test('fails on the data bucket as the bucket for results, also when it was imported a second time', () => {
  const stack = newStack();
  const bucket = new Bucket(stack, 'Data');
  expect(() => new AnalyticsQueries(stack, 'Analytics', { bucket, queries: { resultsBucket: bucket } })).toThrow('queries.resultsBucket: got the data bucket');
  expect(ofQueries({ resultsBucket: Bucket.fromBucketName(stack, 'Again', 'data') })).toContain('queries.resultsBucket: got the data bucket');
});

test.each(['', 'Top', 'top_pages', 'top--pages', '-top', 'top-', 'a/b', 'x'.repeat(129)])('fails on the query name %p', (name) => {
  expect(ofNamed({ name })).toContain(`queries.namedQueries name: got '${name}', allowed 1 to 128 lower-case letters and digits`);
});

test.each(['sample', 'create-table', 'failed-records', 'tables'])('fails on the name %p, which is taken', (name) => {
  expect(ofNamed({ name })).toContain(`queries.namedQueries name: got '${name}', which is taken`);
});

test('fails on two queries with one name', () => {
  expect(ofQueries({ namedQueries: [{ name: 'mine', sql: 'SELECT 1' }, { name: 'mine', sql: 'SELECT 2' }] })).toContain('got \'mine\', which is taken');
});

test.each(['', ' \n '])('fails on a query without a statement (%p)', (sql) => {
  expect(ofNamed({ sql })).toContain('sql of the named query \'mine\': got ');
});

test('fails on a query longer than Athena takes, in bytes', () => {
  expect(ofNamed({ sql: 'é'.repeat(131_073) })).toContain('sql of the named query \'mine\': got 262146 bytes, allowed a statement of up to 262144 bytes');
  expect(ofNamed({ sql: 'é'.repeat(131_072) })).toBe('no failure');
});

test.each(['', 'x'.repeat(1025)])('fails on a description of no or too many characters (%#)', (description) => {
  expect(ofNamed({ description })).toContain(`description of the named query 'mine': got ${description.length} characters, allowed 1 to 1024`);
});

test('tokens pass where a value is neither cut nor compared', () => {
  const stack = newStack();
  const parameter = new CfnParameter(stack, 'Bucket');
  new AnalyticsQueries(stack, 'Analytics', {
    bucket: Bucket.fromBucketName(stack, 'Data', parameter.valueAsString),
    queries: { scanLimit: Size.bytes(Token.asNumber({ Ref: 'Bytes' })), namedQueries: [{ name: 'mine', sql: token, description: token }] },
  });
});
