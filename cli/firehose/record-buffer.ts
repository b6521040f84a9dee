import type { Clock } from './clock';

export interface BufferLimits {
  readonly bytes: number;
  readonly intervalMs: number;
}

/** Collects items until they are enough or old enough, then hands them on in the order in which they came. */
export class RecordBuffer<T> {
  private items: T[] = [];
  private bytes = 0;
  private timer?: { cancel(): void };

  constructor(private readonly limits: BufferLimits, private readonly clock: Clock, private readonly handOn: (items: T[]) => void) {}

  add(item: T, size: number): void {
    if (this.items.length > 0 && this.bytes + size > this.limits.bytes) this.flush();
    this.items.push(item);
    this.bytes += size;
    if (this.bytes >= this.limits.bytes) {
      this.flush();
    } else {
      this.timer ??= this.clock.after(this.limits.intervalMs, () => this.flush());
    }
  }

  flush(): void {
    this.timer?.cancel();
    this.timer = undefined;
    if (this.items.length === 0) return;
    const items = this.items;
    this.items = [];
    this.bytes = 0;
    this.handOn(items);
  }
}
