import { hash } from 'crypto';
import { memberListOf, rootValue } from '../json/scanner';

const EVENT_ID = 'event_id';
/** In characters, which are code points. */
const MAX_LENGTH = 128;

/** Whether a pipeline keeps an `event_id`: it replaces any other, and then an event that is sent twice is two rows with two ids. */
export function isEventId(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && (id.length <= MAX_LENGTH || (id.length <= 2 * MAX_LENGTH && [...id].length <= MAX_LENGTH));
}

/** What an event says of its id: that it has none, one that a pipeline keeps, or one that it replaces. */
export type IdState = 'none' | 'kept' | 'replaced';

export function idStateOf(event: object): IdState {
  if (!Object.prototype.hasOwnProperty.call(event, EVENT_ID)) {
    return 'none';
  }
  return isEventId((event as { event_id: unknown }).event_id) ? 'kept' : 'replaced';
}

/**
 * Gives ids to events. An id comes from the text of the event, and from how often the same text came before: sending the same file again gives the
 * same ids, so that what was sent twice shows up as a duplicate.
 */
export class EventIds {
  private readonly seen = new Occurrences();

  /** The text of an event with an id in place of the one that it has, if it has any. */
  write(text: string, state: IdState): string {
    const digest = hash('sha256', text, 'hex').slice(0, 32);
    const before = this.seen.add(digest);
    const id = before === 0 ? digest : `${digest}-${before}`;
    const rest = (state === 'none' ? text : withoutId(text)).slice(1).trimStart();
    return `{"${EVENT_ID}":"${id}"${rest.startsWith('}') ? '' : ','}${rest}`;
  }
}

function withoutId(text: string): string {
  const kept = memberListOf(text, rootValue(text))!.filter(({ key }) => key !== EVENT_ID);
  return `{${kept.map(({ start, value }) => text.slice(start, value.end)).join(',')}}`;
}

/** How often each digest came, in few bytes each: files have millions of events. Two that begin alike are counted together, which numbers them higher but still differently. */
class Occurrences {
  private size = 0;
  private keys = new Float64Array(1024);
  private counts = new Uint32Array(1024);

  /** @returns how often the digest came before */
  add(digest: string): number {
    if (2 * this.size >= this.keys.length) {
      this.grow();
    }
    // 52 bits, of which zero means a free place.
    const key = parseInt(digest.slice(0, 13), 16) || 1;
    const place = this.placeOf(key);
    if (this.keys[place] === 0) {
      this.keys[place] = key;
      this.size += 1;
    }
    this.counts[place] += 1;
    return this.counts[place] - 1;
  }

  private placeOf(key: number): number {
    let place = key % this.keys.length;
    while (this.keys[place] !== 0 && this.keys[place] !== key) {
      place = (place + 1) % this.keys.length;
    }
    return place;
  }

  private grow(): void {
    const { keys, counts } = this;
    this.keys = new Float64Array(2 * keys.length);
    this.counts = new Uint32Array(2 * keys.length);
    keys.forEach((key, index) => {
      if (key !== 0) {
        const place = this.placeOf(key);
        this.keys[place] = key;
        this.counts[place] = counts[index];
      }
    });
  }
}
