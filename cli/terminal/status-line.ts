import ora from 'ora';
import type { Ora } from 'ora';

const REFRESH_MILLISECONDS = 250;

/** One line on stderr that is written over as a run goes on, with other lines above it. Where nobody watches there are only the lines. */
export class StatusLine {
  private readonly line?: Ora;
  private readonly timer?: NodeJS.Timeout;

  constructor(private readonly textNow: () => string) {
    if (!process.stderr.isTTY || process.env.TERM === 'dumb') {
      return;
    }
    // stdin is left alone, so that Ctrl-C stays a signal. Whether somebody watches is known already: a variable CI says nothing about it.
    const line = ora({ stream: process.stderr, discardStdin: false, isEnabled: true, text: textNow() }).start();
    this.timer = setInterval(() => {
      line.text = textNow();
    }, REFRESH_MILLISECONDS);
    this.line = line;
  }

  /** Whether somebody sees it. */
  get visible(): boolean {
    return this.line !== undefined;
  }

  /** Writes a line above, at once. */
  log(text: string): void {
    this.above(() => process.stderr.write(`${text}\n`));
  }

  /** Makes room for whatever writes to the same terminal. */
  above(write: () => void): void {
    this.line?.clear();
    write();
    if (this.line !== undefined) {
      this.line.text = this.textNow();
      this.line.render();
    }
  }

  stop(): void {
    clearInterval(this.timer);
    this.line?.stop();
  }
}
