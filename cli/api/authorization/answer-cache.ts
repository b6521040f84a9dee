/** So many identities are remembered; the one that came first goes first. */
const MAX_ENTRIES = 10_000;

/** Keeps answers for a while. */
export class AnswerCache<T> {
  private readonly entries = new Map<string, { readonly answer: T; readonly until: number }>();

  /** @param now milliseconds since the epoch */
  constructor(private readonly ttlSeconds: number, private readonly now: () => number) {
  }

  get(key: string): T | undefined {
    const entry = this.entries.get(key);
    return entry !== undefined && this.now() < entry.until ? entry.answer : undefined;
  }

  set(key: string, answer: T): void {
    if (this.ttlSeconds === 0) return;
    this.entries.delete(key);
    if (this.entries.size >= MAX_ENTRIES) {
      const [first] = this.entries.keys();
      this.entries.delete(first);
    }
    this.entries.set(key, { answer, until: this.now() + this.ttlSeconds * 1000 });
  }
}
