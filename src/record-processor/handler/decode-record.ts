import { isUtf8 } from 'buffer';
import { RecordFailure } from './record-failure';

/** A record as the client sent it. */
export interface DecodedRecord {
  /** One JSON object, from its brace to its brace. */
  readonly text: string;
  readonly event: object;
}

/** A record is one JSON object in UTF-8, with white space around it at most. */
export function decodeRecord(data: unknown): DecodedRecord {
  const bytes = decodeBase64(data);
  if (!bytes) {
    throw RecordFailure.of('NotBase64');
  }
  if (!isUtf8(bytes)) {
    throw RecordFailure.of('NotUtf8');
  }
  const text = bytes.toString('utf8');
  const event = parse(text);
  if (typeof event !== 'object' || event === null || Array.isArray(event)) {
    throw RecordFailure.of('NotAnObject');
  }
  return { text: text.trim(), event };
}

/**
 * Strict base64, or nothing. Node's own decoder skips what it does not know and takes the URL alphabet too; a text is clean if it
 * has the alphabet's bytes alone and nothing was skipped.
 */
export function decodeBase64(data: unknown): Buffer | undefined {
  if (typeof data !== 'string' || data.length % 4 !== 0) {
    return undefined;
  }
  const bytes = Buffer.from(data, 'base64');
  const padding = data.endsWith('==') ? 2 : data.endsWith('=') ? 1 : 0;
  const clean = bytes.length === data.length / 4 * 3 - padding
    && !data.includes('-')
    && !data.includes('_')
    // Characters above one byte would be cut to their low byte.
    && Buffer.byteLength(data) === data.length
    // The last group may hide a skipped character or bits that belong to no byte.
    && bytes.toString('base64', Math.max(0, data.length / 4 * 3 - 3)) === data.slice(-4);
  return clean ? bytes : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the text, so it goes nowhere.
    throw RecordFailure.of('NotJson');
  }
}
