import type { RunEvents } from '../services';

/** What a run has done so far. */
export interface RunCounts {
  readonly requests: number;
  readonly refused: number;
  readonly buffered: number;
  readonly delivered: number;
  readonly failed: number;
  readonly objects: number;
}

/** A happening that is worth a line of its own. */
export type Happening =
  | { readonly event: 'delivered'; readonly stream: string; readonly bucket: string; readonly key: string; readonly records: number }
  | { readonly event: 'failed'; readonly stream: string; readonly type: string; readonly records: number }
  | { readonly event: 'refused'; readonly request: string; readonly status: number }
  | { readonly event: 'warning'; readonly message: string };

/** A client may ask for any path. */
const MAX_REFUSALS = 20;

const MAX_WARNINGS = 100;

/** Counts what the services say and passes on what deserves a line. */
export class RunReport implements RunEvents {
  private requests = 0;
  private refused = 0;
  private deliveredRecords = 0;
  private failedRecords = 0;
  private objects = 0;
  private readonly bufferedByStream = new Map<string, number>();
  private readonly refusals = new Set<string>();
  private readonly warnings = new Set<string>();

  constructor(private readonly onHappening: (happening: Happening) => void) {
  }

  get counts(): RunCounts {
    return {
      requests: this.requests,
      refused: this.refused,
      buffered: [...this.bufferedByStream.values()].reduce((sum, records) => sum + records, 0),
      delivered: this.deliveredRecords,
      failed: this.failedRecords,
      objects: this.objects,
    };
  }

  /** Each kind of refusal is a happening once; a client that goes on is only counted. */
  request(status: number, what: string): void {
    this.requests += 1;
    if (status < 400) {
      return;
    }
    this.refused += 1;
    const kind = `${what} ${status}`;
    if (this.refusals.size < MAX_REFUSALS && !this.refusals.has(kind)) {
      this.refusals.add(kind);
      this.onHappening({ event: 'refused', request: what, status });
    }
  }

  buffered(stream: string, records: number): void {
    this.bufferedByStream.set(stream, records);
  }

  delivered(stream: string, bucket: string, key: string, records: number): void {
    this.objects += 1;
    this.deliveredRecords += records;
    this.onHappening({ event: 'delivered', stream, bucket, key, records });
  }

  failed(stream: string, type: string, records: number): void {
    this.failedRecords += records;
    this.onHappening({ event: 'failed', stream, type, records });
  }

  warn(message: string): void {
    // Some hold what a client sent or a function threw, and there may be as many of these as there are requests.
    if (this.warnings.has(message) || this.warnings.size > MAX_WARNINGS) {
      return;
    }
    this.warnings.add(message);
    this.onHappening({ event: 'warning', message: this.warnings.size > MAX_WARNINGS ? 'further warnings are not shown' : message });
  }
}
