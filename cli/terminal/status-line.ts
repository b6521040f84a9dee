import { MultiBar } from 'cli-progress';
import type { RunCounts } from '../local/run-report';

const FORMAT = 'requests {requests} ({refused} refused) | in the buffer {buffered} | delivered {delivered} in {objects} objects | failed {failed}';
const REFRESH_MILLISECONDS = 250;

/** One line on stderr that is written over as a run goes on, with other lines above it. Where nobody watches there are only the lines. */
export class StatusLine {
  private readonly bars?: MultiBar;
  private readonly timer?: NodeJS.Timeout;

  constructor(counts: () => RunCounts, visible: boolean) {
    if (!visible || !process.stderr.isTTY) {
      return;
    }
    this.bars = new MultiBar({ format: FORMAT, stream: process.stderr, hideCursor: true, clearOnComplete: true, linewrap: false });
    const bar = this.bars.create(1, 0, { ...counts() });
    this.timer = setInterval(() => bar.update(0, { ...counts() }), REFRESH_MILLISECONDS);
  }

  /** Whether the counts are on the screen already. */
  get visible(): boolean {
    return this.bars !== undefined;
  }

  /** Writes a line above. */
  log(line: string): void {
    if (this.bars) {
      this.bars.log(`${line}\n`);
    } else {
      process.stderr.write(`${line}\n`);
    }
  }

  stop(): void {
    clearInterval(this.timer);
    this.bars?.stop();
  }
}
