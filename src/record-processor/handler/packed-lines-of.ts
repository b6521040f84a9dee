import { ANSWER_LIMIT } from './answers';
import { linesOf } from './lines-of';
import { RecordFailure } from './record-failure';
import type { TransformContext, UserTransform } from './user-transform';

/** White space as JSON has it, so that a line break may be CR LF. */
const BLANK = /^[ \t\r]*$/;

/**
 * The lines of a record that holds many events, one a line; none if the transform skips all of them. The id of an event that brings none is that of
 * the record with the number of its line behind, counted from 0, blank lines too.
 * @throws RecordFailure if one line is no event, if the transform fails for one, or if there is none
 */
export async function packedLinesOf(text: string, record: TransformContext, user?: UserTransform): Promise<string> {
  const { recordId, approximateArrivalTimestamp } = record;
  let made: string | undefined;
  for (const [n, line] of text.split('\n').entries()) {
    if (BLANK.test(line)) {
      continue;
    }
    const lines = await linesOf(line, { recordId: `${recordId}-${n}`, approximateArrivalTimestamp }, user).catch((error) => {
      // The hash that is logged beside it is that of the whole record.
      throw error instanceof RecordFailure ? new RecordFailure(error.code, `line ${n}: ${error.message}`) : error;
    });
    made = (made ?? '') + lines;
    // Stops before many short lines, or a list for each, take the memory that their neighbours need.
    if (made.length > ANSWER_LIMIT) {
      throw RecordFailure.of('AnswerTooLarge');
    }
  }
  if (made === undefined) {
    throw RecordFailure.of('NotJson');
  }
  return made;
}
