import { RECEIVED_AT } from '../contract';

/** The last millisecond of the year 9999: a later one needs a longer text. */
const LAST_TIME = 253_402_300_799_999;
const ZERO = 0x30;

const closing = Buffer.from(`,"${RECEIVED_AT}":"yyyy-MM-dd HH:mm:ss.SSS"}\n`);
const TIME = closing.indexOf('yyyy');
const MILLISECONDS = closing.indexOf('SSS');

/** The second that stands there: the records of a batch arrive close together, and a date is dear to write. */
let second = -1;

/** Whether a record says when it arrived, in milliseconds since 1970. One that does not fails: an invented time would differ when the batch is retried. */
export function isArrivalTime(time: unknown): time is number {
  return typeof time === 'number' && time >= 0 && time <= LAST_TIME;
}

/** The end of every line, with the time as Athena reads a timestamp, in UTC. Valid until the next call. */
export function closingOf(arrivalTime: number): Buffer {
  const time = Math.trunc(arrivalTime);
  const milliseconds = time % 1000;
  if (second !== time - milliseconds) {
    second = time - milliseconds;
    closing.write(new Date(second).toISOString().slice(0, 19).replace('T', ' '), TIME);
  }
  closing[MILLISECONDS] = ZERO + milliseconds / 100;
  closing[MILLISECONDS + 1] = ZERO + milliseconds / 10 % 10;
  closing[MILLISECONDS + 2] = ZERO + milliseconds % 10;
  return closing;
}
