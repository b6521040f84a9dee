import type { FileEvent } from './event-file';
import { verdictOn } from './reply';
import { Failure } from '../failure';

export interface SenderOptions {
  readonly url: string;
  /** The body is an array of events; otherwise each request is one event. */
  readonly batch: boolean;
  /** Requests under way at once. */
  readonly concurrency: number;
  /** How often one request is tried. */
  readonly attempts: number;
  readonly onProgress: (progress: Progress) => void;
  /** Time and waiting, so that tests need none. */
  readonly clock: { now(): number; sleep(milliseconds: number): Promise<void> };
}

export interface Progress {
  readonly accepted: number;
  readonly refused: number;
  readonly retries: number;
}

export interface NotAccepted {
  readonly event: FileEvent;
  readonly reason: string;
}

export interface SendResult extends Progress {
  readonly requests: number;
  readonly notAccepted: readonly NotAccepted[];
}

/** Sends requests, waits as the API asks, and sends again only what it did not take. */
export class Sender {
  private accepted = 0;
  private retries = 0;
  private requests = 0;
  private reached = false;
  /** One wait for all: while the API says that it is busy, further requests would only be refused. */
  private waitUntil = 0;
  private readonly notAccepted: NotAccepted[] = [];

  constructor(private readonly options: SenderOptions) {
  }

  /** @throws Failure if the URL cannot be reached at all */
  async send(requests: Iterable<FileEvent[]>): Promise<SendResult> {
    const queue = requests[Symbol.iterator]();
    const worker = async () => {
      for (let next = queue.next(); !next.done; next = queue.next()) {
        await this.deliver(next.value);
        this.options.onProgress(this.progress());
      }
    };
    await Promise.all(Array.from({ length: this.options.concurrency }, worker));
    return { ...this.progress(), requests: this.requests, notAccepted: this.notAccepted };
  }

  private progress(): Progress {
    return { accepted: this.accepted, refused: this.notAccepted.length, retries: this.retries };
  }

  private async deliver(events: FileEvent[]): Promise<void> {
    let rest = events;
    let reason = '';
    for (let attempt = 1; attempt <= this.options.attempts; attempt += 1) {
      await this.waitForTurn();
      const verdict = await this.post(rest);
      if (verdict.kind === 'accepted') {
        this.accepted += rest.length;
        return;
      }
      if (verdict.kind === 'refused') {
        this.giveUp(rest, verdict.reason);
        return;
      }
      if (verdict.kind === 'partly') {
        const failed = new Set(verdict.failed);
        const left = rest.filter((_event, index) => failed.has(index));
        this.accepted += rest.length - left.length;
        rest = left;
        reason = 'the stream took only some events';
      } else {
        reason = verdict.reason;
      }
      this.retries += 1;
      // Twice as long each time, from a tenth of a second to ten; at least as long as the API asked for.
      const backOff = Math.min(10_000, 100 * 2 ** (attempt - 1));
      this.waitUntil = Math.max(this.waitUntil, this.options.clock.now() + Math.max(verdict.waitSeconds * 1000, backOff));
    }
    this.giveUp(rest, `${reason} (given up after ${this.options.attempts} attempts)`);
  }

  private giveUp(events: FileEvent[], reason: string): void {
    this.notAccepted.push(...events.map((event) => ({ event, reason })));
  }

  private async waitForTurn(): Promise<void> {
    for (let wait = this.waitUntil - this.options.clock.now(); wait > 0; wait = this.waitUntil - this.options.clock.now()) {
      await this.options.clock.sleep(wait);
    }
  }

  private async post(events: FileEvent[]) {
    const body = this.options.batch ? `[${events.map((event) => event.text).join(',')}]` : events[0].text;
    this.requests += 1;
    let response: Response;
    let text: string;
    try {
      response = await fetch(this.options.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      text = await response.text();
    } catch (error) {
      const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
      const reason = cause?.code ?? cause?.message ?? (error as Error).message;
      if (!this.reached) {
        throw new Failure(`--url ${this.options.url}: cannot be reached (${reason}); give the TrackURL of a running pipeline`);
      }
      // The connection broke: nobody knows whether the events were kept. They carry their event_id.
      return { kind: 'again', reason, waitSeconds: 0 } as const;
    }
    this.reached = true;
    return verdictOn(response.status, response.headers.get('retry-after'), text, events.length, this.options.clock.now());
  }
}
