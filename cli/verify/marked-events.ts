/** The `name` of every event that is stored. */
export const EVENT_NAME = 'cdk-serverless-data-pipeline.verify';

/** An event that can be found again. */
export interface MarkedEvent {
  /** Counted over the run. */
  readonly n: number;
  /** undefined: the event brings no id. */
  readonly id?: string;
  readonly text: string;
}

export interface EventForm {
  /** Members as JSON text, such as `"a":1`. */
  readonly members?: readonly string[];
  /** Spread over several lines. */
  readonly lines?: boolean;
  /** Leave `event_id` to the pipeline. */
  readonly withoutId?: boolean;
  /** Filled up to so many bytes. */
  readonly bytes?: number;
}

/** Makes events, and texts that are none, that carry the id of the run. */
export class MarkedEvents {
  private count = 0;

  constructor(readonly runId: string) {
  }

  event(point: string, { members = [], lines = false, withoutId = false, bytes }: EventForm = {}): MarkedEvent {
    const n = this.next();
    const id = withoutId ? undefined : `${this.runId}-${n}`;
    const all = [
      `"name":"${EVENT_NAME}"`,
      ...id === undefined ? [] : [`"event_id":"${id}"`],
      `"run":"${this.runId}"`,
      `"n":${n}`,
      `"point":"${point}"`,
      ...members,
    ];
    const text = lines ? `{\r\n  ${all.join(',\r\n  ')}\n}\n` : `{${all.join(',')}}`;
    return { n, id, text: bytes === undefined ? text : filled(text, bytes) };
  }

  events(point: string, count: number, form?: EventForm): MarkedEvent[] {
    return Array.from({ length: count }, () => this.event(point, form));
  }

  /** A text for bodies that are no event. */
  mark(): string {
    return `${this.runId}-none-${this.next()}`;
  }

  private next(): number {
    this.count += 1;
    return this.count;
  }
}

function filled(text: string, bytes: number): string {
  const frame = ',"filler":""';
  return `${text.slice(0, -1)},"filler":"${'x'.repeat(bytes - Buffer.byteLength(text) - frame.length)}"}`;
}
