import { randomInt } from 'crypto';

const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The value of `!{firehose:random-string}`: eleven letters and digits. */
export function randomString(): string {
  return Array.from({ length: 11 }, () => CHARACTERS[randomInt(CHARACTERS.length)]).join('');
}
