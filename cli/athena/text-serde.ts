import type { GlueTable } from './glue-table';
import type { HiveType } from './hive-type';
import { duckDbType } from './hive-type';
import { identifier, list, literal } from './sql-text';

/** The names under which a reader gives the line and the file; no column of Glue is called so. */
export const LINE = '"$line"';
export const FILE = '"$file"';

// The most that Trino reads as one line is 100 MB.
const LONGEST_LINE = 134_217_728;
// Never in a text: what DuckDB calls a field is the whole line.
const NO_DELIMITER = '\u001f\u001e\u001d\u001c';

/** The files line by line. A blank line is a line; quotes mean nothing; `.gz` is unpacked. */
export function linesOf(files: readonly string[]): string {
  // Each with its codec: DuckDB's own guess is led astray by a question mark in a path.
  const packed = files.filter(isPacked);
  const plain = files.filter((file) => !isPacked(file));
  const parts = [...packed.length > 0 ? [linesIn(packed, 'gzip')] : [], ...plain.length > 0 ? [linesIn(plain, 'none')] : []];
  return `(${parts.join(' UNION ALL ')})`;
}

function isPacked(file: string): boolean {
  return file.toLowerCase().endsWith('.gz');
}

function linesIn(files: readonly string[], compression: string): string {
  // Under its own name: DuckDB leaves out files by their path only where the column is called so.
  return `SELECT coalesce(line, '') AS ${LINE}, filename AS ${FILE} FROM read_csv(${list(files)}, auto_detect = false, header = false,
    columns = {'line': 'VARCHAR'}, delim = ${literal(NO_DELIMITER)}, quote = '', escape = '', comment = '', strict_mode = false,
    max_line_size = ${LONGEST_LINE}, compression = ${literal(compression)}, filename = true)`;
}

const KNOWN = new Set(['serialization.format', 'field.delim', 'serialization.null.format', 'line.delim']);

/** LazySimpleSerDe: fields between delimiters, a value that its type cannot hold is null. */
export function readText(table: GlueTable, files: readonly string[], warn: (message: string) => void): string {
  return `SELECT ${[...textColumns(table, warn), FILE].join(', ')} FROM ${linesOf(files)}`;
}

function textColumns(table: GlueTable, warn: (message: string) => void): string[] {
  const name = `${table.database}.${table.name}`;
  const unknown = Object.keys(table.serdeParameters).filter((parameter) => !KNOWN.has(parameter));
  if (unknown.length > 0) {
    warn(`${name}: the SerDe properties ${unknown.join(', ')} are not followed here`);
  }
  const fields = `string_split(${LINE}, ${literal(delimiter(table))})`;
  const missing = literal(table.serdeParameters['serialization.null.format'] ?? '\\N');
  return table.columns.map((column, index) => {
    if (column.type.kind !== 'scalar') {
      warn(`${name}: ${column.name} is null here: delimited text is read into scalar columns only`);
      return `NULL::${duckDbType(column.type)} AS ${identifier(column.name)}`;
    }
    return `${textValue(`nullif(${fields}[${index + 1}], ${missing})`, column.type)} AS ${identifier(column.name)}`;
  });
}

/** The character itself, or its code. U+0001 is the default. */
function delimiter(table: GlueTable): string {
  const given = table.serdeParameters['field.delim'] ?? table.serdeParameters['serialization.format'] ?? '1';
  return /^\d+$/.test(given) ? String.fromCharCode(Number(given)) : given[0] ?? '\u0001';
}

export function textValue(text: string, type: HiveType): string {
  const target = duckDbType(type);
  return target === 'VARCHAR' ? text : `try_cast(${text} AS ${target})`;
}
