import type { Clock } from './clock';

export interface BufferLimits {
  readonly bytes: number;
  readonly intervalMs: number;
}

/** A second measure, beside the bytes that are buffered: no batch of several items goes over it. */
export interface BatchBound<T> {
  readonly max: number;
  sizeOf(item: T): number;
}

/** Collects items until they are enough or old enough, then hands them on in the order in which they came. */
export class RecordBuffer<T> {
  private items: T[] = [];
  private bytes = 0;
  private bounded = 0;
  private timer?: { cancel(): void };

  constructor(
    private readonly limits: BufferLimits,
    private readonly clock: Clock,
    private readonly handOn: (items: T[]) => void,
    private readonly bound?: BatchBound<T>,
  ) {}

  add(item: T, size: number): void {
    const bounded = this.bound?.sizeOf(item) ?? 0;
    if (this.items.length > 0 && (this.bytes + size > this.limits.bytes || this.bounded + bounded > (this.bound?.max ?? 0))) this.flush();
    this.items.push(item);
    this.bytes += size;
    this.bounded += bounded;
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
    this.bounded = 0;
    this.handOn(items);
  }
}
