import { isEventId } from './event-text';
import { EVENT_ID, RECEIVED_AT } from '../contract';

/** Whether an event of the usual kind has no id of its own; nothing if it is of another kind, or is no event. */
export function lacksId(text: string): boolean | undefined {
  if (text.includes('\n') || text.includes('\r')) {
    return undefined;
  }
  let event: Record<string, unknown>;
  try {
    event = JSON.parse(text);
  } catch {
    // The other way says what is wrong with it.
    return undefined;
  }
  // No member that JSON can write is undefined, and nothing is inherited under these names.
  if (event[RECEIVED_AT] !== undefined) {
    return undefined;
  }
  const id = event[EVENT_ID];
  if (id === undefined) {
    return true;
  }
  // Named once, and by these letters: then the one that was found is the only one.
  return isEventId(id) && text.indexOf(EVENT_ID) === text.lastIndexOf(EVENT_ID) && !text.includes('\\u00') ? false : undefined;
}
