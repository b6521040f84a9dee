import { eventSizeOf } from './lambda-event';
import type { PutRecord } from './record';

/**
 * What a batch may come to, in bytes. Lambda carries 6 MB (6,291,456 bytes) each way in a synchronous invocation; the rest is for the
 * frame of the event and of the answer.
 */
export const INVOCATION_BYTES = 6_000_000;

/** What a function may add to a record, before base64. */
const ROOM_TO_GROW = 512;

/**
 * What a record takes of an invocation, both ways: its part of the event, and room for an answer that is larger.
 *
 * The buffer of the processor counts the bytes that the records hold, and in an event each takes some 126 bytes and base64 more: 1 MB of
 * records of 8 bytes would be an event of 18 MB, which Lambda refuses. The service therefore cannot send such a batch whole, and how it cuts
 * it is not documented. Here a batch ends where an answer might no longer fit: the record processor of this library adds some 110 bytes to
 * an event, and a transform that enriches it a few hundred. Records of 190 bytes and more fill a buffer of 1 MB, the default, before that.
 */
export function invocationSizeOf(record: Pick<PutRecord, 'id' | 'arrival' | 'data'>): number {
  return eventSizeOf(record) + Math.ceil(ROOM_TO_GROW / 3) * 4;
}
