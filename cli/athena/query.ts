import type { DuckDBResultReader } from '@duckdb/node-api';
import { Failure } from '../failure';
import { resultValue } from './athena-text';
import type { ResultValue } from './athena-text';
import { openDatabase } from './database';
import type { Database } from './database';
import { loadDuckDb } from './duckdb';
import { callNames, findNamedQuery, namedQueries } from './named-queries';
import type { NamedQuery } from './named-queries';
import { identifier } from './sql-text';
import { alreadyThere, translate } from './statement';
import type { Deployment } from '../template/deployment';

export interface QueryResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly ResultValue[])[];
  /** What a statement without rows has to say. */
  readonly message?: string;
  /** What is answered otherwise than Athena would: each said once. */
  readonly warnings: readonly string[];
}

/** Runs a named query, by its name, or one statement of SQL. */
export async function runQuery(deployment: Deployment, dataFolder: string, textOrName: string): Promise<QueryResult> {
  const queries = namedQueries(deployment);
  const query = findNamedQuery(queries, textOrName.trim());
  if (!query && !isSql(textOrName)) {
    const names = callNames(queries);
    throw new Failure(`query: got ${textOrName.trim() || 'nothing'}, allowed SQL or a named query: ${names.join(', ') || 'the template has none'}`);
  }
  const warnings = new Set<string>();
  const database = await openDatabase(deployment, dataFolder, (message) => warnings.add(message));
  try {
    const answer = await run(database, query?.sql ?? textOrName, schemaOf(query, database));
    return { ...answer, warnings: [...warnings] };
  } finally {
    database.close();
  }
}

/** A name is one word; a statement has more. */
function isSql(text: string): boolean {
  return /\s/.test(text.trim());
}

/** Athena's console has one database chosen; with one only, it is that. */
function schemaOf(query: NamedQuery | undefined, database: Database): string | undefined {
  return query?.database ?? (database.names.length === 1 ? database.names[0] : undefined);
}

async function run(database: Database, sql: string, schema: string | undefined): Promise<Omit<QueryResult, 'warnings'>> {
  const message = await alreadyThere(sql, database, schema);
  if (message !== undefined) {
    return { columns: [], rows: [], message };
  }
  if (schema !== undefined && database.names.includes(schema)) {
    await database.connection.run(`USE ${identifier(schema)}`);
  }
  const duckdb = loadDuckDb();
  const result = await read(database, translate(sql));
  return { columns: result.columnNames(), rows: result.getRows().map((row) => row.map((value) => resultValue(value, duckdb))) };
}

async function read(database: Database, sql: string): Promise<DuckDBResultReader> {
  try {
    const statements = await database.connection.extractStatements(sql);
    if (statements.count !== 1) {
      throw new Failure(`query: got ${statements.count} statements, allowed one; run them one by one`);
    }
    return await database.connection.runAndReadAll(sql);
  } catch (error) {
    throw error instanceof Failure ? error : new Failure(sqlError(error as Error));
  }
}

/** DuckDB's first line, and the place that its later lines draw. */
function sqlError(error: Error): string {
  const file = /Invalid unicode[\s\S]*^\s*file = (.*)$/m.exec(error.message)?.[1];
  if (file !== undefined) {
    return `${file} holds bytes that are no UTF-8 text; Athena would replace them, here the file cannot be read`;
  }
  const [first, ...rest] = error.message.replace(/^Failed to extract statements: /, '').split('\n');
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
