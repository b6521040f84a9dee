/** No words, and longer than what people read: UUIDs, record ids of Firehose, trace ids. */
const LONG_ID = /^(?=.*\d)[0-9A-Za-z][0-9A-Za-z_-]{23,}$/;
const HEAD = 4;
const TAIL = 8;

/** The cells of a column of long ids with the middle left out, where that keeps different ids different; undefined for other columns. */
export function shortenIds(cells: readonly string[]): string[] | undefined {
  const ids = new Set(cells.filter((cell) => cell !== ''));
  if (ids.size === 0 || ![...ids].every((id) => LONG_ID.test(id))) {
    return undefined;
  }
  const longest = Math.max(...[...ids].map((id) => id.length));
  for (let tail = TAIL; tail < longest - HEAD; tail += 1) {
    const shorten = (id: string) => (id.length > HEAD + 1 + tail ? `${id.slice(0, HEAD)}…${id.slice(-tail)}` : id);
    if (new Set([...ids].map(shorten)).size === ids.size) {
      return cells.map(shorten);
    }
  }
  return undefined;
}
