import type { DuckDBResultReader } from '@duckdb/node-api';
import { Failure } from '../failure';
import { resultValue } from './athena-text';
import type { ResultValue } from './athena-text';
import { uniqueNames } from './column-names';
import { openDatabase } from './database';
import type { Database } from './database';
import { loadDuckDb } from './duckdb';
import { callNames, findNamedQuery, namedQueries } from './named-queries';
import type { NamedQuery } from './named-queries';
import { firstWord, prepareReading } from './reading-statement';
import { sqlFailure } from './sql-failure';
import { identifier } from './sql-text';
import { alreadyThere, translate } from './statement';
import type { Deployment } from '../template/deployment';

export interface QueryResult {
  /** Each name once, whatever the statement calls them. */
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
  const warnings = new Set<string>();
  const database = await openDatabase(deployment, dataFolder, (message) => warnings.add(message));
  try {
    const answer = await run(database, query?.sql ?? textOrName, schemaOf(query, database), () => unknownQuery(textOrName, queries));
    return { ...answer, warnings: [...warnings] };
  } finally {
    database.close();
  }
}

function unknownQuery(textOrName: string, queries: readonly NamedQuery[]): Failure {
  const names = callNames(queries).join(', ');
  return new Failure(`query: got ${textOrName.trim() || 'nothing'}, allowed SQL or a named query: ${names === '' ? 'the template has none' : names}`);
}

/** Athena's console has one database chosen; with one only, it is that. */
function schemaOf(query: NamedQuery | undefined, database: Database): string | undefined {
  return query?.database ?? (database.names.length === 1 ? database.names[0] : undefined);
}

async function run(database: Database, sql: string, schema: string | undefined, unknown: () => Failure): Promise<Omit<QueryResult, 'warnings'>> {
  const message = await alreadyThere(sql, database, schema);
  if (message !== undefined) {
    return { columns: [], rows: [], message };
  }
  if (schema !== undefined && database.names.includes(schema)) {
    await database.connection.run(`USE ${identifier(schema)}`);
  }
  const duckdb = loadDuckDb();
  const result = await read(database, translate(sql), unknown);
  return { columns: uniqueNames(result.columnNames()), rows: result.getRows().map((row) => row.map((value) => resultValue(value, duckdb))) };
}

async function read(database: Database, sql: string, unknown: () => Failure): Promise<DuckDBResultReader> {
  if (firstWord(sql) === '') {
    throw unknown();
  }
  try {
    const statement = await prepareReading(database.connection, sql);
    return await statement.runAndReadAll();
  } catch (error) {
    if (error instanceof Failure) {
      throw error;
    }
    // One word that is no statement was meant as a name.
    throw isSyntaxError(error as Error) && !/\s/.test(sql.trim()) ? unknown() : await sqlFailure(error as Error, sql, database.connection);
  }
}

function isSyntaxError(error: Error): boolean {
  return /^(?:Failed to extract statements: )?Parser Error/.test(error.message);
}
