import { deployed } from './deployed';
import { coverageWarning, notRunHereLine, uncovered } from '../../../cli/template/coverage';
import type { Coverage } from '../../../cli/template/deployment';

const COVERAGE: Coverage = {
  'AWS::S3::Bucket': { run: ['BucketName', 'Rules.Prefix'], inert: ['Tags'] },
};

function left(resources: Record<string, any>) {
  return uncovered(deployed({ Resources: resources }), COVERAGE);
}

test('everything covered gives no warning', () => {
  const result = left({ A: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'a', Tags: [{ Key: 'x', Value: 'y' }] } } });
  expect(coverageWarning(result)).toBeUndefined();
  expect([notRunHereLine(result, false), notRunHereLine(result, true)]).toEqual([undefined, undefined]);
});

test('a type that no service runs is named with its count', () => {
  const result = left({ A: { Type: 'AWS::MediaLive::Channel' }, B: { Type: 'AWS::MediaLive::Channel' } });
  expect(coverageWarning(result)).toContain('AWS::MediaLive::Channel (2)');
});

test('a property that nothing follows is named once per type', () => {
  const properties = { WebsiteConfiguration: { IndexDocument: 'i' } };
  const result = left({ A: { Type: 'AWS::S3::Bucket', Properties: properties }, B: { Type: 'AWS::S3::Bucket', Properties: properties } });
  expect(coverageWarning(result)).toContain('AWS::S3::Bucket: WebsiteConfiguration\n'.trimEnd());
  expect([...result.properties.get('AWS::S3::Bucket')!]).toEqual(['WebsiteConfiguration']);
});

test('a property below a list is named by its dotted path', () => {
  const result = left({ A: { Type: 'AWS::S3::Bucket', Properties: { Rules: [{ Prefix: 'a' }, { Prefix: 'b', Days: 3 }] } } });
  expect([...result.properties.get('AWS::S3::Bucket')!]).toEqual(['Rules.Days']);
});

test('what has nothing to run on one machine is one short line', () => {
  const result = left({ A: { Type: 'AWS::IAM::Role' }, B: { Type: 'AWS::IAM::Role' }, C: { Type: 'AWS::KMS::Key' } });
  expect(coverageWarning(result)).toBeUndefined();
  expect(notRunHereLine(result, false)).toBe('3 resources do their work on AWS only (permissions, keys, logs and the like): --details names them');
  expect(notRunHereLine(result, true)).toBe('3 resources do their work on AWS only (permissions, keys, logs and the like): AWS::IAM::Role (2), AWS::KMS::Key');
});

test('the metadata of the CDK is not worth a word', () => {
  const result = left({ A: { Type: 'AWS::CDK::Metadata' } });
  expect([coverageWarning(result), notRunHereLine(result, false)]).toEqual([undefined, undefined]);
});

test('notes of services stand in the same text', () => {
  expect(coverageWarning(left({}), ['Post: API key'])).toBe('the local run does not run:\n  Post: API key');
});
