import { createHash } from 'crypto';
import { readFileSync } from 'fs';
import * as path from 'path';
import { Failure } from '../failure';
import { elementTexts } from '../json/element-texts';

/** Firehose takes no larger record, of which the line feed is a byte. https://docs.aws.amazon.com/firehose/latest/dev/limits.html */
const MAX_EVENT_BYTES = 1_023_999;

/** One event of the file, as text: numbers of any size stay as they are. */
export interface FileEvent {
  /** Counted from 1: the line of an ndjson file, or the element of an array. */
  readonly position: number;
  readonly text: string;
}

/** A part of the file that no server would take. It is not sent, because it would make its whole batch fail. */
export interface RefusedPart {
  readonly position: number;
  readonly reason: string;
  readonly text: string;
}

export interface EventFile {
  readonly events: FileEvent[];
  readonly refused: RefusedPart[];
}

export interface EventFileOptions {
  /** Give an `event_id` to each event that has none, so that an event that is sent twice can be recognised. */
  readonly eventIds: boolean;
}

/**
 * Reads events from a file: one JSON object a line (`.ndjson`, `.jsonl`), or one JSON document (`.json`) that is an object or an array of
 * objects.
 * @throws Failure if the file cannot be read or is no JSON
 */
export function readEventFile(file: string, options: EventFileOptions): EventFile {
  const events: FileEvent[] = [];
  const refused: RefusedPart[] = [];
  const withId = options.eventIds ? eventIdWriter() : (text: string) => text;
  for (const part of partsOf(file)) {
    const reason = refusal(part.text);
    if (reason === undefined) {
      events.push({ position: part.position, text: withId(part.text) });
    } else {
      refused.push({ ...part, reason });
    }
  }
  return { events, refused };
}

function partsOf(file: string): FileEvent[] {
  if (!/\.(json|jsonl|ndjson)$/i.test(file)) {
    throw new Failure(`${file}: got '${path.extname(file)}', allowed .ndjson (one object a line) or .json (one document); convert it to one of them`);
  }
  const text = readText(file);
  if (/\.(ndjson|jsonl)$/i.test(file)) {
    return text.split('\n')
      .map((line, index) => ({ position: index + 1, text: line.trim() }))
      .filter((line) => line.text !== '');
  }
  const document = text.trim();
  try {
    JSON.parse(document);
  } catch (error) {
    throw new Failure(`${file}: got text that is not one JSON document (${(error as Error).message.split('\n')[0]}), allowed one object or one array of objects; `
      + 'a file with one object a line ends in .ndjson');
  }
  const parts = document.startsWith('[') ? elementTexts(document) : [document];
  return parts.map((part, index) => ({ position: index + 1, text: part }));
}

function readText(file: string): string {
  try {
    // A byte order mark is no part of an event.
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new Failure(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code}); give the path of an .ndjson or .json file`);
  }
}

function refusal(text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'not JSON';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'not a JSON object';
  }
  const bytes = Buffer.byteLength(text);
  return bytes > MAX_EVENT_BYTES ? `${bytes} bytes, more than the ${MAX_EVENT_BYTES} of one event` : undefined;
}

/**
 * The id comes from the text, and from how often the same text came before: sending the same file again gives the same ids, so that what
 * was sent twice shows up as a duplicate.
 */
function eventIdWriter(): (text: string) => string {
  const seen = new Map<string, number>();
  return (text) => {
    if (Object.prototype.hasOwnProperty.call(JSON.parse(text), 'event_id')) {
      return text;
    }
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 32);
    const count = seen.get(hash) ?? 0;
    seen.set(hash, count + 1);
    const id = count === 0 ? hash : `${hash}-${count}`;
    const rest = text.slice(1).trimStart();
    return `{"event_id":"${id}"${rest.startsWith('}') ? '' : ','}${rest}`;
  };
}
