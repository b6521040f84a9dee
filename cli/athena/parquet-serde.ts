import type { DuckDBConnection } from '@duckdb/node-api';
import type { GlueTable } from './glue-table';
import { duckDbType } from './hive-type';
import { identifier, list } from './sql-text';
import { FILE } from './text-serde';

/** Columns are found by name; one that no file has is null. */
export async function readParquet(table: GlueTable, files: readonly string[], connection: DuckDBConnection): Promise<string> {
  const source = `read_parquet(${list(files)}, union_by_name = true, filename = '$file')`;
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`);
  const present = new Map(described.getRows().map(([name]) => [String(name).toLowerCase(), String(name)]));
  const columns = table.columns.map((column) => {
    const name = present.get(column.name);
    const value = name === undefined ? 'NULL' : identifier(name);
    return `CAST(${value} AS ${duckDbType(column.type)}) AS ${identifier(column.name)}`;
  });
  return `SELECT ${[...columns, FILE].join(', ')} FROM ${source}`;
}
