import type { LocalRun } from './local-run';
import { CLOSE_GRACE } from '../api/server';
import { count } from '../terminal/count';
import type { RunOutput } from '../terminal/run-output';

/** How long a run may take to end before it says what it waits for, in milliseconds. */
const PATIENCE = 500;
/** Signals that come this soon after the first are the same Ctrl-C, in milliseconds: the terminal sends it to npx and to the run, and npx passes it on. */
const SAME_PRESS = 300;
/** How long records may still take to be delivered after a second Ctrl-C, in milliseconds. */
const LAST_GRACE = 1_000;

/**
 * Stops a run, and says what it waits for if that takes a while. A second Ctrl-C ends the requests under way and gives what is buffered a last second.
 * If records are left then, or if it is pressed a third time, the process ends with their number.
 */
export async function stop(run: LocalRun, output: RunOutput): Promise<void> {
  const waiting = setTimeout(() => output.note(waitingText(run)), PATIENCE);
  const begin = performance.now();
  let overdue: NodeJS.Timeout | undefined;
  const hurry = () => {
    if (performance.now() - begin < SAME_PRESS) {
      return;
    }
    if (overdue !== undefined) {
      endAtOnce(run, output);
    }
    overdue = setTimeout(() => endAtOnce(run, output), LAST_GRACE);
    run.abortRequests();
  };
  process.on('SIGINT', hurry);
  try {
    await run.stop();
  } finally {
    clearTimeout(waiting);
    clearTimeout(overdue);
    process.off('SIGINT', hurry);
  }
}

function waitingText({ underWay, undelivered }: LocalRun): string {
  const things = [
    ...underWay > 0 ? [`${count(underWay, 'request')} under way (at most ${CLOSE_GRACE / 1000} seconds)`] : [],
    ...undelivered > 0 ? [`${count(undelivered, 'record')} to be delivered`] : [],
  ];
  return `waiting for ${things.join(' and ') || 'functions to end'}; Ctrl-C again ends without ${underWay + undelivered > 1 ? 'them' : 'it'}`;
}

function endAtOnce(run: LocalRun, output: RunOutput): never {
  output.end();
  process.stderr.write(`ended at once: ${count(run.undelivered, 'record')} not delivered\n`);
  process.exit(130);
}
