import { isUtf8 } from 'buffer';
import { decodeBase64 } from './base64';
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the text, so it goes nowhere.
    throw RecordFailure.of('NotJson');
  }
}
