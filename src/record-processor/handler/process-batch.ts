import { createHash } from 'crypto';
import type { FirehoseTransformationEventRecord, FirehoseTransformationResultRecord } from 'aws-lambda';
import { Answers } from './answers';
import { EVENT_ID, RECEIVED_AT } from '../contract';
import { decodeBase64, decodeRecord } from './decode-record';
import type { EventText } from './event-text';
import { ownId, readEventText, toLine } from './event-text';
import { RecordFailure } from './record-failure';
import type { UserTransform } from './user-transform';
import { applyTransform } from './user-transform';

/** As many hashes of failed records as one log line names. */
const SAMPLE = 10;
/** The last millisecond of the year 9999: a later one needs a longer text. */
const LAST_TIME = 253_402_300_799_999;

/** All failed records of a batch that have the same code. */
export interface FailureGroup {
  readonly code: string;
  readonly message: string;
  count: number;
  /** Of the records as they came, in hex. */
  readonly sha256: string[];
}

/** What became of a batch. */
export interface Batch {
  /** One answer for each record, in order. */
  readonly records: FirehoseTransformationResultRecord[];
  readonly failures: FailureGroup[];
  readonly dropped: number;
}

/** Answers every record of a batch, whatever its bytes. One record after another: the user's code may keep a state. */
export async function processBatch(records: FirehoseTransformationEventRecord[], user?: UserTransform): Promise<Batch> {
  const answers = new Answers(records.map(({ recordId }) => recordId));
  const failures = new Map<string, FailureGroup>();
  let dropped = 0;
  for (const record of records) {
    try {
      const lines = await linesOf(record, user);
      if (lines === '') {
        answers.addDropped(record.recordId);
        dropped++;
      } else {
        answers.addOk(record.recordId, lines);
      }
    } catch (error) {
      answers.addFailed(record.recordId);
      count(failures, error instanceof RecordFailure ? error : RecordFailure.of('Unexpected'), record.data);
    }
  }
  return { records: answers.records, failures: [...failures.values()], dropped };
}

/** The lines that a record becomes; none if the transform skips it. */
async function linesOf(record: FirehoseTransformationEventRecord, user: UserTransform | undefined): Promise<string> {
  const { recordId, approximateArrivalTimestamp } = record;
  const { text, event } = decodeRecord(record.data);
  const receivedAt = formatTime(approximateArrivalTimestamp);
  const arrived = readEventText(text, Object.hasOwn(event, EVENT_ID) || Object.hasOwn(event, RECEIVED_AT));
  const id = ownId(arrived) ?? recordId;
  if (!user) {
    return toLine(arrived, id, receivedAt);
  }
  const made = await applyTransform(user, event, { recordId, approximateArrivalTimestamp });
  const events = made.map((json) => readEventText(json, json.includes(EVENT_ID) || json.includes(RECEIVED_AT)));
  const ids = idsOf(events, id);
  return events.map((each, n) => toLine(each, ids[n], receivedAt)).join('');
}

/** Ids of the user's own are kept if they tell all events of the list apart; otherwise all are derived, the same ones on every retry. */
function idsOf(events: EventText[], id: string): string[] {
  const own = events.map(ownId).filter((each) => each !== undefined);
  return own.length === events.length && new Set(own).size === own.length
    ? own
    : events.map((_, n) => n === 0 ? id : `${id}-${n}`);
}

/** As Athena reads a timestamp, in UTC. A record without a time fails: an invented one would differ when the batch is retried. */
function formatTime(time: unknown): string {
  if (typeof time !== 'number' || !(time >= 0 && time <= LAST_TIME)) {
    throw RecordFailure.of('NoArrivalTime');
  }
  return new Date(time).toISOString().slice(0, 23).replace('T', ' ');
}

function count(failures: Map<string, FailureGroup>, { code, message }: RecordFailure, data: string): void {
  const group = failures.get(code) ?? { code, message, count: 0, sha256: [] };
  failures.set(code, group);
  group.count++;
  if (group.sha256.length < SAMPLE) {
    group.sha256.push(createHash('sha256').update(decodeBase64(data) ?? String(data)).digest('hex'));
  }
}
