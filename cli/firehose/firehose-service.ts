import { randomUUID } from 'crypto';
import { Failure } from '../failure';
import type { ActionEndpoint, FailureListener, Functions, ObjectStore, RunEvents, ServiceReply } from '../services';
import { ApiError, SLOW_DOWN } from './api-error';
import { systemClock } from './clock';
import type { Clock } from './clock';
import { DeliveryStream } from './delivery-stream';
import { directPutQuota } from './direct-put-quota';
import { readPutRecord, readPutRecordBatch } from './put-request';
import { recordIds } from './record-id';
import type { RecordIds } from './record-id';
import { sampleKeys } from './sample-keys';
import { streamSettings } from './stream-settings';
import type { Deployment } from '../template/deployment';

export interface FirehoseOptions {
  readonly functions: Functions;
  readonly store: ObjectStore;
  readonly events: Pick<RunEvents, 'buffered' | 'delivered' | 'failed' | 'warn'>;
  /** Told once, when an object cannot be written; its records stay buffered, and no further ones are taken. */
  readonly onFatal: (error: Error) => void;
  readonly failures?: FailureListener;
  /** Caps the buffering intervals of processor and destination. */
  readonly bufferingIntervalSeconds?: number;
  /** Bytes that may wait for delivery in one stream, with what each record costs beside its own, before it answers "slow down". */
  readonly maxUndeliveredBytes?: number;
  /** The throughput quota of each stream, in MiB a second; without it no stream has one. */
  readonly quotaMebibytes?: number;
  readonly clock?: Clock;
  readonly ids?: RecordIds;
  readonly uuid?: () => string;
}

const DEFAULT_MAX_UNDELIVERED_BYTES = 256 * 1024 * 1024;

/** Firehose's API for the `AWS::KinesisFirehose::DeliveryStream` resources. */
export class FirehoseService implements ActionEndpoint {
  private readonly streams = new Map<string, DeliveryStream>();
  private readonly accountId: string;
  private stopped = false;
  private failed = false;

  constructor(deployment: Deployment, private readonly options: FirehoseOptions) {
    const clock = options.clock ?? systemClock;
    this.accountId = deployment.accountId;
    const parts = {
      functions: options.functions,
      store: options.store,
      events: options.events,
      clock,
      ids: options.ids ?? recordIds(clock.now()),
      uuid: options.uuid ?? randomUUID,
      maxUndeliveredBytes: options.maxUndeliveredBytes ?? DEFAULT_MAX_UNDELIVERED_BYTES,
      quota: options.quotaMebibytes === undefined ? undefined : directPutQuota(deployment.region, options.quotaMebibytes),
      onFatal: (error: Error) => this.fail(error),
      failures: options.failures,
    };
    for (const resource of deployment.resources('AWS::KinesisFirehose::DeliveryStream')) {
      const settings = streamSettings(resource, {
        region: deployment.region,
        maxIntervalSeconds: options.bufferingIntervalSeconds,
        warn: (message) => options.events.warn(message),
      });
      if (settings) this.streams.set(settings.name, new DeliveryStream(settings, parts));
    }
  }

  /** The functions that the streams call. */
  get functionArns(): readonly string[] {
    return [...this.streams.values()].flatMap(({ settings }) => settings.processor === undefined ? [] : [settings.processor.functionArn]);
  }

  /** How long a record waits at most until its object is written, as far as processor and stream buffer. */
  get longestDelaySeconds(): number {
    const delays = [...this.streams.values()].map(({ settings }) => settings.buffering.intervalMs + (settings.processor?.buffering.intervalMs ?? 0));
    return Math.max(0, ...delays) / 1000;
  }

  /** Records that were acknowledged and not delivered yet, of all streams. */
  get undelivered(): number {
    return [...this.streams.values()].reduce((sum, stream) => sum + stream.undelivered, 0);
  }

  /**
   * Finds out whether the store can keep the objects of all streams, before one takes a record.
   * @throws Failure if not
   */
  async check(): Promise<void> {
    const year = new Date((this.options.clock ?? systemClock).now()).getUTCFullYear();
    for (const { settings } of this.streams.values()) {
      for (const key of sampleKeys(settings, year)) {
        await this.options.store.check(settings.bucket, key).catch((error: Error) => {
          throw error instanceof Failure ? new Failure(`the delivery stream ${settings.name}: ${error.message}`) : error;
        });
      }
    }
  }

  async call(action: string, body: string): Promise<ServiceReply> {
    try {
      if (action === 'PutRecord') return this.putRecord(body);
      if (action === 'PutRecordBatch') return this.putRecordBatch(body);
      throw new ApiError('UnknownOperationException', `the local run does not have the action ${action}`);
    } catch (error) {
      if (error instanceof ApiError) return error.reply();
      throw error;
    }
  }

  /** Delivers everything that was acknowledged; rejects if an object cannot be written. */
  async flush(): Promise<void> {
    const flushed = await Promise.allSettled([...this.streams.values()].map(async (stream) => stream.flush()));
    for (const result of flushed) {
      if (result.status === 'rejected') throw result.reason;
    }
  }

  /** Takes no further records and delivers those it has. Called again, it tries again what could not be delivered. */
  async close(): Promise<void> {
    this.stopped = true;
    await this.flush();
  }

  private putRecord(body: string): ServiceReply {
    const { streamName, records: [record] } = readPutRecord(body);
    const stream = this.find(streamName);
    const id = this.admits(stream) ? stream.put(record) : undefined;
    if (id === undefined) throw new ApiError(SLOW_DOWN.code, SLOW_DOWN.message, 500);
    stream.report();
    return { status: 200, body: `{"RecordId":"${id}","Encrypted":${stream.settings.encrypted}}` };
  }

  private putRecordBatch(body: string): ServiceReply {
    const { streamName, records } = readPutRecordBatch(body);
    const stream = this.find(streamName);
    if (!this.admits(stream)) throw new ApiError(SLOW_DOWN.code, SLOW_DOWN.message, 500);
    let failed = 0;
    const entries = records.map((record) => {
      const id = stream.put(record);
      if (id !== undefined) return `{"RecordId":"${id}"}`;
      failed++;
      return `{"ErrorCode":"${SLOW_DOWN.code}","ErrorMessage":"${SLOW_DOWN.message}"}`;
    });
    stream.report();
    return { status: 200, body: `{"FailedPutCount":${failed},"Encrypted":${stream.settings.encrypted},"RequestResponses":[${entries.join(',')}]}` };
  }

  private admits(stream: DeliveryStream): boolean {
    return !this.stopped && stream.admitsRequest();
  }

  private find(name: string): DeliveryStream {
    const stream = this.streams.get(name);
    if (stream === undefined) throw new ApiError('ResourceNotFoundException', `Firehose ${name} under account ${this.accountId} not found.`);
    return stream;
  }

  private fail(error: Error): void {
    this.stopped = true;
    if (this.failed) return;
    this.failed = true;
    this.options.onFatal(error);
  }
}
