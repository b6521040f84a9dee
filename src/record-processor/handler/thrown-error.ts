import type { FailureCode } from '../contract';
import { FAILURES } from '../contract';
import { RecordFailure } from './record-failure';

/** A code that the user's error may carry: short and without anything that a text of an event would have. */
const USER_CODE = /^[A-Za-z][A-Za-z0-9_.]{0,63}$/;
const CLASS_NAME = /^[A-Za-z_$][\w$]{0,63}$/;

/** What the user's code threw, by its class and place. Never by its message, which may quote the event. */
export function describeThrown(code: FailureCode, thrown: unknown, nameOf: (file: string) => string | undefined): RecordFailure {
  const text = FAILURES[code];
  try {
    const error = Object(thrown);
    const place = placeOf(error, nameOf);
    return new RecordFailure(
      typeof error.code === 'string' && USER_CODE.test(error.code) ? error.code : code,
      `${text}: ${classOf(error)}${place ? ` at ${place}` : ''}`,
    );
  } catch {
    // Anything can be thrown, even what throws when it is looked at. The record fails with the text alone.
    return new RecordFailure(code, text);
  }
}

function classOf(error: { constructor?: { name?: unknown } }): string {
  const name = error.constructor?.name;
  return typeof name === 'string' && CLASS_NAME.test(name) ? name : 'Error';
}

/** The first frame in a file of the user's. Names of real files alone: a message can contain lines that look like frames. */
function placeOf(error: { stack?: unknown }, nameOf: (file: string) => string | undefined): string | undefined {
  for (const line of String(error.stack).split('\n')) {
    const [, file, position] = /^\s+at (?:.*\()?([^()]+?):(\d+:\d+)\)?$/.exec(line) ?? [];
    const name = file && nameOf(file.replace(/^async /, ''));
    if (name) {
      return `${name}:${position}`;
    }
  }
  return undefined;
}
