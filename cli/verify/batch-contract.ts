import type { Reply } from './exchange';

/** What `POST /batch` of an API promises. */
export interface BatchContract {
  /** All events of a request are one record, which Firehose takes as a whole or not at all. */
  readonly packed: boolean;
  /** Of one request. */
  readonly maxEvents: number;
  /** What a client is told that sent no event. */
  readonly hint: string;
}

export const PER_EVENT: BatchContract = contract(false, 500);
export const PACKED: BatchContract = contract(true, 250);

/** An API says itself which of the two it keeps, in the hint of a 400. */
export function contractOf(refusal: Reply): BatchContract {
  // Not the whole hint: whether it is right is for the points to say.
  return String(refusal.json?.hint).includes(arrayOf(PACKED.maxEvents)) ? PACKED : PER_EVENT;
}

function contract(packed: boolean, maxEvents: number): BatchContract {
  return {
    packed,
    maxEvents,
    hint: `a path ending in /track takes one JSON object, one ending in /batch ${arrayOf(maxEvents)}. Refused is what is not JSON in UTF-8 `
      + '(NaN, a trailing comma, JSON lines and a byte order mark are not), an event that is not an object or has a field that the API adds, '
      + 'an array that is empty or longer, and JSON that is nested too deeply',
  };
}

function arrayOf(maxEvents: number): string {
  return `an array of 1 to ${maxEvents}`;
}
