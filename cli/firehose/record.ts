/** A record as it was put. */
export interface PutRecord {
  readonly id: string;
  /** Approximate arrival, in milliseconds since the epoch. */
  readonly arrival: number;
  /** The base64 text as it was received: it goes into the processor's event and into error envelopes without another encoding. */
  readonly data: string;
  /** How many bytes it decodes to. */
  readonly size: number;
}

/** Bytes on their way into an object. */
export interface OutputRecord {
  readonly arrival: number;
  readonly bytes: Buffer;
}
