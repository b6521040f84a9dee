import { answerQuery } from './answer';
import { loadDuckDb } from './duckdb';
import type { EngineMessage, QueryTask } from './engine-protocol';
import { Failure } from '../failure';

/** The process in which DuckDB runs: a fault in its native code ends this process, and the command lives to tell. */

/** Rows in one message: few enough that no message is long, whatever is asked for. */
const ROWS_IN_MESSAGE = 2000;

process.once('message', (task: QueryTask) => void answer(task));
// The command is gone, and nobody waits for the answer.
process.once('disconnect', () => process.exit());

async function answer(task: QueryTask): Promise<void> {
  try {
    await tell({ is: 'loaded', version: loadDuckDb().version() });
    const { rows, ...summary } = await answerQuery(task);
    for (let first = 0; first < rows.length; first += ROWS_IN_MESSAGE) {
      await tell({ is: 'rows', rows: rows.slice(first, first + ROWS_IN_MESSAGE) });
    }
    await tell({ is: 'answered', summary });
  } catch (error) {
    await tell(error instanceof Failure ? { is: 'failed', message: error.message } : { is: 'broken', stack: String((error as Error).stack) });
  }
  process.exit();
}

async function tell(message: EngineMessage): Promise<void> {
  return new Promise((resolve, reject) => process.send!(message, (error: Error | null) => (error ? reject(error) : resolve())));
}
