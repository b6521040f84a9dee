import { parseEvent } from './decode-record';
import { linesOf } from './lines-of';
import { packedLinesOf } from './packed-lines-of';
import type { TransformContext, UserTransform } from './user-transform';

// When `batchMode` changes, records of the other kind are still under way: those that the API put before, and those that Firehose buffers. Each handler
// takes both. A text is never both: one JSON value does not go on behind a line that is one itself.

/**
 * The lines of a record of a stream whose records are one event each.
 * @throws RecordFailure as `linesOf`, or for a packed record as `packedLinesOf`
 */
export async function eventRecordLines(text: string, record: TransformContext, user?: UserTransform): Promise<string> {
  return beginsWithEvent(text) ? packedLinesOf(text, record, user) : linesOf(text, record, user);
}

/**
 * The lines of a record of a stream whose records hold many events, a line each. An event that is spread over lines counts as the first.
 * @throws RecordFailure as `packedLinesOf`, or for an event that is spread over lines as `linesOf`
 */
export async function packedRecordLines(text: string, record: TransformContext, user?: UserTransform): Promise<string> {
  return hasLines(text) && !beginsWithEvent(text) && isEvent(text)
    ? linesOf(text, { recordId: `${record.recordId}-0`, approximateArrivalTimestamp: record.approximateArrivalTimestamp }, user)
    : packedLinesOf(text, record, user);
}

/** Whether the first of many lines is an event: then the record is packed. */
function beginsWithEvent(text: string): boolean {
  return hasLines(text) && isEvent(text.trim().split('\n', 1)[0]);
}

function hasLines(text: string): boolean {
  return text.trim().includes('\n');
}

function isEvent(text: string): boolean {
  try {
    parseEvent(text);
    return true;
  } catch {
    return false;
  }
}
