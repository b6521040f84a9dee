import type { FailedRecord, FailureListener, Functions, ObjectStore, RunEvents } from '../services';
import { BatchQueue } from './batch-queue';
import type { Clock } from './clock';
import { QuotaMeter } from './direct-put-quota';
import type { DirectPutQuota } from './direct-put-quota';
import { errorEnvelope } from './error-envelope';
import { INVOCATION_BYTES, invocationSizeOf } from './invocation-limit';
import { LambdaProcessor } from './lambda-processor';
import type { ProcessedBatch } from './lambda-processor';
import { ObjectWriter } from './object-writer';
import type { WrittenObject } from './object-writer';
import { PROCESSING_FAILED } from './prefix';
import { PROCESSING_FAILED_STATUS } from './processing-failure';
import type { Outcome } from './processor-answer';
import type { PutData } from './put-request';
import type { OutputRecord, PutRecord } from './record';
import { RecordBuffer } from './record-buffer';
import type { RecordIds } from './record-id';
import type { StreamSettings } from './stream-settings';

export interface StreamParts {
  readonly functions: Functions;
  readonly store: ObjectStore;
  readonly events: Pick<RunEvents, 'buffered' | 'delivered' | 'failed' | 'warn'>;
  readonly clock: Clock;
  readonly ids: RecordIds;
  readonly uuid: () => string;
  /** Bytes that may wait for delivery before the stream answers "slow down". */
  readonly maxUndeliveredBytes: number;
  /** undefined: any number of records may be put. */
  readonly quota?: DirectPutQuota;
  readonly onFatal: (error: Error) => void;
  readonly failures?: FailureListener;
}

/** What a record costs in memory beside its bytes: objects, its id, its places in lists. */
const RECORD_OVERHEAD_BYTES = 400;

/** One stream: buffer, processor, buffer, objects. */
export class DeliveryStream {
  private readonly data: ObjectWriter;
  private readonly errors: ObjectWriter;
  private readonly processing?: { readonly buffer: RecordBuffer<PutRecord>; readonly queue: BatchQueue<PutRecord[], ProcessedBatch> };
  private readonly quota?: QuotaMeter;
  private undeliveredRecords = 0;
  private undeliveredBytes = 0;

  constructor(readonly settings: StreamSettings, private readonly parts: StreamParts) {
    this.quota = parts.quota && new QuotaMeter(parts.quota, parts.clock);
    this.data = this.writer(settings.prefixes.data, settings.delimiter, undefined, ({ bucket, key, records }) =>
      parts.events.delivered(settings.name, bucket, key, records));
    // Error objects get the buffering and the compression of the data; how the service compresses them is not documented.
    this.errors = this.writer(settings.prefixes.error, '', PROCESSING_FAILED, ({ records }) =>
      parts.events.failed(settings.name, PROCESSING_FAILED, records));
    if (settings.processor) {
      const processor = new LambdaProcessor({
        settings: settings.processor,
        streamArn: settings.arn,
        streamName: settings.name,
        warn: (message) => parts.events.warn(message),
        region: settings.region,
        functions: parts.functions,
        clock: parts.clock,
        uuid: parts.uuid,
      });
      const queue = new BatchQueue<PutRecord[], ProcessedBatch>(
        async (records) => processor.process(records), (records, result) => this.processed(records, result), parts.onFatal);
      const buffer = new RecordBuffer<PutRecord>(
        settings.processor.buffering, parts.clock, (records) => queue.add(records), { max: INVOCATION_BYTES, sizeOf: invocationSizeOf });
      this.processing = { queue, buffer };
    }
  }

  /** Records that were taken and that are neither delivered, nor kept as failed, nor dropped. */
  get undelivered(): number {
    return this.undeliveredRecords;
  }

  /** Whether the quota of the stream has room for one more call. */
  admitsRequest(): boolean {
    return this.quota?.admitsRequest() ?? true;
  }

  /** Takes a record and answers its id; undefined when it is over the quota, or too much waits for delivery already. */
  put(record: PutData): string | undefined {
    if (this.undeliveredBytes + record.size + RECORD_OVERHEAD_BYTES > this.parts.maxUndeliveredBytes) return undefined;
    if (this.quota?.admitsRecord(record.size) === false) return undefined;
    const id = this.parts.ids.next();
    const arrival = this.parts.clock.now();
    this.undeliveredRecords++;
    this.undeliveredBytes += record.size + RECORD_OVERHEAD_BYTES;
    if (this.processing) {
      this.processing.buffer.add({ id, arrival, data: record.data, size: record.size }, record.size);
    } else {
      this.data.add({ arrival, bytes: Buffer.from(record.data, 'base64') });
    }
    return id;
  }

  /** Tells how many records wait for delivery. */
  report(): void {
    this.parts.events.buffered(this.settings.name, this.undeliveredRecords);
  }

  /** Delivers everything that was put; rejects if an object cannot be written. */
  async flush(): Promise<void> {
    this.processing?.buffer.flush();
    const processed = await Promise.allSettled([this.processing?.queue.idle()]);
    const written = await Promise.allSettled([this.data.flush(), this.errors.flush()]);
    for (const result of [...processed, ...written]) {
      if (result.status === 'rejected') throw result.reason;
    }
  }

  private processed(records: readonly PutRecord[], { outcomes, attempts }: ProcessedBatch): void {
    records.forEach((record, index) => {
      const outcome = outcomes[index];
      this.undeliveredBytes -= record.size + RECORD_OVERHEAD_BYTES;
      if (outcome.kind === 'dropped') {
        this.undeliveredRecords--;
      } else if (outcome.kind === 'ok') {
        this.pass(this.data, { arrival: record.arrival, bytes: Buffer.from(outcome.data, 'base64') });
      } else {
        const line = errorEnvelope(record, { ...attempts, failure: outcome.failure });
        this.pass(this.errors, { arrival: record.arrival, bytes: Buffer.from(line) });
      }
    });
    this.tellFailures(records, outcomes);
    this.report();
  }

  /** Not those of an answer that breaks the service's rules: their error objects say which rule. */
  private tellFailures(records: readonly PutRecord[], outcomes: readonly Outcome[]): void {
    const { failures } = this.parts;
    if (failures === undefined) return;
    const failed = records.flatMap(({ id, data }, index): FailedRecord[] => {
      const outcome = outcomes[index];
      if (outcome.kind !== 'failed' || (outcome.reason === undefined && outcome.failure !== PROCESSING_FAILED_STATUS)) return [];
      return [{ id, data, errorCode: outcome.failure.code, reason: outcome.reason }];
    });
    if (failed.length > 0) failures.failed(failed);
  }

  private pass(writer: ObjectWriter, record: OutputRecord): void {
    this.undeliveredBytes += record.bytes.length + RECORD_OVERHEAD_BYTES;
    writer.add(record);
  }

  private writer(prefix: string, delimiter: string, errorType: string | undefined, onWritten: (object: WrittenObject) => void): ObjectWriter {
    const { store, clock, uuid, onFatal } = this.parts;
    return new ObjectWriter({
      settings: this.settings,
      prefix,
      delimiter,
      errorType,
      store,
      clock,
      uuid,
      onFatal,
      onWritten: (object) => {
        this.undeliveredRecords -= object.records;
        this.undeliveredBytes -= object.bytes + object.records * RECORD_OVERHEAD_BYTES;
        onWritten(object);
        this.report();
      },
    });
  }
}
