import type { Command } from 'commander';
import { reportLine } from './terminal/print';

/** Node.js ends a process with 0 when nothing keeps it alive, even if a promise never settled. Until a command is done, that is no success. */
const UNFINISHED = 1;

let result = 0;

/** Sets the exit code of a command that finishes with a result other than success. */
export function setResult(exitCode: number): void {
  result = exitCode;
}

/** Makes the exit code of every command below 1 until it is done. */
export function failUntilDone(program: Command): void {
  const onNothingLeft = () => reportLine('error: the command ended before it was done: nothing was left to wait for; report this as a bug');
  program.hook('preAction', () => {
    process.exitCode = UNFINISHED;
    process.once('beforeExit', onNothingLeft);
  });
  program.hook('postAction', () => {
    process.off('beforeExit', onNothingLeft);
    process.exitCode = result;
  });
}
