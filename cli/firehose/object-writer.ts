import type { ObjectStore } from '../services';
import type { Clock } from './clock';
import { localTime } from './local-time';
import { objectKey } from './object-key';
import { evaluatePrefix } from './prefix';
import { randomString } from './random-string';
import type { OutputRecord } from './record';
import { RecordBuffer } from './record-buffer';
import type { StreamSettings } from './stream-settings';

export interface ObjectWriterOptions {
  readonly settings: StreamSettings;
  /** The prefix expressions of its objects. */
  readonly prefix: string;
  /** Given for error objects. */
  readonly errorType?: string;
  readonly delimiter: string;
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly uuid: () => string;
  readonly onWritten: (object: WrittenObject) => void;
  readonly onFatal: (error: Error) => void;
}

export interface WrittenObject {
  readonly bucket: string;
  readonly key: string;
  readonly records: number;
  /** Of the records, before compression. */
  readonly bytes: number;
}

/** The last buffer of a stream: collects records and writes them as one object. */
export class ObjectWriter {
  private readonly buffer: RecordBuffer<OutputRecord>;
  private readonly writing = new Set<Promise<void>>();
  /** Records whose object could not be written: they stay here until `flush` tries again. */
  private unwritten: OutputRecord[][] = [];
  private failure?: Error;

  constructor(private readonly options: ObjectWriterOptions) {
    this.buffer = new RecordBuffer(options.settings.buffering, options.clock, (records) => this.start(records));
  }

  add(record: OutputRecord): void {
    this.buffer.add(record, record.bytes.length);
  }

  /** Writes what is buffered; rejects with the store's error if an object still cannot be written. */
  async flush(): Promise<void> {
    const again = this.unwritten;
    this.unwritten = [];
    again.forEach((records) => this.start(records));
    this.buffer.flush();
    while (this.writing.size > 0) await Promise.all(this.writing);
    if (this.failure !== undefined && this.unwritten.length > 0) throw this.failure;
  }

  private start(records: OutputRecord[]): void {
    const writing = this.write(records).catch((error: Error) => {
      this.unwritten.push(records);
      this.failure = error;
      this.options.onFatal(error);
    }).finally(() => this.writing.delete(writing));
    this.writing.add(writing);
  }

  private async write(records: readonly OutputRecord[]): Promise<void> {
    const { settings, store, onWritten } = this.options;
    const body = Buffer.concat(separated(records, this.options.delimiter));
    const key = this.keyFor(records);
    await store.put(settings.bucket, key, await settings.compression.compress(body));
    onWritten({ bucket: settings.bucket, key, records: records.length, bytes: records.reduce((sum, record) => sum + record.bytes.length, 0) });
  }

  private keyFor(records: readonly OutputRecord[]): string {
    const { settings, prefix, errorType, uuid } = this.options;
    const oldest = records.reduce((least, record) => Math.min(least, record.arrival), Infinity);
    const time = localTime(oldest, settings.timeZone);
    return objectKey({
      prefix: evaluatePrefix(prefix, { time, errorType, randomString }),
      streamName: settings.name,
      time,
      uuid: uuid(),
      extension: settings.extension,
    });
  }
}

function separated(records: readonly OutputRecord[], delimiter: string): Buffer[] {
  if (delimiter === '') return records.map((record) => record.bytes);
  const between = Buffer.from(delimiter);
  return records.flatMap((record, index) => index === 0 ? [record.bytes] : [between, record.bytes]);
}
