import type { DuckDBConnection } from '@duckdb/node-api';
import * as fc from 'fast-check';
import { openDatabase } from '../../../cli/athena/database';
import type { Database } from '../../../cli/athena/database';
import { MACROS } from '../../../cli/athena/macros';
import { runs } from '../../support/property-runs';

let database: Database;
let connection: DuckDBConnection;

beforeAll(async () => {
  database = await openDatabase({ databases: [], tables: [] }, () => undefined);
  connection = database.connection;
});
afterAll(() => database.close());

async function valueOf(expression: string): Promise<unknown> {
  const [[value]] = (await connection.runAndReadAll(`SELECT ${expression}`)).getRowsJson();
  return value;
}

/** Each with what Trino's documentation says, or what follows from the standard that it names. */
const EXAMPLES: [string, unknown][] = [
  ["date_format(timestamp '2026-01-02 03:04:05.678', '%Y-%m-%d %H:%i:%s.%f')", '2026-01-02 03:04:05.678000'],
  ["date_format(timestamp '2026-01-02 15:04:05', '%M %b %c %e %h %I %k %l')", 'January Jan 1 2 03 03 15 3'],
  ["date_format(timestamp '2026-01-02 15:04:05', '%r|%T|%W|%a|%y|%j|%p')", '03:04:05 PM|15:04:05|Friday|Fri|26|002|PM'],
  ["date_format(timestamp '2026-01-02 15:04:05', '100%% %i%%i')", '100% 04%i'],
  ["date_format(date '2026-01-02', '%Y/%m')", '2026/01'],
  ["date_format(cast(null as timestamp), '%Y')", null],
  ["date_parse('2026-01-02', '%Y-%m-%d')", '2026-01-02 00:00:00'],
  ["date_parse('2026-01-02 03:04:05', '%Y-%m-%d %H:%i:%s')", '2026-01-02 03:04:05'],
  ["date_add('second', 86, timestamp '2020-03-01 00:00:00')", '2020-03-01 00:01:26'],
  ["date_add('hour', 9, timestamp '2020-03-01 00:00:00')", '2020-03-01 09:00:00'],
  ["date_add('day', -1, timestamp '2020-03-01 00:00:00')", '2020-02-29 00:00:00'],
  ["date_add('week', 1, timestamp '2020-03-01 00:00:00')", '2020-03-08 00:00:00'],
  ["date_add('quarter', -1, timestamp '2020-03-01 00:00:00')", '2019-12-01 00:00:00'],
  ["date_diff('second', timestamp '2020-03-01 00:00:00', timestamp '2020-03-02 00:00:00')", '86400'],
  ["date_diff('hour', timestamp '2026-01-01 00:59:00', timestamp '2026-01-01 01:01:00')", '0'],
  ["date_diff('day', date '2020-03-01', date '2020-03-02')", '1'],
  ["date_format(from_unixtime(1767225600), '%Y-%m-%d %H:%i:%s')", '2026-01-01 00:00:00'],
  ["to_unixtime(timestamp '1970-01-02 00:00:00')", 86400],
  ["date_format(from_iso8601_timestamp('2020-05-11T11:15:05+02:00'), '%H:%i')", '09:15'],
  ["date_format(from_iso8601_timestamp('2020-05-11T11:15:05.055Z'), '%H:%i:%s.%f')", '11:15:05.055000'],
  ["from_iso8601_date('2020-05-11')", '2020-05-11'],
  ["day_of_week(date '2026-11-22')", '7'],
  ["dow(date '2026-11-23')", '1'],
  ["day_of_month(date '2026-02-03')", '3'],
  ["day_of_year(date '2026-02-01')", '32'],
  ["doy(date '2026-12-31')", '365'],
  ["week_of_year(date '2027-01-01')", '53'],
  ["year_of_week(date '2027-01-01')", '2026'],
  ["last_day_of_month(date '2024-02-10')", '2024-02-29'],
  ["json_extract('{\"a\": {\"b\": 1}}', '$.a')", '{"b":1}'],
  ["json_extract('broken', '$.a')", null],
  ["json_extract_scalar('{\"a\": {\"b\": \"x\"}}', '$.a.b')", 'x'],
  ["json_extract_scalar('[1, 2, 3]', '$[2]')", '3'],
  ["json_extract_scalar('{\"id\": 9007199254740993}', '$.id')", '9007199254740993'],
  ["json_extract_scalar('{\"a\": {\"b\": 1}}', '$.a')", null],
  ["json_extract_scalar('{\"a\": [1]}', '$.a')", null],
  ["json_extract_scalar('{\"a\": null}', '$.a')", null],
  ["json_extract_scalar('{\"a\": true}', '$.a')", 'true'],
  ["json_extract_scalar('{\"a\": \"{not an object\"}', '$.a')", '{not an object'],
  ["json_extract_scalar('{\"a b\": {\"c.d\": 1}}', '$[\"a b\"][\"c.d\"]')", '1'],
  ["json_extract_scalar('broken', '$.a')", null],
  ["json_extract_scalar('', '$.a')", null],
  ["json_extract_scalar('{\"a\": 1}', null)", null],
  ["json_extract_scalar('[[1.50]]', '$[0][0]')", '1.50'],
  ["json_extract_scalar(json_parse('{\"a\": 10.50}'), '$.a')", '10.5'],
  ["athena_try(json_extract('{}', '$.#a'))", null],
  ["athena_try(cast('x' as integer))", null],
  ["athena_try(date_parse('2026-01-02', '%Q'))", null],
  ["athena_try(date_parse('no day', '%Y-%m-%d'))", null],
  ["athena_try(date_add('eon', 1, date '2026-01-01'))", null],
  ["json_format(json_parse('{\"a\": [1, 2]}'))", '{"a":[1,2]}'],
  ["json_array_length('[1, 2, 3]')", '3'],
  ["json_array_length('{}')", null],
  ["json_size('{\"x\": {\"a\": 1, \"b\": 2}}', '$.x')", '2'],
  ["json_size('{\"x\": [1, 2, 3]}', '$.x')", '3'],
  ["json_size('{\"x\": {\"a\": 1}}', '$.x.a')", '0'],
  ["json_size('{\"x\": 1}', '$.y')", null],
  ["regexp_like('1a 2b 14m', '\\d+b')", true],
  ["regexp_replace('1a 2b 14m', '\\d+[ab] ')", '14m'],
  ["regexp_replace('1a 2b 14m', '(\\d+)([ab]) ', '3c$2 ')", '3ca 3cb 14m'],
  ["regexp_extract('1a 2b 14m', '\\d+')", '1'],
  ["regexp_extract('1a 2b 14m', '(\\d+)([a-z]+)', 2)", 'a'],
  ["regexp_extract('abc', '\\d+')", null],
  ["split_part('a-b', '-', 2)", 'b'],
  ["split_part('a-b', '-', 3)", null],
  ["length('é')", '1'],
  ["length(to_utf8('é'))", '2'],
  ["to_hex(to_utf8('az'))", '617A'],
  ["from_utf8(from_hex('C3A9F09F9880'))", 'é😀'],
  ["from_utf8(from_base64('aGVsbG8='))", 'hello'],
  ["to_hex(md5(to_utf8('abc')))", '900150983CD24FB0D6963F7D28E17F72'],
  ["to_hex(sha1(to_utf8('abc')))", 'A9993E364706816ABA3E25717850C26C9CD0D89D'],
  ["to_hex(sha256(to_utf8('abc')))", 'BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD'],
  ["levenshtein_distance('kitten', 'sitting')", '3'],
  ["url_extract_protocol('https://example.com/a')", 'https'],
  ["url_extract_host('https://me:pw@example.com:8080/a?x=//y')", 'example.com'],
  ["url_extract_port('https://me:pw@example.com:8080/a')", '8080'],
  ["url_extract_port('https://example.com/a')", null],
  ["url_extract_path('https://example.com/a/b?x=1#y')", '/a/b'],
  ["url_extract_query('https://example.com/a?x=1&y=2#f')", 'x=1&y=2'],
  ["url_extract_fragment('https://example.com/a?x=1#f')", 'f'],
  ["url_extract_parameter('https://example.com/a?x=1&k=a%20b', 'k')", 'a b'],
  ["url_extract_parameter('https://example.com/a?x=1', 'k')", null],
  ["url_extract_parameter('https://example.com/a?k&x=1', 'k')", ''],
  ["array_join(ARRAY['a', null, 'b'], '-')", 'a-b'],
  ["array_join(ARRAY['a', null, 'b'], '-', '?')", 'a-?-b'],
  ['array_max(ARRAY[1, 3, 2])', 3],
  ['array_min(ARRAY[3, 1, 2])', 1],
  ['cardinality(ARRAY[1, 2, null])', '3'],
  ["cardinality(map(ARRAY['a', 'b'], ARRAY[1, 2]))", '2'],
  ["element_at(map(ARRAY['a'], ARRAY[1]), 'a')", 1],
  ["element_at(map(ARRAY['a'], ARRAY[1]), 'z')", null],
  ['element_at(ARRAY[1, 2], -1)', 2],
  ['sequence(1, 3)', ['1', '2', '3']],
  ['sequence(1, 5, 2)', ['1', '3', '5']],
  ["is_nan(cast('nan' as double))", true],
  ['truncate(-1.7)', '-1'],
  ['rand() < 1', true],
  ['7 / 2', 3],
];

test.each(EXAMPLES)('%s', async (expression, expected) => {
  expect(await valueOf(expression)).toEqual(expected);
});

/** Trino's grammar of paths has no wildcards, slices, negative indexes or filters, and no spaces between steps. */
test.each([
  '$.#a', '$[*]', '$.*', '$..a', '$.a-b', '$. a', ' $.a', '$.a ', 'a', '', '$.', '$[', '$[0', '$[-1]', '$[\'a\']', '$["a]', '$["a" ]', '$[a:b]', '$["a\\x"]', '$a', 'lax $.a', '$.a[]', '$[0:1]', '$.a?(@.b)',
])('the JSON path %p is none', async (path) => {
  for (const name of ['json_extract', 'json_extract_scalar', 'json_size']) {
    await expect(valueOf(`${name}(j, '${path.replaceAll('\'', '\'\'')}') FROM (VALUES ('{"a":1}')) AS t(j)`)).rejects.toThrow(`Invalid JSON path: '${path}'`);
  }
});

test('each number of a document keeps its characters, whatever is around it', async () => {
  const digits = fc.stringMatching(/^-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,18})?([eE][+-]?[0-9]{1,3})?$/);
  const around = fc.json({ maxDepth: 2 });
  await fc.assert(fc.asyncProperty(digits, around, around, fc.string({ unit: 'grapheme' }), async (number, before, after, text) => {
    const document = `{"before": ${before}, ${JSON.stringify(`${text}: 1.50`)}: 2.50,\n"list": [{"p" : ${number} }], "after":${after}}`;
    expect(await valueOf(`json_extract_scalar(j, '$.list[0].p') FROM (VALUES ('${document.replaceAll('\'', '\'\'')}')) AS t(j)`)).toBe(number);
  }), runs(200));
});

test('aggregates', async () => {
  const [row] = (await connection.runAndReadAll(`SELECT approx_distinct(x), approx_distinct(x, 0.01), approx_percentile(x, 0.5), every(x > 0), map_agg(x, 'v')
    FROM (VALUES (1), (1), (1), (7)) AS t(x)`)).getRowsJson();
  expect(row.slice(0, 4)).toEqual(['2', '2', 1, true]);
  expect(row[4]).toEqual(expect.arrayContaining([{ key: 1, value: 'v' }, { key: 7, value: 'v' }]));
});

test('every macro has an example', () => {
  const used = `${EXAMPLES.map(([expression]) => expression).join(' ')} approx_distinct( approx_percentile( every( map_agg(`;
  expect(MACROS.filter((macro) => !new RegExp(`\\b${macro.name}\\(`).test(used)).map((macro) => macro.name)).toEqual([]);
});

describe('from_utf8', () => {
  test('gives well-formed text back, whatever it holds', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
      expect(await valueOf(`from_utf8(from_hex('${Buffer.from(text).toString('hex')}'))`)).toBe(text);
    }), runs(50));
  });

  test('never fails on any bytes, and replaces those that are no text as the Unicode standard recommends', async () => {
    const partsOfSequences = fc.constantFrom(0x41, 0xc3, 0xa9, 0xe2, 0x82, 0xed, 0xa0, 0xf0, 0x9f, 0xf4, 0x90, 0xff);
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.array(partsOfSequences, { maxLength: 12 }));
    await fc.assert(fc.asyncProperty(bytes, async (content) => {
      const buffer = Buffer.from(content);
      // A byte order mark is a character here; by default the decoder would swallow it.
      const expected = new TextDecoder('utf-8', { ignoreBOM: true }).decode(buffer);
      expect(await valueOf(`from_utf8(from_hex('${buffer.toString('hex')}'))`)).toBe(expected);
    }), runs(300));
  });
});
