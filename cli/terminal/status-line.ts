import ora from 'ora';
import type { Ora } from 'ora';
import { escapeControls } from './escape-controls';
import { reportLine } from './print';

const REFRESH_MILLISECONDS = 250;

/** One line on stderr that is written over as a run goes on, with other lines above it. Where nobody watches there are only the lines. */
export class StatusLine {
  private readonly textNow: () => string;
  private readonly line?: Ora;
  private readonly timer?: NodeJS.Timeout;

  constructor(textNow: () => string) {
    this.textNow = () => escapeControls(textNow());
    if (!process.stderr.isTTY || process.env.TERM === 'dumb') {
      return;
    }
    // stdin is left alone, so that Ctrl-C stays a signal. Whether somebody watches is known already: a variable CI says nothing about it.
    const line = ora({ stream: process.stderr, discardStdin: false, isEnabled: true, text: this.textNow() }).start();
    this.timer = setInterval(() => {
      line.text = this.textNow();
    }, REFRESH_MILLISECONDS);
    this.line = line;
  }

  /** Whether somebody sees it. */
  get visible(): boolean {
    return this.line !== undefined;
  }

  /** Writes a line above, at once. */
  log(text: string): void {
    this.above(() => reportLine(text));
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
