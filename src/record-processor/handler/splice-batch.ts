import { isAscii, isUtf8 } from 'buffer';
import type { FirehoseTransformationEventRecord } from 'aws-lambda';
import { decodeInto } from './base64';
import { closingOf, isArrivalTime } from './closing';
import { lacksId } from './lacks-id';
import { EVENT_ID } from '../contract';

const LINE_FEED = 0x0a;
const SPACE = 0x20;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

const ID_NAME = Buffer.from(`,"${EVENT_ID}":`);
/** More than what goes behind a record has besides the id. */
const ROOM = 100;

/** One for all batches, because a buffer for each record costs more than what is done in it. It grows to the largest batch. */
let scratch = Buffer.alloc(0);

/**
 * The fast path, for the one kind that nearly all records are of when there is no transform: the two fields go in front of the closing brace.
 * Three bytes are four characters of base64 whatever follows them, so all characters before the brace stay as they came. The rest of each
 * line is put together byte by byte and is encoded in one call for the batch, because a call costs more than so few bytes.
 *
 * Whatever is of another kind, or is no event, is left to `toLine` and its way, which knows every kind. Both give the same bytes.
 *
 * @param ids the ids of all records, as a list in JSON
 * @returns for each record its line in base64, or nothing if it is left
 */
export function spliceBatch(records: FirehoseTransformationEventRecord[], ids: Buffer): (string | undefined)[] {
  let room = ids.length;
  let plain = 1;
  for (const { recordId, data } of records) {
    room += String(data).length + ROOM;
    plain += recordId.length + 3;
  }
  scratch = room > scratch.length ? Buffer.allocUnsafeSlow(room) : scratch;
  let bytes = 0;
  const ends = records.map(({ data }) => bytes += decodeInto(scratch, bytes, data) ?? 0);
  const decoded = scratch.subarray(0, bytes);
  // Ids that stand in the list as they are; Firehose's are digits.
  if (ids.length !== plain || !isUtf8(decoded)) {
    return [];
  }
  const ascii = isAscii(decoded) ? decoded.toString('latin1') : undefined;

  const tails = Math.ceil(bytes / 3) * 3;
  let end = tails;
  let recordEnd = 0;
  let idEnd = 0;
  const lines = records.map(({ recordId, data, approximateArrivalTimestamp: time }, n) => {
    const begin = recordEnd;
    recordEnd = ends[n];
    const idBegin = idEnd + 1;
    idEnd = idBegin + recordId.length + 2;

    const brace = closingBrace(begin, recordEnd);
    const needsId = brace && isArrivalTime(time)
      ? lacksId(ascii?.slice(begin, brace + 1) ?? scratch.toString('utf8', begin, brace + 1))
      : undefined;
    if (!brace || needsId === undefined) {
      return undefined;
    }
    // The bytes that share a group of base64 with what follows are encoded anew.
    const carried = (brace - begin) % 3;
    const tail = end - tails;
    end = copy(scratch, brace - carried, brace, end);
    if (needsId) {
      end = copy(ID_NAME, 0, ID_NAME.length, end);
      end = copy(ids, idBegin, idEnd, end);
    }
    const closing = closingOf(time);
    end = copy(closing, 0, closing.length, end);
    let padding = 0;
    // Filled up, so that the next one begins with a group of its own.
    for (; end % 3 !== 0; padding++) {
      scratch[end++] = 0;
    }
    const tailEnd = end - tails;
    return (encoded: string) => data.slice(0, (brace - begin - carried) / 3 * 4)
      + encoded.slice(tail / 3 * 4, tailEnd / 3 * 4 - padding) + '='.repeat(padding);
  });
  const encoded = scratch.toString('base64', tails, end);
  return lines.map((line) => line?.(encoded));
}

function copy(source: Buffer, from: number, to: number, target: number): number {
  for (let at = from; at < to; at++) {
    scratch[target + at - from] = source[at];
  }
  return target + to - from;
}

/** Where the object of a record ends, if it begins at once, has a member, and has nothing but a line feed behind it. */
function closingBrace(begin: number, end: number): number | undefined {
  const brace = end - (scratch[end - 1] === LINE_FEED ? 2 : 1);
  return brace - begin > 1 && scratch[begin] === OPEN_BRACE && scratch[brace] === CLOSE_BRACE && scratch[brace - 1] > SPACE ? brace : undefined;
}
