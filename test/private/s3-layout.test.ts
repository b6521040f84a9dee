import { Lazy } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { dataPartitionPrefix, errorPartitionPrefix, errorPrefix, validateDataPrefix } from '../../src/private/s3-layout';
import { newStack } from '../support/stacks';

test('events lie under the prefix, by day', () => {
  expect(dataPartitionPrefix('firehose/')).toBe('firehose/dt=!{timestamp:yyyy-MM-dd}/');
});

test('failed records lie beside the events, by type and day', () => {
  expect(errorPartitionPrefix('firehose/')).toBe('firehose-errors/type=!{firehose:error-output-type}/dt=!{timestamp:yyyy-MM-dd}/');
});

test('failed records never lie under the events', () => {
  const segment = fc.stringMatching(/^[a-z0-9_-]{1,10}$/);
  fc.assert(fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), (segments) => {
    const prefix = `${segments.join('/')}/`;
    expect(errorPrefix(prefix).startsWith(prefix)).toBe(false);
    expect(prefix.startsWith(errorPrefix(prefix))).toBe(false);
  }));
});

test.each(['a/', 'a/b/', 'raw_data/v1.2/', 'tenant=acme/'])('takes %s', (prefix) => {
  expect(() => validateDataPrefix(newStack(), prefix)).not.toThrow();
});

test.each([
  ['no slash at the end', 'firehose'],
  ['a slash in front', '/firehose/'],
  ['an empty text', ''],
  ['only a slash', '/'],
  ['an empty segment', 'a//b/'],
  ['a way out', 'a/../b/'],
  ['an expression', 'a/!{timestamp:yyyy}/'],
  ['a wildcard, which a policy would widen', 'a*/'],
])('fails on %s', (_name, prefix) => {
  expect(() => validateDataPrefix(newStack(), prefix)).toThrow(/^\[Test\] dataPrefix: got '.*', allowed 2 to 400 characters .*; write it as/);
});

test('fails on a token, which cannot be compared', () => {
  expect(() => validateDataPrefix(newStack(), Lazy.string({ produce: () => 'a/' })))
    .toThrow('[Test] dataPrefix: got a value that is known only at deployment (a token), allowed concrete text');
});
