import { Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { deploymentOf, resource } from './glue';
import { athenaCoverage } from '../../../cli/athena/coverage';
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
