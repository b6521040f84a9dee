import type { FirehoseTransformationEventRecord } from 'aws-lambda';
import { closingOf, isArrivalTime } from './closing';
import { decodeRecord } from './decode-record';
import type { EventText } from './event-text';
import { ownId, readEventText, toLine } from './event-text';
import { RecordFailure } from './record-failure';
import type { UserTransform } from './user-transform';
import { applyTransform } from './user-transform';

/**
 * The lines that any record becomes, whatever its kind; none if the transform skips it.
 * @throws RecordFailure if it is no event, or if the transform fails for it
 */
export async function linesOf(record: FirehoseTransformationEventRecord, user?: UserTransform): Promise<string> {
  const { recordId, approximateArrivalTimestamp } = record;
  const { text, event } = decodeRecord(record.data);
  if (!isArrivalTime(approximateArrivalTimestamp)) {
    throw RecordFailure.of('NoArrivalTime');
  }
  const arrived = readEventText(text);
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
