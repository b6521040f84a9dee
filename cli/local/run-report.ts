import { RefusalCounts } from './refusal-counts';
import type { RefusalCount } from './refusal-counts';
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
  | { readonly event: 'refused'; readonly request: string; readonly status: number; readonly reason?: string }
  | { readonly event: 'warning'; readonly message: string }
  | { readonly event: 'note'; readonly message: string };

/** A client may ask for any path. */
const MAX_REFUSALS = 20;

const MAX_WARNINGS = 100;

/** What a client sent, or a function threw, may be long. */
const MAX_REFUSAL_TEXT = 200;
const MAX_WARNING_TEXT = 1_000;

/** Counts what the services say and passes on what deserves a line. */
export class RunReport implements RunEvents {
  private requests = 0;
  private refused = 0;
  private deliveredRecords = 0;
  private failedRecords = 0;
  private objects = 0;
  private readonly bufferedByStream = new Map<string, number>();
  private readonly refusalKinds = new Set<string>();
  private readonly refusalCounts = new RefusalCounts();
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

  /** How often requests were refused, by status and reason. */
  get refusals(): readonly RefusalCount[] {
    return this.refusalCounts.all;
  }

  /** Each kind of refusal is a happening once; a client that goes on is only counted. */
  request(status: number, what: string, why?: string): void {
    this.requests += 1;
    if (status < 400) {
      return;
    }
    this.refused += 1;
    const request = shortened(what, MAX_REFUSAL_TEXT);
    const reason = why === undefined ? undefined : shortened(why, MAX_REFUSAL_TEXT);
    this.refusalCounts.add(status, reason);
    const kind = JSON.stringify([status, request, reason]);
    if (this.refusalKinds.size > MAX_REFUSALS || this.refusalKinds.has(kind)) {
      return;
    }
    this.refusalKinds.add(kind);
    this.onHappening(this.refusalKinds.size > MAX_REFUSALS
      ? { event: 'note', message: 'further refusals are counted, not shown' }
      : { event: 'refused', request, status, ...reason === undefined ? {} : { reason } });
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

  warn(whole: string): void {
    const message = shortened(whole, MAX_WARNING_TEXT);
    // Some hold what a client sent or a function threw, and there may be as many of these as there are requests.
    if (this.warnings.has(message) || this.warnings.size > MAX_WARNINGS) {
      return;
    }
    this.warnings.add(message);
    this.onHappening({ event: 'warning', message: this.warnings.size > MAX_WARNINGS ? 'further warnings are not shown' : message });
  }
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
