import type { Instance } from './instance';
import { InvocationError } from '../invocation-error';

/** More than one machine needs: streams make five calls at once at most, and authorizers as many as there are requests. */
export const MAX_INSTANCES = 50;

/** The instances of one function. Each runs one event at a time; a new one starts when all are busy, up to the limit. */
export class InstancePool {
  private readonly idle: Instance[] = [];
  private readonly all = new Set<Instance>();
  private readonly waiting: ((instance: Promise<Instance>) => void)[] = [];
  private busy = 0;
  private closed = false;

  constructor(
    private readonly start: () => Promise<Instance>, private readonly reservedConcurrency?: number, private readonly maxInstances = MAX_INSTANCES,
  ) {}

  async invoke(payload: string): Promise<string> {
    const instance = await this.take();
    try {
      return await instance.invoke(payload);
    } finally {
      this.giveBack(instance);
    }
  }

  /** Starts an instance if none has been started, and waits until it is loaded. */
  async load(): Promise<void> {
    const instance = await this.take();
    try {
      await instance.ready;
    } finally {
      this.giveBack(instance);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    const all = [...this.all];
    this.all.clear();
    this.idle.length = 0;
    await Promise.all(all.map(async (instance) => instance.end()));
  }

  private async take(): Promise<Instance> {
    if (this.reservedConcurrency !== undefined && this.busy >= this.reservedConcurrency) {
      throw new InvocationError('throttled', 'Rate Exceeded.');
    }
    if (this.busy >= this.maxInstances) return new Promise((resolve) => this.waiting.push(resolve));
    this.busy++;
    return this.next();
  }

  private async next(): Promise<Instance> {
    let instance = this.idle.pop();
    while (instance !== undefined && !instance.alive) {
      this.all.delete(instance);
      instance = this.idle.pop();
    }
    if (instance !== undefined) return instance;
    try {
      if (this.closed) throw new InvocationError('not run here', 'the run is ending');
      const started = await this.start();
      this.all.add(started);
      if (this.closed) await started.end();
      return started;
    } catch (error) {
      this.release();
      throw error;
    }
  }

  private giveBack(instance: Instance): void {
    if (instance.alive) this.idle.push(instance);
    else this.all.delete(instance);
    this.release();
  }

  private release(): void {
    const waiting = this.waiting.shift();
    if (waiting) waiting(this.next());
    else this.busy--;
  }
}
