import type { DuckDBConnection, DuckDBResultReader } from '@duckdb/node-api';
import { resultValue } from './athena-text';
import { uniqueNames } from './column-names';
import { openDatabase } from './database';
import type { Database } from './database';
import { loadDuckDb } from './duckdb';
import type { QueryResult, QueryTask } from './engine-protocol';
import { ReadMeter } from './read-meter';
import { firstWord, prepareReading } from './reading-statement';
import { sqlFailure } from './sql-failure';
import { identifier } from './sql-text';
import { alreadyThere, translate, untranslate } from './statement';
import { Failure } from '../failure';

/** Runs one statement in this process. */
export async function answerQuery(task: QueryTask): Promise<QueryResult> {
  const warnings = new Set<string>();
  const database = await openDatabase(task.catalog, (message) => warnings.add(message));
  try {
    return { ...await run(database, task), warnings: [...warnings] };
  } finally {
    database.close();
  }
}

async function run(database: Database, { sql, schema, unknownQuery }: QueryTask): Promise<Omit<QueryResult, 'warnings'>> {
  const message = await alreadyThere(sql, database, schema);
  if (message !== undefined) {
    return { columns: [], rows: [], message, seconds: 0, bytesRead: 0 };
  }
  if (schema !== undefined && database.names.includes(schema)) {
    await database.connection.run(`USE ${identifier(schema)}`);
  }
  const duckdb = loadDuckDb();
  const meter = await ReadMeter.start(database.connection);
  const result = await read(database, sql, unknownQuery);
  const measured = await meter.stop();
  const rows = result.getRows().map((row) => row.map((value) => resultValue(value, duckdb)));
  return { columns: uniqueNames(result.columnNames().map(untranslate)), rows, ...measured };
}

async function read({ connection }: Database, sql: string, unknownQuery: string): Promise<DuckDBResultReader> {
  if (firstWord(sql) === '') {
    throw new Failure(unknownQuery);
  }
  try {
    const statement = await prepareReading(connection, translate(sql));
    return await statement.runAndReadAll();
  } catch (error) {
    if (error instanceof Failure) {
      throw error;
    }
    // One word that is no statement was meant as a name.
    throw isSyntaxError(error as Error) && !/\s/.test(sql.trim()) ? new Failure(unknownQuery) : await sqlFailure(await placeIn(sql, error as Error, connection), sql, connection);
  }
}

/** The same error with its place in the text that the user wrote, which is another one than in the translated text. */
async function placeIn(sql: string, error: Error, connection: DuckDBConnection): Promise<Error> {
  const firstLine = ({ message }: Error) => message.split('\n')[0];
  try {
    await prepareReading(connection, sql);
  } catch (inText) {
    return firstLine(inText as Error) === firstLine(error) ? inText as Error : error;
  }
  return error;
}

function isSyntaxError(error: Error): boolean {
  return /^(?:Failed to extract statements: )?Parser Error/.test(error.message);
}
