/** By the length of the padding: the last character before it, whose bits that belong to no byte are zero where an encoder wrote them. */
const LAST_CHARACTERS = ['', 'AEIMQUYcgkosw048', 'AQgw'];

/** Characters above one byte, which the decoder would cut to their low byte. A text of bytes is known to have none without being read. */
const WIDE = /[^\0-\xff]/;

/** The bytes of strict base64, or nothing. */
export function decodeBase64(data: unknown): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(String(data).length);
  const length = decodeInto(bytes, 0, data);
  return length === undefined ? undefined : bytes.subarray(0, length);
}

/**
 * Writes the bytes of strict base64 to a place in a buffer and says how many they are, or nothing.
 *
 * Node's own decoder skips what it does not know and takes the URL alphabet too; a text is clean if nothing was skipped and nothing in it
 * belongs to that.
 *
 * @param target with as much room from there as the text is long
 */
export function decodeInto(target: Buffer, at: number, data: unknown): number | undefined {
  if (typeof data !== 'string' || data.length % 4 !== 0) {
    return undefined;
  }
  const length = target.write(data, at, 'base64');
  const padding = data.endsWith('==') ? 2 : data.endsWith('=') ? 1 : 0;
  const clean = length === data.length / 4 * 3 - padding
    && LAST_CHARACTERS[padding].includes(padding === 0 ? '' : data.at(-1 - padding)!)
    && !data.includes('-')
    && !data.includes('_')
    && !WIDE.test(data);
  return clean ? length : undefined;
}
