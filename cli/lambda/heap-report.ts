/** What V8 writes to stderr before it ends a process whose heap is full, after a blank line. */
const BEGIN = /^<--- Last few GCs --->|^FATAL ERROR: .*out of memory/;
const FULL = /^FATAL ERROR: .*out of memory/;

/** Keeps the many lines that V8 writes when the heap is full apart from those of the function: the service says it in one line of its own. */
export class HeapReport {
  private held: string[] = [];
  private begun = false;

  constructor(private readonly onLine: (line: string) => void) {}

  /** A line of stderr. */
  take(line: string): void {
    this.begun ||= BEGIN.test(line);
    if (this.begun) {
      this.held.push(line);
    } else {
      this.release();
      if (line === '') this.held.push(line);
      else this.onLine(line);
    }
  }

  /** The process has ended: whether its heap was full. If not, what was kept is the function's after all. */
  end(): boolean {
    const isFull = this.held.some((line) => FULL.test(line));
    if (!isFull) this.release();
    return isFull;
  }

  private release(): void {
    this.held.splice(0).forEach(this.onLine);
  }
}
