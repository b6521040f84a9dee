import { BrokenSource } from './event-source';

const LINE_FEED = 0x0a;
/** Far more than an event may have. What is longer is a file of another kind, which would fill the memory. */
const MAX_LINE_BYTES = 64 * 1024 * 1024;

export interface Line {
  /** Counted from 1. */
  readonly position: number;
  readonly bytes: Buffer;
}

/**
 * Cuts bytes into lines, before they are decoded: a line feed is no part of another character in UTF-8. A chunk at a time, because a step of
 * an async iteration costs more than a line.
 */
export async function* cutLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line[]> {
  let position = 0;
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const chunk of chunks) {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      const bytes = chunk.subarray(start, end);
      position += 1;
      lines.push({ position, bytes: rest.length === 0 ? bytes : Buffer.concat([...rest, bytes]) });
      rest = [];
      restBytes = 0;
      start = end + 1;
    }
    rest.push(chunk.subarray(start));
    restBytes += chunk.length - start;
    yield lines;
    if (restBytes > MAX_LINE_BYTES) {
      throw new BrokenSource(`got a line of more than ${MAX_LINE_BYTES} bytes, allowed one object a line; a file with one document ends in .json`);
    }
  }
  if (restBytes > 0) {
    yield [{ position: position + 1, bytes: Buffer.concat(rest) }];
  }
}
