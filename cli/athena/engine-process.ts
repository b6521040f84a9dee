import { fork } from 'node:child_process';
import type { ResultValue } from './athena-text';
import { engineFile } from './engine-file';
import type { EngineMessage, QueryResult, QueryTask } from './engine-protocol';
import { Failure } from '../failure';

const ISSUES = 'https://github.com/duckdb/duckdb/issues';

/**
 * Runs one query in a process of its own.
 * @throws Failure if the query fails, or if the process ends without an answer
 */
export async function askEngine(task: QueryTask): Promise<QueryResult> {
  const rows: (readonly ResultValue[])[] = [];
  let version: string | undefined;
  let outcome: (() => QueryResult) | undefined;
  // Options of this Node.js, such as a debugger's port, are not for two.
  const engine = fork(engineFile(), { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  engine.on('message', (message: EngineMessage) => {
    switch (message.is) {
      case 'loaded':
        version = message.version;
        break;
      case 'rows':
        rows.push(...message.rows);
        break;
      default:
        outcome = () => answerOf(message, rows);
    }
  });
  const ended = new Promise<string>((resolve, reject) => {
    engine.once('error', reject);
    engine.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  // A process that is gone already has said so, or says so in `close`.
  engine.send(task, () => undefined);
  const how = await ended;
  if (outcome === undefined) {
    throw endedEarly(how, version);
  }
  return outcome();
}

function answerOf(message: Exclude<EngineMessage, { is: 'loaded' | 'rows' }>, rows: QueryResult['rows']): QueryResult {
  switch (message.is) {
    case 'answered':
      return { ...message.summary, rows };
    case 'failed':
      throw new Failure(message.message);
    case 'broken':
      throw Object.assign(new Error('the process of DuckDB failed'), { stack: message.stack });
  }
}

function endedEarly(how: string, version: string | undefined): Failure {
  const engine = version === undefined ? 'DuckDB' : `DuckDB ${version}`;
  const advice = how === 'SIGKILL'
    ? 'the system ends processes that take too much memory: query fewer days or columns'
    : `the objects are as they were; query fewer days or columns, and report the query at ${ISSUES}`;
  return new Failure(`query: the process of ${engine} ended with ${how} before it gave an answer; ${advice}`);
}
