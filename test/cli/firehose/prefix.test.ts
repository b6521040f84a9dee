import * as fc from 'fast-check';
import { localTime } from '../../../cli/firehose/local-time';
import { objectKey } from '../../../cli/firehose/object-key';
import { evaluatePrefix, prefixesOf, prefixProblem } from '../../../cli/firehose/prefix';
import { runs } from '../../support/property-runs';

const AT = Date.UTC(2018, 7, 27, 10, 30, 5, 78);

function evaluate(prefix: string, options: { at?: number; zone?: string; errorType?: string } = {}): string {
  let strings = 0;
  return evaluatePrefix(prefix, {
    time: localTime(options.at ?? AT, options.zone ?? 'UTC'), errorType: options.errorType, randomString: () => `random-${strings++}`,
  });
}

// The cases of the developer guide's table, with the date of its first row put right.
test.each([
  ['myFirehose/DeliveredYear=!{timestamp:yyyy}/anyMonth/rand=!{firehose:random-string}', 'myFirehose/DeliveredYear=2018/anyMonth/rand=random-0'],
  ['myPrefix/year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/hour=!{timestamp:HH}/', 'myPrefix/year=2018/month=08/day=27/hour=10/'],
  ["myErrorPrefix/!{timestamp:'year='yyyy'/month='MM'/day='dd'/hour='HH}/!{firehose:error-output-type}", 'myErrorPrefix/year=2018/month=08/day=27/hour=10/processing-failed'],
  ['!{firehose:random-string}!{firehose:random-string}', 'random-0random-1'],
  ['no expression', 'no expression'],
])('%s is %s', (prefix, expected) => {
  expect(evaluate(prefix, { errorType: 'processing-failed' })).toBe(expected);
});

// Expected values: java.time.format.DateTimeFormatter with Locale.US.
test.each([
  ['y', '2018'], ['yy', '18'], ['yyyy', '2018'], ['uuuu', '2018'], ['M', '8'], ['MM', '08'], ['MMM', 'Aug'], ['MMMM', 'August'], ['MMMMM', 'A'],
  ['d', '27'], ['D', '239'], ['E', 'Mon'], ['EEEE', 'Monday'], ['H', '10'], ['HH', '10'], ['hh', '10'], ['kk', '10'], ['KK', '10'], ['a', 'AM'], ['m', '30'],
  ['s', '5'], ['ss', '05'], ['S', '0'], ['SSS', '078'], ['SSSSSS', '078000'], ["''", "'"], ["'o''clock'", "o'clock"], ['yyyy-MM-dd_HH.mm', '2018-08-27_10.30'],
  ['X', 'Z'], ['xxx', '+00:00'], ['Z', '+0000'],
])('the pattern %s gives %s', (pattern, expected) => {
  expect(evaluate(`!{timestamp:${pattern}}`)).toBe(expected);
});

test.each([['kk', '24'], ['KK', '00'], ['hh', '12'], ['a', 'AM']])('%s at midnight gives %s', (pattern, expected) => {
  expect(evaluate(`!{timestamp:${pattern}}`, { at: Date.UTC(2026, 0, 1) })).toBe(expected);
});

test('YYYY is the year of the week, which is another one in the last days of a year', () => {
  expect(evaluate('!{timestamp:YYYY-yyyy}', { at: Date.UTC(2026, 11, 28) })).toBe('2027-2026');
  expect(evaluate('!{timestamp:YYYY}', { at: Date.UTC(2026, 11, 26) })).toBe('2026');
  expect(evaluate('!{timestamp:YYYY}', { at: Date.UTC(2022, 11, 31) })).toBe('2022');
});

test.each([
  ['Asia/Tokyo', Date.UTC(2026, 10, 22, 15, 0), '2026-11-23 00:00 +0900'],
  ['America/New_York', Date.UTC(2026, 10, 1, 5, 30), '2026-11-01 01:30 -0400'],
  ['America/New_York', Date.UTC(2026, 10, 1, 6, 30), '2026-11-01 01:30 -0500'],
  ['Asia/Kolkata', Date.UTC(2026, 0, 1), '2026-01-01 05:30 +0530'],
])('in %s', (zone, at, expected) => {
  expect(evaluate('!{timestamp:yyyy-MM-dd HH:mm Z}', { at, zone })).toBe(expected);
});

test('property: in UTC, year to millisecond are those of the ISO text', () => {
  fc.assert(fc.property(fc.date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true }), (date) => {
    expect(evaluate("!{timestamp:yyyy-MM-dd'T'HH:mm:ss.SSS'Z'}", { at: date.getTime() })).toBe(date.toISOString());
  }), runs(2000));
});

test('property: text without an expression comes out as it is, whatever its characters', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }).filter((text) => !text.includes('!{')), (text) => {
    expect(evaluate(text)).toBe(text);
    expect(prefixProblem(text, undefined)).toBeUndefined();
  }));
});

describe('what the service adds', () => {
  test.each([
    ['nothing', undefined, '', '2018/08/27/10/'],
    ['plain text', 'data/', '', 'data/2018/08/27/10/'],
    ['an expression that is no timestamp', 'data/!{firehose:random-string}/', 'e/!{firehose:error-output-type}/', 'data/random-0/2018/08/27/10/'],
    ['a timestamp', 'data/!{timestamp:yyyy}/', 'e/!{firehose:error-output-type}/', 'data/2018/'],
  ])('Prefix: %s', (_name, prefix, errorPrefix, expected) => {
    expect(evaluate(prefixesOf(prefix, errorPrefix).data)).toBe(expected);
  });

  test.each([
    ['none at all', undefined, undefined, 'processing-failed/2018/08/27/10/'],
    ['none: below the data', 'data/', undefined, 'data/processing-failed/2018/08/27/10/'],
    ['one with the error type stands as it is', 'data/', 'errors/!{firehose:error-output-type}/', 'errors/processing-failed/'],
  ])('ErrorOutputPrefix: %s', (_name, prefix, errorPrefix, expected) => {
    expect(evaluate(prefixesOf(prefix, errorPrefix).error, { errorType: 'processing-failed' })).toBe(expected);
  });
});

describe('what is refused', () => {
  test.each([
    ['a/!{timestamp:yyyy}/', undefined, /ErrorOutputPrefix must be given/],
    ['a/', 'e/!{timestamp:yyyy}/', /must hold !\{firehose:error-output-type\}/],
    ['a/!{firehose:error-output-type}/', 'e/!{firehose:error-output-type}/', /must not hold/],
    ['a/!{timestamp:yyyy/', 'e/!{firehose:error-output-type}/', /is no expression/],
    ['a/!{timestamp:QQ}/', 'e/!{firehose:error-output-type}/', /pattern letter 'Q'/],
    ["a/!{timestamp:yyyy'}/", 'e/!{firehose:error-output-type}/', /a quote is not closed/],
    ['a/!{timestamp:[yyyy]}/', 'e/!{firehose:error-output-type}/', /is reserved/],
    ['a/!{firehose:random}/', 'e/!{firehose:error-output-type}/', /only random-string/],
    ['a/!{time:yyyy}/', 'e/!{firehose:error-output-type}/', /the namespaces are/],
  ])('Prefix %s with ErrorOutputPrefix %s', (prefix, errorPrefix, reason) => {
    expect(prefixProblem(prefix, errorPrefix)).toMatch(reason);
  });
});

test('the key is prefix, stream, version, time of the oldest record, uuid and extension', () => {
  expect(objectKey({ prefix: 'a/', streamName: 'my.stream', time: localTime(AT, 'UTC'), uuid: '046b6c7f-0b8a-43b9-b35d-6489e6daee91', extension: '.gz' }))
    .toBe('a/my.stream-1-2018-08-27-10-30-05-046b6c7f-0b8a-43b9-b35d-6489e6daee91.gz');
});
