import type { DuckDBConnection } from '@duckdb/node-api';
import type { Catalog } from './catalog';
import { confine } from './confinement';
import { loadDuckDb } from './duckdb';
import type { Column, GlueTable } from './glue-table';
import { duckDbType } from './hive-type';
import { readJson } from './json-serde';
import { MACROS, createMacro } from './macros';
import { readParquet } from './parquet-serde';
import { identifier } from './sql-text';
import type { TableFiles } from './table-files';
import { FILE, readText } from './text-serde';

type Warn = (message: string) => void;

/** DuckDB as Athena sees the deployment: one schema for each database, one view for each table. */
export interface Database {
  readonly connection: DuckDBConnection;
  /** The names of the databases, in the order of the templates. */
  readonly names: readonly string[];
  close(): void;
}

/** From here on DuckDB opens the files of the catalog and nothing else, and counts what it reads of them. */
export async function openDatabase({ databases, tables }: Catalog, warn: Warn): Promise<Database> {
  const { DuckDBInstance } = loadDuckDb();
  // Nothing is fetched from anywhere.
  const instance = await DuckDBInstance.create(':memory:', { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' });
  const connection = await instance.connect();
  await connection.run('SET TimeZone = \'UTC\'; SET integer_division = true');
  // What two expressions share would be evaluated before them, also out of a TRY, which then catches nothing.
  await connection.run('SET disabled_optimizers = \'common_subexpressions\'');
  await connection.run(MACROS.map(createMacro).join(';\n'));
  for (const name of databases) {
    await connection.run(`CREATE SCHEMA IF NOT EXISTS ${identifier(name)}`);
  }
  await confine(connection, tables.flatMap(({ found }) => found.files));
  for (const { table, found } of tables) {
    await createView(connection, table, found, warn);
  }
  return {
    connection,
    names: databases,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function createView(connection: DuckDBConnection, table: GlueTable, found: TableFiles, warn: Warn): Promise<void> {
  const source = await rowsOf(connection, table, found, warn);
  if (source !== undefined) {
    const columns = table.columns.map((column) => identifier(column.name));
    const partitions = table.partitionKeys.map((key, index) => partition(key, index, found));
    await connection.run(`CREATE VIEW ${qualified(table)} AS SELECT ${[...columns, ...partitions].join(', ')} FROM (${source})`);
  }
}

/**
 * The value of a partition key, from the path of the file. DuckDB leaves out the files that a condition on it excludes only where nothing in the
 * expression can fail: no cast that can, and no decoding where there is nothing to decode.
 */
function partition(key: Column, index: number, { root, files }: TableFiles): string {
  const folder = `string_split(substr(${FILE}, ${[...root].length + 1}), '/')[${index + 1}]`;
  const text = `substr(${folder}, ${key.name.length + 2})`;
  const isEscaped = files.some((file) => file.includes('%', root.length));
  return `TRY_CAST(${isEscaped ? `url_decode(${text})` : text} AS ${duckDbType(key.type)}) AS ${identifier(key.name)}`;
}

/** A query that gives the columns of the files and the path of each row's file; undefined where the format cannot be read here. */
async function rowsOf(connection: DuckDBConnection, table: GlueTable, { files }: TableFiles, warn: Warn): Promise<string | undefined> {
  if (!isReadable(table)) {
    warn(`${table.database}.${table.name} cannot be queried here: tables on S3 with ${Object.keys(READERS).join(', ')} can, this has ${table.serde}`);
    return undefined;
  }
  if (files.length === 0) {
    const nothing = table.columns.map((column) => `NULL::${duckDbType(column.type)} AS ${identifier(column.name)}`);
    return `SELECT ${[...nothing, `'' AS ${FILE}`].join(', ')} WHERE false`;
  }
  return READERS[table.serde](table, files, warn, connection);
}

type Reader = (table: GlueTable, files: readonly string[], warn: Warn, connection: DuckDBConnection) => string | Promise<string>;

const READERS: Record<string, Reader> = {
  'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe': readText,
  'org.openx.data.jsonserde.JsonSerDe': readJson,
  'org.apache.hive.hcatalog.data.JsonSerDe': readJson,
  'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe': (table, files, _warn, connection) => readParquet(table, files, connection),
};

function isReadable(table: GlueTable): boolean {
  return table.bucket !== '' && Object.hasOwn(READERS, table.serde);
}

function qualified(table: GlueTable): string {
  return `${identifier(table.database)}.${identifier(table.name)}`;
}
