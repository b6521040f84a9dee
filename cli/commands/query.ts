import { existsSync } from 'fs';
import type { Command } from 'commander';
import { loadDeployment } from './template-source';
import type { TemplateSourceOptions } from './template-source';
import { runQuery } from '../athena/query';
import { Failure } from '../failure';
import { journalFiles } from '../local/failure-journal';
import { addFailureReasons } from '../local/failure-reasons';
import { snapshotFile } from '../local/snapshot-file';
import { holderOf } from '../s3/folder-lock';
import type { Deployment } from '../template/deployment';
import { readSnapshot } from '../template/snapshot';
import { formatBytes } from '../terminal/byte-size';
import { count } from '../terminal/count';
import { positiveInteger } from '../terminal/option-values';
import { printJson, printLine, reportLine } from '../terminal/print';
import { renderTable } from '../terminal/table';

interface QueryCommandOptions extends TemplateSourceOptions {
  readonly rows: number;
  readonly json?: boolean;
}

export function addQuery(program: Command): void {
  program.command('query')
    .description('run a named query of the template, or SQL, over the objects that a local run wrote')
    .argument('<query>', 'the name of a named query, or SQL text')
    .option('--app <command>', 'the command that runs the CDK app')
    .option('--template <path>', 'a synthesized template, or a cdk.out folder (default: what the local run last ran on this data)')
    .option('--data <folder>', 'where the local run keeps its buckets', '.pipeline')
    .option('--rows <n>', 'how many rows are shown', positiveInteger, 50)
    .option('--json', 'print all rows as JSON')
    .action(query);
}

async function query(textOrName: string, options: QueryCommandOptions): Promise<void> {
  const deployment = await deploymentOf(options);
  const { previous, current } = journalFiles(options.data);
  const result = await runQuery(deployment, options.data, textOrName);
  const { columns, rows, message, warnings, seconds, bytesRead } = addFailureReasons(result, [previous, current]);
  warnings.forEach((warning) => reportLine(`warning: ${warning}`));
  const holder = rows.length === 0 ? await holderOf(options.data) : undefined;
  if (holder !== undefined) {
    reportLine(`a local run (process ${holder}) is still running: the events that it buffers are not rows yet`);
  }
  if (options.json) {
    printJson(rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]]))));
    return;
  }
  if (message !== undefined) {
    printLine(message);
    return;
  }
  const { text, isCut } = renderTable(columns, rows.slice(0, options.rows), process.stdout.columns ?? 160);
  printLine(text);
  printLine([
    `${count(rows.length, 'row')} in ${seconds.toFixed(2)} s, ${formatBytes(bytesRead)} read`,
    ...rows.length > options.rows ? [`${count(options.rows, 'row')} shown (--rows shows more)`] : [],
    ...isCut ? ['long values cut (--json prints them whole)'] : [],
  ].join('; '));
}

/** What the local run last ran on the data, unless another template is asked for. */
async function deploymentOf(options: QueryCommandOptions): Promise<Deployment> {
  if (options.app !== undefined || options.template !== undefined) {
    return loadDeployment(options);
  }
  const snapshot = snapshotFile(options.data);
  if (!existsSync(snapshot)) {
    throw new Failure(`no local run has written to ${options.data} here; go to the folder where \`local\` ran, or say with --data where it wrote`);
  }
  return readSnapshot(snapshot);
}
