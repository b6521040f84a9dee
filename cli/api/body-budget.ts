/**
 * Bytes of request bodies that may be under way at once, over all APIs of a run: as sent, and what is unpacked of them. Room for six bodies of
 * the largest size (10 MB) or sixteen batches of the largest size (4 MiB); with what parsing makes of them the run stays below half a gigabyte.
 * A limit of the local run, not of AWS.
 */
export const MAX_BODIES_BYTES = 64 * 1024 * 1024;

/** There is no memory left for one more body. A client may try again as soon as others have their reply. */
export class OverloadedError extends Error {
  constructor(readonly maxBytes: number) {
    super(`more than ${maxBytes / 1024 / 1024} MiB of request bodies at once`);
    this.name = 'OverloadedError';
  }
}

/** Counts the bytes of the bodies under way, so that many large or slow ones cannot take all memory. */
export class BodyBudget {
  private used = 0;

  constructor(private readonly maxBytes: number = MAX_BODIES_BYTES) {
  }

  get bytes(): number {
    return this.used;
  }

  /** Opens the share of one request, with which `handle` takes bytes. They are given back when it ends, however it does. */
  async share<T>(handle: (share: BodyShare) => Promise<T>): Promise<T> {
    let taken = 0;
    const giveBack = () => {
      this.used -= taken;
      taken = 0;
    };
    const take = (bytes: number) => {
      if (this.used + bytes > this.maxBytes) throw new OverloadedError(this.maxBytes);
      this.used += bytes;
      taken += bytes;
    };
    try {
      return await handle({ take, giveBack });
    } finally {
      giveBack();
    }
  }
}

/** What one request has of the budget. */
export interface BodyShare {
  /** @throws OverloadedError if there are not so many bytes left */
  take(bytes: number): void;
  /** For a request that keeps nothing of its body. */
  giveBack(): void;
}
