import { Failure } from '../failure';
import type { Database } from './database';
import { SAFE_TRY } from './macros';

/** What Athena understands and DuckDB does not, in the text of a statement. */

const PIECES = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|[^'"/-]+|[/-]/g;

/** `array(varchar)` is `varchar[]` in DuckDB, and TRY has a macro of its own. Texts, quoted names and comments stay as they are. */
export function translate(sql: string): string {
  return (sql.match(PIECES) ?? []).map((piece) => (/^['"]|^--|^\/\*/.test(piece) ? piece : arrays(piece).replace(/\btry(?=\s*\()/gi, SAFE_TRY))).join('');
}

/** The name of a column as the user would expect it. */
export function untranslate(column: string): string {
  return column.replaceAll(`${SAFE_TRY}(`, 'try(');
}

function arrays(code: string): string {
  // From the inside out: array(array(varchar)).
  const translated = code.replace(/\barray\s*\(\s*([a-z]\w*(?:\s*\(\s*\d+(?:\s*,\s*\d+)?\s*\))?(?:\[\])*)\s*\)/gi, '$1[]');
  return translated === code ? code : arrays(translated);
}

const CREATE_DATABASE = /^CREATE\s+(?:DATABASE|SCHEMA)\s+IF\s+NOT\s+EXISTS\s+`?(\w+)`?/i;
const CREATE_TABLE = /^CREATE\s+EXTERNAL\s+TABLE\s+IF\s+NOT\s+EXISTS\s+(?:`?(\w+)`?\s*\.\s*)?`?(\w+)`?/i;

/**
 * The outcome of a statement that makes what the deployment has made already, in Hive's language, which only Athena speaks.
 *
 * @returns undefined for any other statement
 * @throws Failure if the deployment has no such database or table
 */
export async function alreadyThere(sql: string, database: Database, schema: string | undefined): Promise<string | undefined> {
  const text = sql.trim();
  const created = CREATE_DATABASE.exec(text)?.[1].toLowerCase();
  if (created !== undefined) {
    return database.names.includes(created) ? `database ${created} is there` : missing('database', created, 'AWS::Glue::Database');
  }
  const [, inDatabase = schema, table] = CREATE_TABLE.exec(text)?.map((name) => name?.toLowerCase()) ?? [];
  if (table === undefined) {
    return undefined;
  }
  const found = await database.connection.runAndReadAll(
    'SELECT count(*) FROM information_schema.tables WHERE table_schema = $1 AND table_name = $2', [inDatabase ?? '', table]);
  const name = inDatabase === undefined ? table : `${inDatabase}.${table}`;
  return Number(found.getRows()[0][0]) > 0 ? `table ${name} is there` : missing('table', name, 'AWS::Glue::Table');
}

function missing(kind: string, name: string, type: string): never {
  throw new Failure(`${kind}: got ${name}, which no ${type} of the template makes; here only what the template makes is there`);
}
