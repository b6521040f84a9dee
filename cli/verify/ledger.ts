import type { RouteName } from '../pipeline-url';
import type { Reply } from './exchange';
import type { MarkedEvent } from './marked-events';

/** A body that is no event, and what became of it. */
export interface NoEvent {
  readonly what: string;
  readonly mark: string;
  readonly text: string;
  readonly reply: Reply;
}

/** An event that was sent. */
export interface SentEvent {
  /** Counted over the run. */
  readonly n: number;
  /** undefined: it brought none. */
  readonly id?: string;
  /** undefined: it is too large to be kept, so it is looked for, but not compared. */
  readonly text?: string;
}

/** A run that overloads a stream sends many of the larger ones. */
const MAX_KEPT_LENGTH = 4_000;

/** What the pipeline said about everything that was sent to it. */
export class Ledger {
  /** By the number of the event. */
  readonly accepted = new Map<number, SentEvent>();
  readonly refused = new Map<number, SentEvent>();
  /** The reply says nothing certain, or something wrong. */
  readonly unknown = new Map<number, SentEvent>();
  readonly noEvents: NoEvent[] = [];

  /** @param reply undefined: there was none */
  settle(route: RouteName, events: readonly MarkedEvent[], reply: Reply | undefined): void {
    const failed = reply?.status === 503 ? failedIndexes(reply.json) : undefined;
    events.forEach((event, index) => {
      const kept = event.text.length > MAX_KEPT_LENGTH ? { n: event.n, id: event.id } : event;
      if (reply?.status === 200 && reply.json?.accepted === events.length) {
        this.accepted.set(event.n, kept);
      } else if (route === 'batch' && failed !== undefined && !failed.has(index)) {
        this.accepted.set(event.n, kept);
      } else if (reply !== undefined && reply.status >= 400 && reply.status < 500) {
        this.refused.set(event.n, kept);
      } else {
        this.unknown.set(event.n, kept);
      }
    });
  }

  /** Bodies that are no event and that the pipeline took all the same. */
  get gotThrough(): readonly NoEvent[] {
    return this.noEvents.filter(({ reply }) => reply.status >= 200 && reply.status < 300);
  }
}

function failedIndexes(json: any): Set<number> | undefined {
  return Array.isArray(json?.failed) ? new Set(json.failed.map((entry: any) => entry?.index)) : undefined;
}
