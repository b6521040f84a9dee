/** How many requests were refused with a status for a reason. */
export interface RefusalCount {
  readonly status: number;
  readonly reason: string;
  readonly count: number;
}

/** A reason may hold what a client sent, so there may be as many as there are requests: further ones are counted by their status. */
const MAX_REASONS = 50;
const OTHERS = 'other reasons';

/** Counts refusals by their status and reason, in memory that no client can make grow. */
export class RefusalCounts {
  private readonly counts = new Map<string, RefusalCount>();
  private reasons = 0;

  add(status: number, reason: string = 'no reason is known'): void {
    if (this.increase(status, reason)) return;
    if (this.reasons < MAX_REASONS) {
      this.reasons += 1;
      this.counts.set(key(status, reason), { status, reason, count: 1 });
    } else if (!this.increase(status, OTHERS)) {
      this.counts.set(key(status, OTHERS), { status, reason: OTHERS, count: 1 });
    }
  }

  /** The most frequent first. */
  get all(): readonly RefusalCount[] {
    return [...this.counts.values()].sort((left, right) => right.count - left.count);
  }

  private increase(status: number, reason: string): boolean {
    const found = this.counts.get(key(status, reason));
    if (found === undefined) return false;
    this.counts.set(key(status, reason), { ...found, count: found.count + 1 });
    return true;
  }
}

function key(status: number, reason: string): string {
  return `${status} ${reason}`;
}
