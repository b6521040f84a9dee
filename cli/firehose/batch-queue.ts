/** As many invocations at once as the service makes for S3. */
const MAX_CONCURRENT = 5;

/** Works on several batches at once and gives their results on in the order in which the batches came. */
export class BatchQueue<B, R> {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private last: Promise<void> = Promise.resolve();
  private failure?: Error;

  constructor(
    private readonly work: (batch: B) => Promise<R>,
    private readonly onResult: (batch: B, result: R) => void,
    private readonly onFatal: (error: Error) => void,
  ) {}

  add(batch: B): void {
    const result = this.run(batch);
    const before = this.last;
    this.last = Promise.all([result, before]).then(([value]) => this.onResult(batch, value)).catch((error: Error) => {
      this.failure ??= error;
      this.onFatal(error);
    });
  }

  /** Resolves when all batches that were added have been given on; rejects if one could not be worked on. */
  async idle(): Promise<void> {
    await this.last;
    if (this.failure !== undefined) throw this.failure;
  }

  private async run(batch: B): Promise<R> {
    if (this.running < MAX_CONCURRENT) this.running++;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await this.work(batch);
    } finally {
      // Whoever waits takes the place over.
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
