import { isUtf8 } from 'buffer';
import { decodeBase64 } from './base64';
import { RecordFailure } from './record-failure';

/** The text of a record as the client sent it. */
export function decodeRecord(data: unknown): string {
  const bytes = decodeBase64(data);
  if (!bytes) {
    throw RecordFailure.of('NotBase64');
  }
  if (!isUtf8(bytes)) {
    throw RecordFailure.of('NotUtf8');
  }
  return bytes.toString('utf8');
}

/** An event is one JSON object, with white space around it at most. */
export function parseEvent(text: string): object {
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch {
    // The parser's message quotes the text, so it goes nowhere.
    throw RecordFailure.of('NotJson');
  }
  if (typeof event !== 'object' || event === null || Array.isArray(event)) {
    throw RecordFailure.of('NotAnObject');
  }
  return event;
}
