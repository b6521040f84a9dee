import type { RouteName } from '../pipeline-url';
import type { Reply } from './exchange';
import type { MarkedEvent } from './marked-events';

/** A body that is no event, and what became of it. */
export interface NoEvent {
  readonly route: RouteName;
  /** The request in a few words. */
  readonly what: string;
  /** May be a part of the text, or not. */
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
  /** The stream had no room for them. */
  readonly turnedAway = new Map<number, SentEvent>();
  /** The reply says nothing certain, or something wrong. */
  readonly unknown = new Map<number, SentEvent>();
  readonly noEvents: NoEvent[] = [];

  /** @param reply undefined: there was none */
  settle(route: RouteName, events: readonly MarkedEvent[], reply: Reply | undefined): void {
    events.forEach((event, index) => {
      const { n, id, text } = event;
      this.placeOf(route, events.length, index, reply).set(n, text.length > MAX_KEPT_LENGTH ? { n, id } : { n, id, text });
    });
  }

  /** Bodies that are no event and that the pipeline took all the same. */
  get gotThrough(): readonly NoEvent[] {
    return this.noEvents.filter(({ reply }) => reply.status >= 200 && reply.status < 300);
  }

  private placeOf(route: RouteName, count: number, index: number, reply: Reply | undefined): Map<number, SentEvent> {
    // A packed batch is one record: its reply knows only all or nothing.
    if (reply?.status === 200 && (reply.json?.accepted === count || (route === 'batch' && reply.json?.accepted === 'all'))) {
      return this.accepted;
    }
    if (reply?.status === 503) {
      const failed: unknown = reply.json?.failed;
      return route === 'track' || !Array.isArray(failed) || failed.some((entry) => entry?.index === index) ? this.turnedAway : this.accepted;
    }
    return reply !== undefined && reply.status >= 400 && reply.status < 500 ? this.refused : this.unknown;
  }
}
