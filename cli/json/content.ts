/** So many bytes tell what a content is. */
export const HEAD_BYTES = 16;

const GZIP = [0x1f, 0x8b];
/** What files of events are compressed or written with, by their first bytes. */
const OTHERS: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['Zstandard', [0x28, 0xb5, 0x2f, 0xfd]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['ZIP', [0x50, 0x4b, 0x03, 0x04]],
  ['Snappy', [0xff, 0x06, 0x00, 0x00, 0x73]],
  ['Parquet', [0x50, 0x41, 0x52, 0x31]],
];
const UTF8_MARK = [0xef, 0xbb, 0xbf];

export function isGzip(head: Buffer): boolean {
  return startsWith(head, GZIP);
}

/** The content without a UTF-8 byte order mark, which is no part of an event. */
export function withoutMark(head: Buffer): Buffer {
  return startsWith(head, UTF8_MARK) ? head.subarray(UTF8_MARK.length) : head;
}

/** Why a content is no text in UTF-8, by its first bytes; undefined if it may be. */
export function contentProblem(head: Buffer): string | undefined {
  // JSON begins with a character of ASCII, so that UTF-16 has a NUL in one of its first two bytes.
  const isMarked = startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff]);
  if (isMarked || (head.length > 1 && (head[0] === 0) !== (head[1] === 0))) {
    return 'got UTF-16, allowed UTF-8; convert it with iconv -f UTF-16 -t UTF-8';
  }
  const other = isGzip(head) ? 'gzip' : OTHERS.find(([, bytes]) => startsWith(head, bytes))?.[0];
  return other === undefined ? undefined : `got ${other} data, allowed JSON text in UTF-8`;
}

function startsWith(head: Buffer, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}
