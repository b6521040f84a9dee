import { isAscii, isUtf8 } from 'buffer';
import type { FirehoseTransformationEventRecord } from 'aws-lambda';
import { ANSWER_LIMIT } from './answers';
import { decodeBase64 } from './base64';
import { closingOf, isArrivalTime } from './closing';
import { lacksId } from './lacks-id';
import { EVENT_ID } from '../contract';

const LINE_FEED = 0x0a;
const SPACE = 0x20;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** One for all records. It grows to the largest. */
let made = Buffer.alloc(0);

/**
 * The fast path for records of many lines, without a transform: each line is copied up to its closing brace, and the two fields go behind. All is encoded
 * anew, because behind the first line no group of base64 stays as it came.
 *
 * A record with one line of another kind, or with one that is no event, is left to `packedLinesOf`, which knows every kind. Both give the same bytes.
 *
 * @returns for each record its lines in base64, or nothing if it is left
 */
export function spliceLines(records: FirehoseTransformationEventRecord[]): (string | undefined)[] {
  return records.map(({ recordId, data, approximateArrivalTimestamp: time }) => {
    const bytes = decodeBase64(data);
    return bytes && isUtf8(bytes) && isArrivalTime(time) ? splice(bytes, recordId, time) : undefined;
  });
}

function splice(bytes: Buffer, recordId: string, time: number): string | undefined {
  const ascii = isAscii(bytes) ? bytes.toString('latin1') : undefined;
  const idBegin = `,"${EVENT_ID}":${JSON.stringify(recordId).slice(0, -1)}-`;
  const closing = closingOf(time).toString();
  let end = 0;
  for (let begin = 0, next = 0, n = 0; begin < bytes.length; begin = next, n++) {
    const lineFeed = bytes.indexOf(LINE_FEED, begin);
    const lineEnd = lineFeed < 0 ? bytes.length : lineFeed;
    next = lineEnd + 1;
    if (lineEnd === begin) {
      continue;
    }
    const brace = lineEnd - 1;
    const needsId = brace - begin > 1 && bytes[begin] === OPEN_BRACE && bytes[brace] === CLOSE_BRACE && bytes[brace - 1] > SPACE
      ? lacksId(ascii?.slice(begin, lineEnd) ?? bytes.toString('utf8', begin, lineEnd))
      : undefined;
    // What is too large to be answered must not take the memory of a megabyte of short lines.
    if (needsId === undefined || end > ANSWER_LIMIT) {
      return undefined;
    }
    const tail = needsId ? `${idBegin}${n}"${closing}` : closing;
    // A character takes three bytes at most.
    makeRoom(end, brace - begin + tail.length * 3);
    bytes.copy(made, end, begin, brace);
    end += brace - begin;
    end += made.write(tail, end);
  }
  return end === 0 ? undefined : made.toString('base64', 0, end);
}

function makeRoom(end: number, bytes: number): void {
  if (made.length < end + bytes) {
    made = Buffer.concat([made], (end + bytes) * 2);
  }
}
