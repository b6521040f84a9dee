import { constants, isUtf8 } from 'buffer';
import { EventIds, idStateOf } from './event-id';
import { BrokenSource } from './event-source';
import type { EventSource } from './event-source';
import { cutLines } from './lines';
import { Failure } from '../failure';
import { elementTexts, minified } from '../json/element-texts';

/** Firehose takes no larger record, of which the line feed is a byte. https://docs.aws.amazon.com/firehose/latest/dev/limits.html */
const MAX_EVENT_BYTES = 1_023_999;

/** One event of the file, as text: numbers of any size stay as they are. */
export interface FileEvent {
  /** Counted from 1: the line of a file of lines, or the element of an array. */
  readonly position: number;
  readonly text: string;
}

/** A part of the file that no server would take. It is not sent, because it would make its whole batch fail. */
export interface RefusedPart {
  readonly position: number;
  readonly reason: string;
  /** What is not UTF-8 stays in its bytes. */
  readonly text: string | Buffer;
}

export interface EventFileOptions {
  /** Give an `event_id` to each event that has none, or one that a pipeline would replace, so that an event that is sent twice can be recognised. */
  readonly eventIds: boolean;
  readonly onRefused: (part: RefusedPart) => void;
  /** An event has an `event_id` that a pipeline would replace. */
  readonly onReplacedId: (position: number) => void;
  /** The rest of the file cannot be read. */
  readonly onBroken: (failure: Failure) => void;
}

/** Reads events, some at a time: one JSON object a line, or one JSON document that is an object or an array of objects. */
export async function* readEvents(source: EventSource, options: EventFileOptions): AsyncGenerator<FileEvent[]> {
  const ids = new EventIds();
  let last = 0;
  try {
    for await (const parts of source.isDocument ? partsOfDocument(source) : partsOfLines(source)) {
      yield parts.flatMap((part) => readPart(part, ids, options));
      last = parts.at(-1)?.position ?? last;
    }
  } catch (error) {
    if (error instanceof Failure) {
      options.onBroken(error);
    } else if (error instanceof BrokenSource) {
      options.onBroken(new Failure(`${source.name}: ${error.message}${last === 0 ? '' : `; nothing after line ${last} was read`}`));
    } else {
      throw error;
    }
  }
}

interface Part {
  readonly position: number;
  /** undefined: it is not UTF-8. */
  readonly text?: string;
  readonly bytes: Buffer;
}

async function* partsOfLines(source: EventSource): AsyncGenerator<Part[]> {
  for await (const lines of cutLines(source.chunks)) {
    yield lines
      .map(({ position, bytes }) => ({ position, bytes, text: isUtf8(bytes) ? bytes.toString().trim() : undefined }))
      .filter(({ text }) => text !== '');
  }
}

async function* partsOfDocument(source: EventSource): AsyncGenerator<Part[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of source.chunks) {
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (bytes.length > constants.MAX_STRING_LENGTH) {
    throw new Failure(`${source.name}: got ${bytes.length} bytes, allowed are ${constants.MAX_STRING_LENGTH} of one document; make it a file with one object a line (jq -c '.[]')`);
  }
  if (!isUtf8(bytes)) {
    throw new Failure(`${source.name}: line ${firstBadLine(bytes)}: not UTF-8`);
  }
  const document = bytes.toString().trim();
  if (document === '') {
    return;
  }
  try {
    JSON.parse(document);
  } catch (error) {
    throw new Failure(`${source.name}: got text that is not one JSON document (${(error as Error).message.split('\n')[0]}), allowed one object or one array of objects; `
      + 'a file with one object a line ends in .ndjson');
  }
  const texts = document.startsWith('[') ? elementTexts(document) : [minified(document)];
  yield texts.map((text, index) => ({ position: index + 1, text, bytes: Buffer.alloc(0) }));
}

/** Of bytes that are not UTF-8. */
function firstBadLine(bytes: Buffer): number {
  let line = 1;
  let start = 0;
  for (let end = bytes.indexOf('\n'); end >= 0 && isUtf8(bytes.subarray(start, end)); end = bytes.indexOf('\n', start)) {
    start = end + 1;
    line += 1;
  }
  return line;
}

function readPart({ position, text, bytes }: Part, ids: EventIds, { eventIds, onRefused, onReplacedId }: EventFileOptions): FileEvent[] {
  const refuse = (reason: string) => {
    onRefused({ position, reason, text: text ?? bytes });
    return [];
  };
  if (text === undefined) {
    return refuse('not UTF-8');
  }
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch {
    return refuse('not JSON');
  }
  if (typeof event !== 'object' || event === null || Array.isArray(event)) {
    return refuse('not a JSON object');
  }
  const length = Buffer.byteLength(text);
  if (length > MAX_EVENT_BYTES) {
    return refuse(`${length} bytes, more than the ${MAX_EVENT_BYTES} of one event`);
  }
  const state = idStateOf(event);
  if (state === 'replaced') {
    onReplacedId(position);
  }
  return [{ position, text: eventIds && state !== 'kept' ? ids.write(text, state) : text }];
}
