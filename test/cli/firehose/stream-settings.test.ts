import { lambdaProcessing, StreamFixture } from './stream-fixture';
import { Failure } from '../../../cli/failure';

describe('numbers that the service would refuse', () => {
  const size = (value: unknown) => ({ BufferingHints: { SizeInMBs: value } });
  const interval = (value: unknown) => ({ BufferingHints: { IntervalInSeconds: value } });
  const lambda = (name: string, value: string) => ({ ProcessingConfiguration: lambdaProcessing({ [name]: value }) });
  test.each([
    [interval('abc'), 'BufferingHints.IntervalInSeconds', '"abc"', 'a whole number from 0 to 900'],
    [interval(-1), 'BufferingHints.IntervalInSeconds', '-1', 'a whole number from 0 to 900'],
    [interval(901), 'BufferingHints.IntervalInSeconds', '901', 'a whole number from 0 to 900'],
    [interval(''), 'BufferingHints.IntervalInSeconds', '""', 'a whole number from 0 to 900'],
    [size(0), 'BufferingHints.SizeInMBs', '0', 'a whole number from 1 to 128'],
    [size(129), 'BufferingHints.SizeInMBs', '129', 'a whole number from 1 to 128'],
    [size(null), 'BufferingHints.SizeInMBs', 'null', 'a whole number from 1 to 128'],
    [size({ Ref: 'Size' }), 'BufferingHints.SizeInMBs', '{"Ref":"Size"}', 'a whole number from 1 to 128'],
    [lambda('NumberOfRetries', 'many'), 'NumberOfRetries', '"many"', 'a whole number from 0 to 300'],
    [lambda('NumberOfRetries', '1.5'), 'NumberOfRetries', '"1.5"', 'a whole number from 0 to 300'],
    [lambda('NumberOfRetries', 'Infinity'), 'NumberOfRetries', '"Infinity"', 'a whole number from 0 to 300'],
    [lambda('BufferSizeInMBs', '0.1'), 'BufferSizeInMBs', '"0.1"', 'a number from 0.2 to 3'],
    [lambda('BufferSizeInMBs', '0x1'), 'BufferSizeInMBs', '"0x1"', 'a number from 0.2 to 3'],
    [lambda('BufferIntervalInSeconds', '1e2'), 'BufferIntervalInSeconds', '"1e2"', 'a whole number from 0 to 900'],
  ])('%j is one line with what is allowed', (properties, property, got, allowed) => {
    expect(() => new StreamFixture(properties)).toThrow(Failure);
    for (const part of ['the delivery stream Stream', property, `is ${got}`, allowed]) expect(() => new StreamFixture(properties)).toThrow(part);
  });

  test('their limits are taken, as numbers and as text', () => {
    for (const properties of [
      { BufferingHints: { IntervalInSeconds: 900, SizeInMBs: '128' } },
      { BufferingHints: { IntervalInSeconds: '0', SizeInMBs: 1 } },
      lambda('NumberOfRetries', '300'),
      lambda('BufferSizeInMBs', '0.2'),
      lambda('BufferSizeInMBs', '3'),
      lambda('BufferSizeInMBs', '1.25'),
    ]) expect(() => new StreamFixture(properties)).not.toThrow();
  });
});

describe('templates that the service would refuse', () => {
  test.each([
    ['a bucket that is no ARN', { BucketARN: 'bucket' }, /BucketARN/],
    ['an unknown time zone', { CustomTimeZone: 'Europe/Nowhere' }, /CustomTimeZone/],
    ['an expression without ErrorOutputPrefix', { Prefix: 'a/!{timestamp:yyyy}/' }, /ErrorOutputPrefix must be given/],
  ])('%s is one line', (_name, properties, reason) => {
    expect(() => new StreamFixture(properties)).toThrow(Failure);
    expect(() => new StreamFixture(properties)).toThrow(reason);
  });
});
