import type { FileEvent } from './event-file';

/** What one PutRecordBatch takes. https://docs.aws.amazon.com/firehose/latest/dev/limits.html */
const MAX_BATCH_EVENTS = 500;
const MAX_BATCH_BYTES = 4 * 1024 * 1024;

/** Cuts events into requests: one each, or as many as one call of Firehose takes. */
export function* batchesOf(events: readonly FileEvent[], size: number): Generator<FileEvent[]> {
  const most = Math.min(size, MAX_BATCH_EVENTS);
  let batch: FileEvent[] = [];
  let bytes = 0;
  for (const event of events) {
    // The line feed that each record gets counts too.
    const length = Buffer.byteLength(event.text) + 1;
    if (batch.length > 0 && (batch.length === most || bytes + length > MAX_BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(event);
    bytes += length;
  }
  if (batch.length > 0) {
    yield batch;
  }
}
