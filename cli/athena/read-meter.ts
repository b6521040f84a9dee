import type { DuckDBConnection } from '@duckdb/node-api';

/** Measures what a statement reads of the objects, by DuckDB's own log of its file system. */
export class ReadMeter {
  static async start(connection: DuckDBConnection): Promise<ReadMeter> {
    await connection.run('CALL enable_logging(\'FileSystem\')');
    return new ReadMeter(connection);
  }

  private readonly began = performance.now();

  private constructor(private readonly connection: DuckDBConnection) {}

  async stop(): Promise<{ readonly seconds: number; readonly bytesRead: number }> {
    const seconds = (performance.now() - this.began) / 1000;
    const sum = await this.connection.runAndReadAll('SELECT coalesce(sum(bytes), 0) FROM duckdb_logs_parsed(\'FileSystem\') WHERE op = \'READ\'');
    return { seconds, bytesRead: Number(sum.getRows()[0][0]) };
  }
}
