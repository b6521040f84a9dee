import ora from 'ora';
import type { Ora } from 'ora';
import type { RunCounts } from '../local/run-report';

const REFRESH_MILLISECONDS = 250;

/** One line on stderr that is written over as a run goes on, with other lines above it. Where nobody watches there are only the lines. */
export class StatusLine {
  private readonly line?: Ora;
  private readonly timer?: NodeJS.Timeout;

  constructor(counts: () => RunCounts) {
    if (!process.stderr.isTTY || process.env.TERM === 'dumb') {
      return;
    }
    // stdin is left alone, so that Ctrl-C stays a signal. Whether somebody watches is known already: a variable CI says nothing about it.
    const line = ora({ stream: process.stderr, discardStdin: false, isEnabled: true, text: statusText(counts()) }).start();
    this.timer = setInterval(() => {
      line.text = statusText(counts());
    }, REFRESH_MILLISECONDS);
    this.line = line;
  }

  /** Whether the counts are on the screen already. */
  get visible(): boolean {
    return this.line !== undefined;
  }

  /** Writes a line above, at once. */
  log(text: string): void {
    this.line?.clear();
    process.stderr.write(`${text}\n`);
    this.line?.render();
  }

  stop(): void {
    clearInterval(this.timer);
    this.line?.stop();
  }
}

function statusText(counts: RunCounts): string {
  const { requests, refused, buffered, delivered, objects, failed } = counts;
  return `requests ${requests} (${refused} refused) | buffered ${buffered} | delivered ${delivered} in ${objects} objects | failed ${failed}`;
}
