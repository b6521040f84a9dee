import { totalmem } from 'node:os';
import type { DuckDBConnection } from '@duckdb/node-api';
import { list } from './sql-text';

/** The rest is for the rows of the result, and for everything else on the machine. */
const SHARE_OF_MEMORY = 0.5;

/**
 * Lets DuckDB open these files and nothing else, for good: SQL can name any file, and the data folder holds more than objects.
 * Exact paths rather than the folder, because DuckDB follows symbolic links, and a folder could also be written to.
 * The order counts: without external access no path can be added, and after the lock no limit can be set.
 */
export async function confine(connection: DuckDBConnection, files: readonly string[]): Promise<void> {
  // A container may have less than its machine.
  const memory = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  for (const setting of [
    // What does not fit into memory fails, and litters no folder.
    'SET temp_directory = \'\'',
    `SET memory_limit = '${Math.floor(memory * SHARE_OF_MEMORY / 2 ** 20)} MiB'`,
    `SET allowed_paths = ${list(files)}`,
    'SET enable_external_access = false',
    'SET lock_configuration = true',
  ]) {
    await connection.run(setting);
  }
}
