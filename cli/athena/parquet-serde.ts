import type { DuckDBConnection } from '@duckdb/node-api';
import type { GlueTable } from './glue-table';
import { duckDbType } from './hive-type';
import { identifier, list } from './sql-text';
import { FILE } from './text-serde';

/** Columns are found by name; one that no file has is null. */
export async function readParquet(table: GlueTable, files: readonly string[], connection: DuckDBConnection): Promise<string> {
  const source = (options: string) => `read_parquet(${list(files)}, union_by_name = true${options})`;
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source('')}`);
  const present = new Map(described.getRows().map(([name]) => [String(name).toLowerCase(), String(name)]));
  const columns = table.columns.map((column) => {
    const name = present.get(column.name);
    const value = name === undefined ? 'NULL' : identifier(name);
    return `CAST(${value} AS ${duckDbType(column.type)}) AS ${identifier(column.name)}`;
  });
  // By this name DuckDB leaves out files by their path; it is not free where the files have such a column themselves.
  const file = present.has('filename') ? [FILE, `, filename = '${FILE.replaceAll('"', '')}'`] : [`filename AS ${FILE}`, ', filename = true'];
  return `SELECT ${[...columns, file[0]].join(', ')} FROM ${source(file[1])}`;
}
