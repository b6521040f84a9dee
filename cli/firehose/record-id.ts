import { randomInt } from 'crypto';

/** Gives every record an id that no other record of this or another run has. */
export interface RecordIds {
  next(): string;
}

const DIGITS = 56;

/** Ids of 56 digits, as the service's, that grow: the start of the run, a random number, a counter. */
export function recordIds(startedAt: number, random: () => number = () => randomInt(2 ** 47)): RecordIds {
  const head = `49${String(startedAt).padStart(15, '0')}${String(random()).padStart(15, '0')}`;
  let count = 0;
  return { next: () => head + String(count++).padStart(DIGITS - head.length, '0') };
}
