import type { DuckDBConnection } from '@duckdb/node-api';
import { macroFailure } from './macro-failure';
import { Failure } from '../failure';

/** What DuckDB says of a statement, in one line, with what would be allowed in the place. */
export async function sqlFailure(error: Error, sql: string, connection: DuckDBConnection): Promise<Failure> {
  const file = /Invalid unicode[\s\S]*^\s*file = (.*)$/m.exec(error.message)?.[1];
  if (file !== undefined) {
    return new Failure(`${file} holds bytes that are no UTF-8 text; Athena would replace them, here the file cannot be read`);
  }
  const failure = macroFailure(error.message);
  if (failure !== undefined) {
    return new Failure(failure);
  }
  if (error.message.startsWith('Permission Error')) {
    return new Failure(`query: got a statement that opens a file by itself, ${allowed(await tables(connection), 'and the template has no table')}`);
  }
  return new Failure([messageWithPlace(error.message), ...await advice(error.message, sql, connection)].join('; '));
}

/** DuckDB's first line, and the place that its later lines draw. */
function messageWithPlace(message: string): string {
  const [first, ...rest] = message.replace(/^Failed to extract statements: /, '').split('\n');
  const at = rest.findIndex((line) => /^LINE \d+: /.test(line));
  if (at < 0) {
    return first;
  }
  const [prefix, line] = /^LINE (\d+): /.exec(rest[at])!;
  const caret = rest[at + 1]?.indexOf('^') ?? -1;
  // A line that was cut on the left says nothing about the column.
  const column = caret >= prefix.length && !rest[at].slice(prefix.length).startsWith('...') ? `, column ${caret - prefix.length + 1}` : '';
  return `${first} (line ${line}${column})`;
}

const SINGLE_QUOTES = 'text goes in single quotes';

async function advice(message: string, sql: string, connection: DuckDBConnection): Promise<string[]> {
  if (/^Catalog Error: Table with name .* does not exist/.test(message)) {
    return [allowed(await tables(connection), 'the template has no table')];
  }
  const [, referenced, named = referenced] = /^Binder Error: (?:Referenced column "(.*)" not found|.* does not have a column named "(.*)")/.exec(message) ?? [];
  if (named !== undefined) {
    const columns = [allowed(await columnsInReach(message, sql, connection), 'there are no columns')];
    return isMeantAsText(named, sql) ? [...columns, SINGLE_QUOTES] : columns;
  }
  return /^Binder Error: Cannot (?:compare|mix) values of type .*VARCHAR/.test(message) ? [SINGLE_QUOTES] : [];
}

function allowed(names: readonly string[], none: string): string {
  return names.length === 0 ? none : `allowed: ${names.join(', ')}`;
}

async function tables(connection: DuckDBConnection): Promise<string[]> {
  const found = await connection.runAndReadAll('SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema <> \'main\' ORDER BY 1, 2');
  return found.getRows().map(([schema, name]) => `${String(schema)}.${String(name)}`);
}

/** Those of the statement's tables; where it makes columns of its own in between, the nearest ones that DuckDB names. */
async function columnsInReach(message: string, sql: string, connection: DuckDBConnection): Promise<string[]> {
  const [, candidates = ''] = /^Candidate bindings: (.*)$/m.exec(message) ?? [];
  const nearest = [...candidates.matchAll(/"([^"]*)"/g)].map(([, name]) => name);
  if ([...sql.matchAll(/\bselect\b/gi)].length > 1) {
    return nearest;
  }
  const found = await connection.runAndReadAll(`SELECT table_schema, table_name, table_schema = current_schema(), column_name
    FROM information_schema.columns WHERE table_schema <> 'main' ORDER BY 1, 2, ordinal_position`);
  const columns = found.getRows()
    .filter(([schema, table, isCurrent]) => isNamed(String(schema), String(table), isCurrent === true, sql))
    .map(([,,, name]) => String(name));
  return columns.length > 0 ? [...new Set(columns)] : nearest;
}

function isNamed(schema: string, table: string, isCurrent: boolean, sql: string): boolean {
  const [database, name] = [schema, table].map((part) => part.replace(/\W/g, '\\$&'));
  const qualified = new RegExp(`(?<!\\w)${database}"?\\s*\\.\\s*"?${name}(?!\\w)`, 'i');
  const alone = new RegExp(`(?<!\\w|\\.\\s*"?)${name}(?!\\w)`, 'i');
  return qualified.test(sql) || (isCurrent && alone.test(sql));
}

/** In double quotes, and where a value is expected or with characters that no column has. */
function isMeantAsText(name: string, sql: string): boolean {
  const quoted = `"${name}"`;
  const before = sql.slice(0, Math.max(sql.indexOf(quoted), 0));
  return sql.includes(quoted) && (!/^\w+$/.test(name) || /^\d/.test(name) || /(?:[=<>]|\b(?:like|in|between|and)\b)[\s(]*$/i.test(before));
}
