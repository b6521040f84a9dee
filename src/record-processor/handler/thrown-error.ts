import type { FailureCode } from '../contract';
import { FAILURES } from '../contract';
import { RecordFailure } from './record-failure';

/** A code that the user's error may carry: short and without anything that a text of an event would have. */
const USER_CODE = /^[A-Za-z][A-Za-z0-9_.]{0,63}$/;
/** What `Object.prototype.toString` says of a value, such as "Array Iterator". */
const TAG = /^[A-Za-z][\w. ]{0,63}$/;
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

/** What the user's code returned in place of an event, by its type. Never by its text, which may be the event's. */
export function describeReturned(code: FailureCode, returned: unknown): RecordFailure {
  const text = FAILURES[code];
  try {
    const tag = Object.prototype.toString.call(returned).slice(8, -1);
    return new RecordFailure(code, TAG.test(tag) ? `${text}: got ${tag === 'Object' ? classOf(returned as object) : tag}` : text);
  } catch {
    return new RecordFailure(code, text);
  }
}

/** By the prototype: the event itself may have a field of the name "constructor". */
function classOf(value: object): string {
  const name = Object.getPrototypeOf(value)?.constructor?.name;
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
