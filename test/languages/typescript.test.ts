import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { examplesOf } from './folders';
import { referenceOf } from './typescript';

/** The resources of a type in all templates of an example. */
function resources(example: string, type: string): any[] {
  const folder = referenceOf(example);
  return readdirSync(folder).filter((file) => file.endsWith('.template.json'))
    .flatMap((file) => Object.values<any>(JSON.parse(readFileSync(path.join(folder, file), 'utf8')).Resources)).filter((resource) => resource.Type === type);
}

const STREAM = 'AWS::KinesisFirehose::DeliveryStream';

// What the other languages are compared with must be something.
describe('from the package for TypeScript', () => {
  test.each([['quickstart', 1], ['custom-transform', 1], ['existing-bucket', 1], ['platform-stack', 2]])('%s has as many pipelines as it says: %d', (example, count) => {
    expect(resources(example, STREAM)).toHaveLength(count);
  });

  test('each example was synthesized', () => {
    expect(examplesOf('typescript').filter((example) => resources(example, 'AWS::Glue::Database').length === 0)).toEqual([]);
  });

  test('custom-transform brings its transform along', () => {
    const folder = referenceOf('custom-transform');
    const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.startsWith('asset.') && file.endsWith('.mjs'));
    expect(files.map((file) => readFileSync(path.join(folder, file), 'utf8')).filter((text) => text.includes('emailDomain'))).toHaveLength(1);
  });

  test('existing-bucket delivers into the bucket that is there, with the key that is there', () => {
    const [{ Properties: { ExtendedS3DestinationConfiguration: destination } }] = resources('existing-bucket', STREAM);
    expect(JSON.stringify(destination.BucketARN)).toContain(':s3:::acme-events');
    expect(JSON.stringify(destination.EncryptionConfiguration)).toContain('1234abcd-12ab-34cd-56ef-1234567890ab');
  });

  test('platform-stack has no role without the boundary', () => {
    const roles = resources('platform-stack', 'AWS::IAM::Role');
    expect(roles.length).toBeGreaterThan(6);
    expect(roles.filter(({ Properties: { PermissionsBoundary: boundary } }) => !JSON.stringify(boundary ?? '').includes(':policy/PlatformBoundary'))).toEqual([]);
  });
});
