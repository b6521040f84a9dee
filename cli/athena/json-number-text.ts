import { literal } from './sql-text';

/**
 * SQL that keeps the text of JSON numbers. DuckDB reads a number that is no whole one into a floating point number and prints that, so `10.50` becomes
 * `10.5`; Trino gives the characters of the document.
 */

const STRING = '"(?:[^"\\\\]|\\\\.)*"';
const NUMBER = '-?[0-9][0-9.eE+-]*';

/** The document with each number as a string of its characters, so that a number and a string are the same. */
export function numbersAsStrings(json: string): string {
  return `system.main.regexp_replace(${json}, ${literal(`(?s)"((?:[^"\\\\]|\\\\.)*)"|(${NUMBER})`)}, '"\\1\\2"', 'g')`;
}

/**
 * Whether a number of the document may be printed in other characters than it has: -0, and one with an exponent, with a 0 at the end of its fraction or
 * four at the start, or with more digits than a floating point number holds. Right where it says no, and quick.
 */
export function mayPrintOtherwise(json: string): string {
  return `regexp_matches(${json}, '(?:^|[:,\\[\\s])-?[0-9.]+[eE]|\\.[0-9]+0(?:[^0-9]|$)|\\.0000|[0-9.]{17}|-0(?:[^.0-9]|$)')`;
}

/** How U+0001, before the characters of a marked number, is written in JSON. */
const MARK = '\\u0001';

/** Whether a document can be marked: it does not have the character itself. */
export function canBeMarked(json: string): string {
  return `NOT contains(${json}, '${MARK}')`;
}

/** The document with each number as a string that begins with U+0001. */
export function markNumbers(json: string): string {
  // Whatever is no number, strings whole, and then the number; the last match has none and leaves an empty one.
  const marked = `system.main.regexp_replace(${json}, ${literal(`(?s)((?:${STRING}|[^"0-9-])*)(${NUMBER})?`)}, '\\1"\\${MARK}\\2"', 'g')`;
  return `replace(${marked}, '"${MARK}"', '')`;
}

/** The text of a value from a marked document: the characters of a number or string, or the JSON of an object or array. */
export function unmarkNumbers(text: string): string {
  return `ltrim(system.main.regexp_replace(${text}, ${literal(`"\\\\u0001(${NUMBER})"`)}, '\\1', 'g'), chr(1))`;
}
