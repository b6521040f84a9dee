import { Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { deploymentOf, resource, tableResource } from './glue';
import { athenaCoverage, athenaNotes } from '../../../cli/athena/coverage';
import { uncovered } from '../../../cli/template/coverage';
import { AnalyticsQueries } from '../../../src/analytics';
import { newStack } from '../../support/stacks';

/** The paths that nothing follows. */
function left(type: string, properties: Record<string, unknown>): string[] {
  const found = uncovered(deploymentOf(resource(type, properties)), athenaCoverage);
  expect(found.types.size).toBe(0);
  return [...found.properties.values()].flatMap((paths) => [...paths]);
}

test('every property of our own tables and queries is followed, or has nothing to do here', () => {
  const stack = newStack();
  new AnalyticsQueries(stack, 'Analytics', { bucket: Bucket.fromBucketName(stack, 'Data', 'data') });
  const resources = Object.values<any>(Template.fromStack(stack).toJSON().Resources).filter((one) => /Glue|Athena/.test(one.Type));
  expect(new Set(resources.map((one) => one.Type)).size).toBe(4);
  expect(resources.flatMap((one) => left(one.Type, one.Properties))).toEqual([]);
});

test('a property that changes what a query gives is named', () => {
  expect(left('AWS::Glue::Table', { TableInput: { StorageDescriptor: { SkewedInfo: {} }, ViewOriginalText: 'SELECT 1' } }))
    .toEqual(['TableInput.StorageDescriptor.SkewedInfo', 'TableInput.ViewOriginalText']);
});

const PROJECTED = {
  'projection.enabled': 'true', 'projection.dt.type': 'date', 'projection.dt.range': '2026-01-01,NOW', 'projection.dt.format': 'yyyy-MM-dd', 'projection.dt.interval': '1',
};
const notes = (parameters: Record<string, string>) => athenaNotes(deploymentOf(tableResource({ partitionKeys: { dt: 'string' }, parameters: { ...PROJECTED, ...parameters } })));

test('a projection that is followed is not named', () => {
  expect(notes({})).toEqual([]);
  expect(notes({ 'storage.location.template': 's3://bucket/data/dt=${dt}/' })).toEqual([]);
  expect(notes({ 'projection.enabled': 'false', 'storage.location.template': 's3://bucket/x/${dt}' })).toEqual([]);
});

test('a location template of another layout and an interval of several days are named', () => {
  expect(notes({ 'storage.location.template': 's3://bucket/data/${dt}' }))
    .toEqual(['db.lines: storage.location.template s3://bucket/data/${dt} (partitions are looked for in data/dt=${dt}/)']);
  expect(notes({ 'projection.dt.interval': '7' })).toEqual(['db.lines: projection.dt.interval 7 (every date in the range is read)']);
});

test('a table with a column that cannot be read is named', () => {
  expect(athenaNotes(deploymentOf(tableResource({ columns: { a: 'interval' } })))).toEqual([expect.stringMatching(/^AWSGlueTable cannot be queried: column type: got interval/)]);
});

test('a table whose location no folder can be is named', () => {
  expect(athenaNotes(deploymentOf(tableResource({ location: 's3://../../x/' })))).toEqual([expect.stringMatching(/^AWSGlueTable cannot be queried: location: got s3:\/\/\.\.\/\.\.\/x\/; /)]);
});
