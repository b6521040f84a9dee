import { mayPrintOtherwise, numbersAsStrings } from './json-number-text';
import { failWith } from './macro-failure';

/**
 * Functions of Trino (Athena engine 3) that DuckDB lacks, or has with another meaning under the same name. Each is a macro, so one SQL text runs
 * unchanged here and on Athena. `system.main.x` is DuckDB's own function where the macro carries its name.
 */
export interface Macro {
  readonly name: string;
  /** One `(parameters) AS expression` for each number of parameters. */
  readonly overloads: readonly string[];
}

const macro = (name: string, ...overloads: string[]): Macro => ({ name, overloads });

export function createMacro({ name, overloads }: Macro): string {
  return `CREATE MACRO main.${name}${overloads.join(', ')}`;
}

/** MySQL's letters, which Trino's formats use, as C's. `%%` is put aside first, or its second half would start another letter. */
const MYSQL_TO_C: [string, string][] = [
  ['%%', '\u0001'], ['%M', '%B'], ['%i', '%M'], ['%s', '%S'], ['%c', '%-m'], ['%e', '%-d'], ['%h', '%I'], ['%k', '%-H'], ['%l', '%-I'],
  ['%r', '%I:%M:%S %p'], ['%T', '%H:%M:%S'], ['%W', '%A'], ['%v', '%V'], ['%x', '%G'], ['\u0001', '%%'],
];
const C_FORMAT = MYSQL_TO_C.reduce((format, [from, to]) => `replace(${format}, '${from}', '${to}')`, 'f');

/** DuckDB parses by constant formats only, so that these are all that can be parsed by. */
const PARSE_FORMATS: [string, string][] = [
  ['%Y-%m-%d', '%Y-%m-%d'], ['%Y/%m/%d', '%Y/%m/%d'], ['%Y%m%d', '%Y%m%d'], ['%Y-%m', '%Y-%m'], ['%Y', '%Y'], ['%d/%m/%Y', '%d/%m/%Y'],
  ['%m/%d/%Y', '%m/%d/%Y'], ['%Y-%m-%d %H:%i', '%Y-%m-%d %H:%M'], ['%Y-%m-%d %H:%i:%s', '%Y-%m-%d %H:%M:%S'],
  ['%Y-%m-%d %H:%i:%s.%f', '%Y-%m-%d %H:%M:%S.%f'], ['%Y-%m-%d %T', '%Y-%m-%d %H:%M:%S'], ['%Y-%m-%dT%H:%i:%s', '%Y-%m-%dT%H:%M:%S'],
  ['%Y-%m-%dT%H:%i:%sZ', '%Y-%m-%dT%H:%M:%SZ'], ['%Y-%m-%dT%H:%i:%s.%fZ', '%Y-%m-%dT%H:%M:%S.%fZ'], ['%Y-%m-%d-%H', '%Y-%m-%d-%H'],
];
const PARSE_CASES = PARSE_FORMATS.map(([mysql, c]) => `WHEN '${mysql}' THEN strptime("$text", '${c}')`).join(' ');

/** A well-formed sequence of UTF-8, then a broken one, over hexadecimal digits: each match begins where a byte begins. */
const WELL_FORMED = '(?:[0-7].|(?:C[2-9A-F]|D.)[89AB].|E0[AB].[89AB].|E[1-9A-CEF][89AB].[89AB].|ED[89].[89AB].'
  + '|F0[9AB].[89AB].[89AB].|F[1-3](?:[89AB].){3}|F48.(?:[89AB].){2})+';
const BROKEN = '(?:E0[AB].|E[1-9A-CEF][89AB].|ED[89].|F0[9AB].(?:[89AB].)?|F[1-3][89AB].(?:[89AB].)?|F48.(?:[89AB].)?|..)';

/**
 * Trino's own grammar of JSON paths: a step is `.name`, `[name]` or `["any text"]`, and a number is the index of an array as well as the key of an object.
 * @see https://github.com/trinodb/trino/blob/master/core/trino-main/src/main/java/io/trino/operator/scalar/JsonPathTokenizer.java
 */
const QUOTED = '(?:[^"\\\\]|\\\\["\\\\])*';
const IS_PATH = `regexp_full_match(p, '\\$(?:\\.[\\p{L}\\p{Nd}_:]+|\\[[\\p{L}\\p{Nd}_]+\\]|\\["${QUOTED}"\\])*')`;
const withPath = (expression: string) => `CASE WHEN p IS NULL THEN NULL WHEN ${IS_PATH} THEN ${expression}
    ELSE ${failWith('\'Invalid JSON path: \'\'\' || p || \'\'\'\'', 'j::VARCHAR')} END`;
/**
 * The same as a JSON Pointer, in which numbers mean the same. It begins with its slash whatever the path is: DuckDB looks at it before it is asked for.
 * Only the check above has classes of letters, which are dear to compile.
 */
const POINTER = `CASE p WHEN '$' THEN '$' ELSE '/' || system.main.regexp_replace(substr(system.main.regexp_replace(
    replace(replace(p, '~', '~0'), '/', '~1'), '\\.([^.\\[]+)|\\[([^"\\]]+)\\]|\\["(${QUOTED})"\\]', '/\\1\\2\\3', 'g'), 3), '\\\\(["\\\\])', '\\1', 'g') END`;
const JSON_AT = `system.main.json_extract(j, ${POINTER})`;
/** Malformed JSON has no type, as it has no value for Trino. */
const TYPE_AT = `try(json_type(j, ${POINTER}))`;
/** Each parameter as rarely as possible: a macro is text, and nested ones multiply. */
const SCALAR = `CASE WHEN ${TYPE_AT} IN ('VARCHAR', 'BOOLEAN', 'UBIGINT', 'BIGINT', 'DOUBLE') THEN json_extract_string(
    CASE WHEN ${TYPE_AT} IN ('BIGINT', 'DOUBLE') AND ${mayPrintOtherwise('j::VARCHAR')} THEN ${numbersAsStrings('j::VARCHAR')} ELSE j::VARCHAR END, ${POINTER}) END`;

/** The parts of a URI as RFC 3986 (appendix B) takes them apart. */
const uriPart = (group: number) => `(u) AS nullif(regexp_extract(u, '^(([^:/?#]+):)?(//([^/?#]*))?([^?#]*)(\\?([^#]*))?(#(.*))?', ${group}), '')`;
const AUTHORITY = 'system.main.regexp_extract(u, \'^[^:/?#]+://(?:[^/?#@]*@)?([^/?#]*)\', 1)';

/**
 * What TRY is called here. Where a row fails, DuckDB 1.5.6 repeats TRY row by row, with room for one result, and CASE or COALESCE at its top write beyond
 * it: other rows change, or the process ends. Below another function they have room of their own, so that a list of one does no harm.
 * @see https://github.com/duckdb/duckdb/issues/25280
 */
export const SAFE_TRY = 'athena_try';

export const MACROS: readonly Macro[] = [
  macro(SAFE_TRY, '(x) AS try([x][1])'),
  // dates
  macro('date_format', `(t, f) AS strftime(t, ${C_FORMAT})`),
  // The text by a name, or a long one would be there as often as there are formats.
  macro('date_parse', `(s, f) AS list_transform([s], lambda "$text": CASE f ${PARSE_CASES}
    ELSE ${failWith('\'date_parse: the format \' || f || \' cannot be parsed by here\'', '"$text"')} END)[1]`),
  macro('date_add', `(u, n, t) AS t + CASE lower(u)
    WHEN 'millisecond' THEN to_milliseconds(n) WHEN 'second' THEN to_seconds(n) WHEN 'minute' THEN to_minutes(n) WHEN 'hour' THEN to_hours(n)
    WHEN 'day' THEN to_days(n::INTEGER) WHEN 'week' THEN to_days((7 * n)::INTEGER) WHEN 'month' THEN to_months(n::INTEGER)
    WHEN 'quarter' THEN to_months((3 * n)::INTEGER) WHEN 'year' THEN to_years(n::INTEGER) ELSE ${failWith('\'date_add: no unit \' || u', 't::VARCHAR')} END`),
  macro('date_diff', '(u, a, b) AS datesub(u, a, b)'),
  macro('from_unixtime', '(x) AS to_timestamp(x)'),
  macro('to_unixtime', '(t) AS epoch(t)'),
  macro('from_iso8601_timestamp', '(s) AS CAST(s AS TIMESTAMPTZ)'),
  macro('from_iso8601_date', '(s) AS CAST(s AS DATE)'),
  macro('day_of_week', '(t) AS isodow(t)'),
  macro('dow', '(t) AS isodow(t)'),
  macro('day_of_month', '(t) AS day(t)'),
  macro('day_of_year', '(t) AS dayofyear(t)'),
  macro('doy', '(t) AS dayofyear(t)'),
  macro('week_of_year', '(t) AS weekofyear(t)'),
  macro('year_of_week', '(t) AS isoyear(t)'),
  macro('last_day_of_month', '(t) AS last_day(t)'),
  // JSON
  macro('json_extract', `(j, p) AS ${withPath(`try(${JSON_AT})`)}`),
  macro('json_extract_scalar', `(j, p) AS ${withPath(SCALAR)}`),
  // Numbers as Trino's JSON type holds them, without needless digits.
  macro('json_parse', '(s) AS system.main.json_extract(s, \'$\')'),
  macro('json_format', '(j) AS CAST(system.main.json_extract(CAST(j AS VARCHAR), \'$\') AS VARCHAR)'),
  macro('json_array_length', '(j) AS CASE WHEN left(try(system.main.json_extract(j, \'$\'))::VARCHAR, 1) = \'[\' THEN system.main.json_array_length(j) END'),
  macro('json_size', `(j, p) AS ${withPath(`CASE WHEN ${TYPE_AT} = 'OBJECT' THEN len(json_keys(j, ${POINTER}))
    WHEN ${TYPE_AT} IS NOT NULL THEN system.main.json_array_length(j, ${POINTER}) END`)}`),
  // text and bytes
  macro('regexp_like', '(s, r) AS regexp_matches(s, r)'),
  macro('regexp_replace', '(s, r) AS system.main.regexp_replace(s, r, \'\', \'g\')',
    '(s, r, x) AS system.main.regexp_replace(s, r, system.main.regexp_replace(x, \'\\$(\\d)\', \'\\\\\\1\', \'g\'), \'g\')'),
  macro('regexp_extract', '(s, r) AS CASE WHEN regexp_matches(s, r) THEN system.main.regexp_extract(s, r) END',
    '(s, r, g) AS CASE WHEN regexp_matches(s, r) THEN system.main.regexp_extract(s, r, g) END'),
  macro('split_part', '(s, d, n) AS string_split(s, d)[n]'),
  macro('to_utf8', '(s) AS encode(s)'),
  macro('from_utf8', `(b) AS coalesce(try(decode(b)), array_to_string(list_transform(
    system.main.regexp_extract_all(hex(b), '${WELL_FORMED}|${BROKEN}'),
    lambda h: CASE WHEN regexp_full_match(h, '${WELL_FORMED}') THEN decode(unhex(h)) ELSE chr(65533) END), ''))`),
  macro('to_hex', '(b) AS hex(b)'),
  macro('from_hex', '(s) AS unhex(s)'),
  macro('md5', '(b) AS unhex(system.main.md5(b))'),
  macro('sha1', '(b) AS unhex(system.main.sha1(b))'),
  macro('sha256', '(b) AS unhex(system.main.sha256(b))'),
  macro('length', '(s) AS CASE WHEN typeof(s) = \'BLOB\' THEN octet_length(s::BLOB) ELSE system.main.length(s::VARCHAR) END'),
  macro('levenshtein_distance', '(a, b) AS levenshtein(a, b)'),
  macro('url_extract_protocol', uriPart(2)),
  macro('url_extract_host', `(u) AS nullif(system.main.regexp_replace(${AUTHORITY}, ':\\d*$', ''), '')`),
  macro('url_extract_port', `(u) AS CAST(nullif(system.main.regexp_extract(${AUTHORITY}, ':(\\d+)$', 1), '') AS BIGINT)`),
  macro('url_extract_path', '(u) AS system.main.regexp_extract(u, \'^(([^:/?#]+):)?(//([^/?#]*))?([^?#]*)\', 5)'),
  macro('url_extract_query', uriPart(7)),
  macro('url_extract_fragment', uriPart(9)),
  macro('url_extract_parameter', `(u, k) AS url_decode(split_part(list_filter(
    string_split(url_extract_query(u), '&'), lambda x: split_part(x, '=', 1) = k)[1] || '=', '=', 2))`),
  // aggregates, lists and maps
  macro('approx_distinct', '(x) AS count(DISTINCT x)', '(x, e) AS count(DISTINCT x)'),
  macro('approx_percentile', '(x, p) AS quantile_disc(x, p)'),
  macro('every', '(x) AS bool_and(x)'),
  macro('map_agg', '(k, v) AS map_from_entries(list(DISTINCT {key: k, value: v}))'),
  macro('array_join', '(a, d) AS array_to_string(a, d)', '(a, d, n) AS array_to_string(list_transform(a, lambda x: coalesce(x::VARCHAR, n)), d)'),
  macro('array_max', '(a) AS list_max(a)'),
  macro('array_min', '(a) AS list_min(a)'),
  macro('cardinality', '(a) AS CASE WHEN typeof(a) LIKE \'MAP(%\' THEN len(json_keys(to_json(a))) ELSE len(system.main.json_extract(to_json(a), \'$[*]\')) END'),
  macro('element_at', '(a, k) AS a[k]'),
  macro('sequence', '(a, b) AS generate_series(a, b)', '(a, b, s) AS generate_series(a, b, s)'),
  // numbers
  macro('is_nan', '(x) AS isnan(x)'),
  macro('truncate', '(x) AS trunc(x)'),
  macro('rand', '() AS random()'),
];
