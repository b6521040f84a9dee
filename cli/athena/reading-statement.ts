import type { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api';
import { loadDuckDb } from './duckdb';
import { Failure } from '../failure';

/** The statements that read, by their first word. `FROM` and `SUMMARIZE` are DuckDB's own. */
const READING = ['SELECT', 'WITH', 'VALUES', 'EXPLAIN', 'SHOW', 'DESCRIBE', 'DESC', 'TABLE', 'FROM', 'SUMMARIZE'];
const ALLOWED = 'SELECT, WITH, VALUES, EXPLAIN, SHOW or DESCRIBE';

/** White space, comments, and the parentheses that a query may stand in. */
const BEFORE = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|\()+/;
/** What may stand between two words. */
const GAP = '(?:\\s|--[^\\n]*(?:\\n|$)|/\\*[\\s\\S]*?\\*/)*';
const EXPLAIN = new RegExp(`^EXPLAIN\\b${GAP}(?:(?:ANALY[ZS]E|VERBOSE)\\b${GAP}|\\(\\s*(?:ANALY[ZS]E|VERBOSE|FORMAT)\\b[^)]*\\)${GAP})*`, 'i');

/** The first word of a statement in capitals; an empty text if there is no statement. */
export function firstWord(sql: string): string {
  return /^\w*/.exec(sql.replace(BEFORE, ''))![0].toUpperCase();
}

/**
 * Prepares one statement, which is not run yet.
 * @throws Failure for more than one, and for one that may change something: the data folder is the local run's, and DuckDB could write any file
 */
export async function prepareReading(connection: DuckDBConnection, sql: string): Promise<DuckDBPreparedStatement> {
  const statements = await connection.extractStatements(sql);
  if (statements.count !== 1) {
    throw new Failure(`query: got ${statements.count} statements, allowed one; run them one by one`);
  }
  const word = firstWord(sql);
  // The word comes first: to prepare an EXPORT makes its folder already.
  if (!READING.includes(word)) {
    throw notReading(word);
  }
  if (word === 'EXPLAIN') {
    // EXPLAIN ANALYZE runs what it explains.
    await prepareReading(connection, sql.replace(BEFORE, '').replace(EXPLAIN, ''));
  }
  const { StatementType } = loadDuckDb();
  const statement = await statements.prepare(0);
  if (statement.statementType !== StatementType.SELECT && statement.statementType !== StatementType.EXPLAIN) {
    throw notReading(StatementType[statement.statementType]);
  }
  return statement;
}

function notReading(got: string): Failure {
  return new Failure(`query: got a statement with ${got}, allowed one that reads: ${ALLOWED}; the template says what tables there are, the local run writes their objects`);
}
