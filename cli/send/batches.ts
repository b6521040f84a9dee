import type { FileEvent } from './event-file';

/** How much one request may hold. */
export interface RequestLimit {
  readonly events: number;
  /** Of all its events together. */
  readonly bytes: number;
}

/** One event a request. */
export const SINGLE: RequestLimit = { events: 1, bytes: Infinity };
/** What one PutRecordBatch takes. https://docs.aws.amazon.com/firehose/latest/dev/limits.html */
export const BATCH: RequestLimit = { events: 500, bytes: 4 * 1024 * 1024 };
/** What a packed API takes: all events of a request become one record. */
export const PACKED_BATCH: RequestLimit = { events: 250, bytes: 1_024_000 };

/** Cuts events into requests, each as full as it may be. */
export async function* batchesOf(chunks: AsyncIterable<FileEvent[]>, limit: RequestLimit): AsyncGenerator<FileEvent[]> {
  let batch: FileEvent[] = [];
  let bytes = 0;
  for await (const events of chunks) {
    for (const event of events) {
      // The line feed that each event gets counts too.
      const length = Buffer.byteLength(event.text) + 1;
      if (batch.length > 0 && (batch.length === limit.events || bytes + length > limit.bytes)) {
        yield batch;
        batch = [];
        bytes = 0;
      }
      batch.push(event);
      bytes += length;
    }
  }
  if (batch.length > 0) {
    yield batch;
  }
}
