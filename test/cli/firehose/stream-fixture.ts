import { FirehoseService } from '../../../cli/firehose/firehose-service';
import type { FirehoseOptions } from '../../../cli/firehose/firehose-service';
import { InvocationError } from '../../../cli/invocation-error';
import { objectPath } from '../../../cli/s3/object-path';
import type { Functions, ObjectStore, ServiceReply } from '../../../cli/services';
import type { Deployment } from '../../../cli/template/deployment';

export const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:processor';
export const STREAM_ARN = 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/events';

export interface LambdaEventRecord {
  readonly recordId: string;
  readonly approximateArrivalTimestamp: number;
  readonly data: string;
}

export interface LambdaEvent {
  readonly invocationId: string;
  readonly deliveryStreamArn: string;
  readonly region: string;
  readonly records: readonly LambdaEventRecord[];
}

type Answer = (event: LambdaEvent, call: number) => unknown;

/** Time that passes only when a test says so. */
export class FakeClock {
  time = Date.UTC(2026, 10, 22, 23, 59, 30);
  private timers: { at: number; call: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, call: () => void): { cancel(): void } {
    const timer = { at: this.time + ms, call };
    this.timers.push(timer);
    return { cancel: () => { this.timers = this.timers.filter((each) => each !== timer); } };
  }

  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    for (;;) {
      const [next] = this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.timers = this.timers.filter((each) => each !== next);
      this.time = next.at;
      next.call();
      await settled();
    }
    this.time = end;
    await settled();
  }
}

/** Lets everything that waits for nothing but a promise go on. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** A stream with a store, a function and a clock that tests look into. */
export class StreamFixture {
  readonly clock = new FakeClock();
  readonly objects = new Map<string, Buffer>();
  readonly calls: LambdaEvent[] = [];
  readonly fatal: Error[] = [];
  readonly warnings: string[] = [];
  readonly buffered: number[] = [];
  readonly delivered: [stream: string, bucket: string, key: string, records: number][] = [];
  readonly failed: [stream: string, errorType: string, records: number][] = [];
  readonly service: FirehoseService;
  /** Set: every write fails with it. */
  storeError?: Error;

  constructor(properties: Record<string, unknown>, options: Partial<FirehoseOptions> & { answer?: Answer; top?: Record<string, unknown> } = {}) {
    const { answer = everyRecordOk, top = {}, ...rest } = options;
    const store: ObjectStore = {
      check: async (bucket, key) => { objectPath('/data', bucket, key); },
      put: async (bucket, key, body) => {
        if (this.storeError) throw this.storeError;
        this.objects.set(`${bucket}/${key}`, body);
      },
    };
    const functions: Functions = {
      invoke: async (arn, payload) => {
        if (arn !== FUNCTION_ARN) throw new InvocationError('function not found', arn);
        const event = JSON.parse(payload) as LambdaEvent;
        this.calls.push(event);
        const result = await answer(event, this.calls.length);
        return typeof result === 'string' ? result : JSON.stringify(result);
      },
    };
    let uuids = 0;
    this.service = new FirehoseService(deployment({ ExtendedS3DestinationConfiguration: { BucketARN: 'arn:aws:s3:::bucket', ...properties }, ...top }), {
      functions,
      store,
      clock: this.clock,
      uuid: () => `00000000-0000-4000-8000-${String(uuids++).padStart(12, '0')}`,
      events: {
        buffered: (_stream, records) => this.buffered.push(records),
        delivered: (...object) => this.delivered.push(object),
        failed: (...object) => this.failed.push(object),
        warn: (message) => this.warnings.push(message),
      },
      onFatal: (error) => this.fatal.push(error),
      ...rest,
    });
  }

  async put(...texts: string[]): Promise<ServiceReply> {
    return this.service.call('PutRecordBatch', JSON.stringify({
      DeliveryStreamName: 'events', Records: texts.map((text) => ({ Data: Buffer.from(text).toString('base64') })),
    }));
  }

  get keys(): string[] {
    return [...this.objects.keys()].sort();
  }

  /** The texts of the objects whose key starts so. */
  texts(prefix = ''): string[] {
    return this.keys.filter((key) => key.startsWith(`bucket/${prefix}`)).map((key) => String(this.objects.get(key)));
  }
}

function deployment(properties: Record<string, unknown>): Deployment {
  const stream = { stack: 'Stack', logicalId: 'Stream', type: 'AWS::KinesisFirehose::DeliveryStream', ref: 'events', arn: STREAM_ARN, properties };
  return {
    accountId: '111122223333',
    region: 'eu-west-1',
    resources: (type) => type === stream.type ? [stream] : [],
    all: () => [stream],
    outputs: [],
    assetPath: () => undefined,
  };
}

/** A ProcessingConfiguration with a function. */
export function lambdaProcessing(parameters: Record<string, string> = {}): Record<string, unknown> {
  const all = { LambdaArn: FUNCTION_ARN, BufferIntervalInSeconds: '0', ...parameters };
  return {
    Enabled: true,
    Processors: [{ Type: 'Lambda', Parameters: Object.entries(all).map(([ParameterName, ParameterValue]) => ({ ParameterName, ParameterValue })) }],
  };
}

export function everyRecordOk(event: LambdaEvent): unknown {
  return { records: event.records.map(({ recordId, data }) => ({ recordId, result: 'Ok', data })) };
}

export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

export function lines(text: string): Record<string, unknown>[] {
  return text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));
}
