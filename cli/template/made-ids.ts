import { createHash } from 'crypto';

/** An id of `[a-z0-9]` that is always the same for the same text. */
export function shortId(text: string, length: number): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return BigInt(`0x${hex}`).toString(36).padStart(length, '0').slice(-length);
}

/** An id of the shape of a UUID that is always the same for the same text. */
export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** Cuts a name to what its service allows and keeps it distinct. */
export function cut(name: string, length: number): string {
  return name.length <= length ? name : `${name.slice(0, length - 9)}-${shortId(name, 8)}`;
}
