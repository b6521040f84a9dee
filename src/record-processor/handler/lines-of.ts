import { closingOf, isArrivalTime } from './closing';
import { parseEvent } from './decode-record';
import type { EventText } from './event-text';
import { ownId, readEventText, toLine } from './event-text';
import { RecordFailure } from './record-failure';
import type { TransformContext, UserTransform } from './user-transform';
import { applyTransform } from './user-transform';

/**
 * The lines that any event becomes, whatever its kind; none if the transform skips it.
 * @param json its text, with white space around it at most
 * @param context its id, if it brings none, and its arrival
 * @throws RecordFailure if it is no event, or if the transform fails for it
 */
export async function linesOf(json: string, { recordId, approximateArrivalTimestamp }: TransformContext, user?: UserTransform): Promise<string> {
  const event = parseEvent(json);
  if (!isArrivalTime(approximateArrivalTimestamp)) {
    throw RecordFailure.of('NoArrivalTime');
  }
  const arrived = readEventText(json.trim());
  const made = user && await applyTransform(user, event, { recordId, approximateArrivalTimestamp });
  const events = made ? made.map(readEventText) : [arrived];
  const ids = idsOf(events, ownId(arrived) ?? recordId);
  const closing = closingOf(approximateArrivalTimestamp).toString();
  return events.map((each, n) => toLine(each, ids[n], closing)).join('');
}

/** Ids of the user's own are kept if they tell all events of the list apart; otherwise all are derived, the same ones on every retry. */
function idsOf(events: EventText[], id: string): string[] {
  const own = events.map(ownId);
  return !own.includes(undefined) && new Set(own).size === own.length
    ? own as string[]
    : events.map((_, n) => n === 0 ? id : `${id}-${n}`);
}
