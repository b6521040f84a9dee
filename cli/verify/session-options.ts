import type { PipelineUrl } from '../pipeline-url';
import type { RequestSigner } from '../request-signer';
import type { BucketSource } from './bucket/bucket-source';
import type { ContextField } from './context-field';

/** What the user says of a pipeline, and how it is to be checked. */
export interface SessionOptions {
  readonly url: PipelineUrl;
  /** The origins whose pages may read replies; none: whatever the replies allow. */
  readonly origins: readonly string[];
  /** Headers in lower case that pages may send besides those of every pipeline; `*` stands for any. */
  readonly allowedHeaders: readonly string[];
  /** Sent with every request but preflights, which never carry credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** Signs every request but preflights; undefined: none is signed. */
  readonly signer?: RequestSigner;
  /** Whether the API has other routes, whose owner says what a missing one gets. */
  readonly sharedApi: boolean;
  /** What the API writes in front of each event. */
  readonly context: readonly ContextField[];
  /** The bytes of the largest body that the web ACL lets through; undefined: those of API Gateway. */
  readonly bodyLimit?: number;
  readonly runId: string;
  /** Whether the throttle may be provoked. */
  readonly throttle: boolean;
  /** Batches that may be sent to bring the stream over its quota; 0: it is left alone. */
  readonly overloadBatches: number;
  /** Where the pipeline stores events; undefined: nobody looks. */
  readonly bucket?: BucketSource;
  /** How long delivery may take. */
  readonly waitSeconds: number;
  readonly clock: Clock;
  /** What goes on, while a point takes its time. */
  readonly onStatus: (text: string) => void;
}

/** Time and waiting, so that tests need none. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}
