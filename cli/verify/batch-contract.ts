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
  return refusal.json?.hint === PACKED.hint ? PACKED : PER_EVENT;
}

function contract(packed: boolean, maxEvents: number): BatchContract {
  return { packed, maxEvents, hint: `send one JSON object to /track, or an array of 1 to ${maxEvents} objects to /batch` };
}
