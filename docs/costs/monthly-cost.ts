import { priceOf, PRICES } from './prices';

/** What is sent in a month, and how it is kept. */
export interface Traffic {
  readonly events: number;
  /** Of one event as JSON, in bytes. */
  readonly eventBytes: number;
  /** 1 for `/track`, up to 500 for `/batch`, packed up to 250. */
  readonly eventsPerRequest: number;
  /** All events of a request are one record: `BatchMode.PACKED`. */
  readonly packed: boolean;
  readonly format: 'JSON' | 'Parquet';
}

/** US dollars a month, by what they are for. */
export interface Cost {
  readonly requests: number;
  readonly ingest: number;
  readonly conversion: number;
  readonly processor: number;
  readonly objects: number;
  readonly total: number;
}

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;
/** Firehose bills each record as if it were as long as the next multiple of this, also inside a batch. */
const BILLED_STEP = 5 * 1024;
/** The most events of a packed request, and what they may have together, each with its line feed. */
const PACKED_EVENTS = 250;
const PACKED_BYTES = 1_024_000;

/** The defaults of a pipeline, on which the figures stand. */
export const ASSUMED = {
  processorBuffer: MIB,
  processorMemoryGiB: 1,
  /** For 1 MiB of events, at the CPU that comes with this memory; the measured figure is in docs/performance.md. */
  processorSeconds: 0.05,
  streamBuffer: 10 * MIB,
  /** Firehose's smallest buffer with format conversion. */
  parquetBuffer: 64 * MIB,
};

/** A month of a pipeline that is busy enough to fill its buffers. Storage and queries come on top: they depend on how long and how often. */
export function monthlyCost({ events, eventBytes, eventsPerRequest, packed, format }: Traffic): Cost {
  const eventsPerRecord = packed ? eventsPerRequest : 1;
  const billed = events / eventsPerRecord * Math.ceil(eventsPerRecord * eventBytes / BILLED_STEP) * BILLED_STEP / GIB;
  const batches = events * eventBytes / ASSUMED.processorBuffer;
  const seconds = batches * ASSUMED.processorSeconds * ASSUMED.processorMemoryGiB;
  const written = events * eventBytes / (format === 'Parquet' ? ASSUMED.parquetBuffer : ASSUMED.streamBuffer);
  const parts = {
    requests: priceOf(events / eventsPerRequest, PRICES.request),
    ingest: priceOf(billed, PRICES.ingest),
    conversion: format === 'Parquet' ? priceOf(billed, PRICES.conversion) : 0,
    processor: priceOf(batches, PRICES.invocation) + priceOf(seconds, PRICES.computing),
    objects: priceOf(written, PRICES.put),
  };
  return { ...parts, total: Object.values(parts).reduce((sum, part) => sum + part, 0) };
}

/** How many events of a size fill a packed request. */
export function packedEvents(eventBytes: number): number {
  return Math.min(PACKED_EVENTS, Math.floor(PACKED_BYTES / (eventBytes + 1)));
}

const SECONDS_OF_A_MONTH = 30 * 24 * 3600;
/** A pipeline's processor waits for the stream's interval, but not longer. */
const LONGEST_PROCESSOR_WAIT = 60;
/** A call for a few events. */
const SHORT_CALL_SECONDS = 0.002;

/** US dollars for a month in which a few events come in every interval, so that time alone ends it. */
export function quietMonth(bufferingInterval: number): number {
  const calls = SECONDS_OF_A_MONTH / Math.min(bufferingInterval, LONGEST_PROCESSOR_WAIT);
  const seconds = calls * SHORT_CALL_SECONDS * ASSUMED.processorMemoryGiB;
  return priceOf(calls, PRICES.invocation) + priceOf(seconds, PRICES.computing)
    + priceOf(SECONDS_OF_A_MONTH / bufferingInterval, PRICES.put);
}
