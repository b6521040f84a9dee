import * as path from 'path';
import * as fc from 'fast-check';
import { Failure } from '../../../cli/failure';
import { objectPath, prefixPath } from '../../../cli/s3/object-path';
import { runs } from '../../support/property-runs';

test('an object lies under its bucket and exactly its key', () => {
  expect(objectPath('/data', 'my-bucket', 'firehose/dt=2026-11-22/a.gz')).toBe('/data/my-bucket/firehose/dt=2026-11-22/a.gz');
});

test.each(['../other/a', 'a/../../b', '/etc/passwd', 'a//b', 'a/', '.', 'a/./b', '', 'a\0b'])('refuses the key %j', (key) => {
  expect(() => objectPath('/data', 'bucket', key)).toThrow(Failure);
});

test.each(['..', '.tmp', 'a/b', '', '.'])('refuses the bucket %j', (bucket) => {
  expect(() => objectPath('/data', bucket, 'key')).toThrow(Failure);
});

test('counts the bytes of a name, not its characters', () => {
  expect(objectPath('/data', 'bucket', 'é'.repeat(127))).toBe(`/data/bucket/${'é'.repeat(127)}`);
  expect(() => objectPath('/data', 'bucket', 'é'.repeat(128))).toThrow(/256 bytes long, a file name may have 255/);
});

test('refuses a key that is longer than S3 allows', () => {
  expect(() => objectPath('/data', 'bucket', 'ab/'.repeat(400) + 'c')).toThrow(/S3 allows 1024/);
});

test.each([
  ['logs/CON/a', "Windows keeps the name 'CON' for a device"],
  ['logs/nul.txt', "Windows keeps the name 'nul.txt' for a device"],
  ['a/12:30/b', "Windows allows no file name '12:30'"],
  ['a\\b', "Windows allows no file name 'a\\b'"],
  ['a /b', "Windows allows no file name 'a '"],
  ['a./b', "Windows allows no file name 'a.'"],
])('refuses the key %j where the run is on Windows only', (key, problem) => {
  expect(() => objectPath('/data', 'bucket', key, 'win32')).toThrow(problem);
  expect(() => objectPath('/data', 'bucket', key, 'linux')).not.toThrow();
});

test('refuses a bucket that is a device of Windows', () => {
  expect(() => objectPath('/data', 'aux', 'key', 'win32')).toThrow(/is not the name of a bucket/);
});

test('property: no key leads out of the bucket, and two keys never meet in one file', () => {
  const segment = fc.oneof(fc.constantFrom('..', '.', '', 'a', 'dt=2026-01-01'), fc.string({ maxLength: 6 }));
  const key = fc.array(segment, { minLength: 1, maxLength: 5 }).map((segments) => segments.join('/'));
  fc.assert(fc.property(key, key, (one, other) => {
    const found = [one, other].map((each) => {
      try {
        return objectPath('/data', 'bucket', each);
      } catch (error) {
        expect(error).toBeInstanceOf(Failure);
        return undefined;
      }
    });
    found.forEach((file, index) => {
      if (file !== undefined) expect(path.relative('/data/bucket', file)).toBe([one, other][index]);
    });
  }), runs(2000));
});

describe('the place of a prefix', () => {
  test.each([['', '/root/bucket'], ['a/', '/root/bucket/a'], ['a/b', '/root/bucket/a/b']])('is below the bucket: %p', (prefix, place) => {
    expect(prefixPath('/root', 'bucket', prefix)).toBe(place);
  });

  test.each([['..', ''], ['.', 'a/'], ['bucket', '../'], ['bucket', 'a/../../../x/'], ['bucket', '/a/'], ['bucket', 'a//b/'], ['bucket', '/']])('is never anywhere else: %p, %p', (bucket, prefix) => {
    expect(() => prefixPath('/root', bucket, prefix)).toThrow(Failure);
  });
});
