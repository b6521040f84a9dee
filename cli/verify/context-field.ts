import { InvalidArgumentError } from 'commander';
import { OURS } from './request-options';

/** A field that the API writes in front of each event (`http.context`). */
export interface ContextField {
  readonly field: string;
  /** The header that it comes from; undefined: it comes from elsewhere, or nobody said. */
  readonly header?: string;
}

const FORM = /^([a-z_][a-z0-9_]{0,63})(?:=([A-Za-z0-9._:-]{1,128}))?$/;
/** Members of the events that the suite sends, some of them in each. */
const OF_EVENTS = ['name', 'event_id', 'run', 'n', 'point', 'filler', 'nested', 'text', 'big', 'bigger', 'below', 'received_at'];
/** More than a value of a request takes, as JSON: an address, an ARN, a claim. */
const VALUE_BYTES = 250;
/** The members that each event of the suite has. */
const LEAST_EVENT_BYTES = 600;

/** Adds a field, `<field>` or `<field>=<Header>`, to those given before. */
export function contextField(text: string, before: readonly ContextField[] = []): ContextField[] {
  const [, field, header] = FORM.exec(text) ?? [];
  if (field === undefined) {
    throw new InvalidArgumentError('Allowed is <field> or <field>=<Header>, such as source_ip or user_agent=User-Agent.');
  }
  if (OF_EVENTS.includes(field)) {
    throw new InvalidArgumentError(`Allowed is any field but ${OF_EVENTS.join(', ')}: the events of this command have them, and such an API refuses those.`);
  }
  if (header !== undefined && OURS.includes(header.toLowerCase())) {
    throw new InvalidArgumentError(`Allowed is any header but ${OURS.join(', ')}, which are set to what is checked: give the field alone.`);
  }
  if (before.some((other) => other.field === field)) {
    throw new InvalidArgumentError('Allowed is each field once.');
  }
  return [...before, header === undefined ? { field } : { field, header }];
}

/** How large an event may be so that it has so many bytes at most once the fields are in it. */
export function bytesWithout(context: readonly ContextField[], bytes: number): number {
  return Math.max(LEAST_EVENT_BYTES, context.reduce((left, { field }) => left - field.length - VALUE_BYTES, bytes));
}
