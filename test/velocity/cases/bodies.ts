import { DIFFERENCES } from './differences';
import type { EventCase } from './events';
import { EVENTS } from './events';

/** The body of a request, and the events in it. */
export interface Body {
  readonly name: string;
  readonly text: string;
  readonly events: readonly EventCase[];
}

/** The most events of one request, as the model behind the route says. */
export interface Limit {
  readonly maxBatch: number;
}

/** What `POST /track` takes. */
export const SINGLE_BODIES: readonly Body[] = EVENTS.map((event) => ({ name: event.name, text: event.text, events: [event] }));

/** What `POST /batch` takes. */
export function batchBodies({ maxBatch }: Limit): Body[] {
  const small = EVENTS.filter(({ text }) => text.length < 50_000);
  const full = Array.from({ length: maxBatch }, (_unused, n) => small[n % small.length]);
  const list = (events: readonly EventCase[], separator: string) => `[${events.map(({ text }) => text).join(separator)}]`;
  return [
    ...EVENTS.map((event) => ({ name: `one: ${event.name}`, text: list([event], ','), events: [event] })),
    { name: `as many as may be: ${maxBatch}`, text: list(full, ','), events: full },
    { name: 'lines between the events', text: `\n${list(small.slice(0, 100), '\n ,\n ')}\n`, events: small.slice(0, 100) },
    { name: 'CRLF between the events', text: `${list(small.slice(-100), '\r\n,\r\n\t')}\r\n`, events: small.slice(-100) },
  ];
}

const DIFFERENT = new Set(DIFFERENCES.map(({ event }) => event));

/** The line of an event in the local run, which keeps its text. */
export function localLine({ name, text, line }: EventCase): string {
  return DIFFERENT.has(name) ? text : line;
}
