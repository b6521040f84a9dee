/** Milliseconds that only go forward. */
export type Clock = () => number;

/** The requests of one second of a key. */
interface Second {
  readonly at: number;
  count: number;
}

interface Recent {
  readonly seconds: Second[];
  total: number;
}

/** Counts the requests of each key over a window that moves on by seconds. */
export class RateLimit {
  private readonly byKey = new Map<string, Recent>();
  private sweptAt = 0;

  constructor(private readonly limit: number, private readonly windowSeconds: number, private readonly clock: Clock) {}

  /** Counts one request; whether there are more than the limit now. */
  exceeded(key: string): boolean {
    const now = Math.floor(this.clock() / 1000);
    this.sweep(now);
    let recent = this.byKey.get(key);
    if (recent === undefined) {
      recent = { seconds: [], total: 0 };
      this.byKey.set(key, recent);
    }
    this.forget(recent, now);
    const last = recent.seconds.at(-1);
    if (last?.at === now) last.count += 1;
    else recent.seconds.push({ at: now, count: 1 });
    recent.total += 1;
    return recent.total > this.limit;
  }

  private forget(recent: Recent, now: number): void {
    while (recent.seconds.length > 0 && recent.seconds[0].at <= now - this.windowSeconds) recent.total -= recent.seconds.shift()!.count;
  }

  /** Keys that nothing came from for a whole window are let go. */
  private sweep(now: number): void {
    if (now - this.sweptAt < this.windowSeconds) return;
    this.sweptAt = now;
    for (const [key, recent] of this.byKey) {
      this.forget(recent, now);
      if (recent.total === 0) this.byKey.delete(key);
    }
  }
}
