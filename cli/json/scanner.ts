/**
 * The one scanner of JSON texts: finds values where they stand, without parsing them, so that numbers of any size, their spelling and the
 * order of keys stay as sent. It trusts its text, which `JSON.parse` must have taken before.
 */

/** Where a value stands in a JSON text. */
export interface JsonValue {
  readonly start: number;
  readonly end: number;
  /** Whether white space stands between its tokens. */
  readonly spaced: boolean;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const COMMA = 0x2c;
const COLON = 0x3a;

/** The value that a text is, without the white space around it. */
export function rootValue(text: string): JsonValue {
  return valueAt(text, afterSpace(text, 0));
}

/** The elements of a list; undefined for any other value. */
export function elementsOf(text: string, list: JsonValue): JsonValue[] | undefined {
  if (text.charCodeAt(list.start) !== OPEN_BRACKET) return undefined;
  const elements: JsonValue[] = [];
  let position = afterSpace(text, list.start + 1);
  while (position < list.end && text.charCodeAt(position) !== CLOSE_BRACKET) {
    const element = valueAt(text, position);
    elements.push(element);
    position = afterSpace(text, element.end);
    if (text.charCodeAt(position) === COMMA) position = afterSpace(text, position + 1);
  }
  return elements;
}

/** A member of an object. */
export interface JsonMember {
  readonly key: string;
  /** Where its key begins. */
  readonly start: number;
  readonly value: JsonValue;
}

/** The members of an object in their order, also those of equal keys; undefined for any other value. */
export function memberListOf(text: string, object: JsonValue): JsonMember[] | undefined {
  if (text.charCodeAt(object.start) !== OPEN_BRACE) return undefined;
  const members: JsonMember[] = [];
  let position = afterSpace(text, object.start + 1);
  while (position < object.end && text.charCodeAt(position) !== CLOSE_BRACE) {
    const start = position;
    const keyEnd = afterString(text, start);
    const key = JSON.parse(text.slice(start, keyEnd)) as string;
    position = afterSpace(text, keyEnd);
    if (text.charCodeAt(position) === COLON) position = afterSpace(text, position + 1);
    const value = valueAt(text, position);
    members.push({ key, start, value });
    position = afterSpace(text, value.end);
    if (text.charCodeAt(position) === COMMA) position = afterSpace(text, position + 1);
  }
  return members;
}

/** The members of an object by key (of equal keys the last one, as a parser would keep); undefined for any other value. */
export function membersOf(text: string, object: JsonValue): Map<string, JsonValue> | undefined {
  const members = memberListOf(text, object);
  return members && new Map(members.map(({ key, value }) => [key, value]));
}

/** A value on one line, without white space between tokens. */
export function minifiedValue(text: string, value: JsonValue): string {
  return value.spaced ? withoutSpace(text, value) : text.slice(value.start, value.end);
}

function valueAt(text: string, start: number): JsonValue {
  const first = text.charCodeAt(start);
  if (first === QUOTE) return { start, end: afterString(text, start), spaced: false };
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return { start, end: afterScalar(text, start), spaced: false };
  let depth = 0;
  let spaced = false;
  let position = start;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (code === QUOTE) {
      position = afterString(text, position);
      continue;
    }
    if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      depth += 1;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      depth -= 1;
      if (depth === 0) return { start, end: position + 1, spaced };
    } else if (isSpace(code)) {
      spaced = true;
    }
    position += 1;
  }
  return { start, end: text.length, spaced };
}

function withoutSpace(text: string, { start, end }: JsonValue): string {
  let result = '';
  let kept = start;
  let position = start;
  while (position < end) {
    const code = text.charCodeAt(position);
    if (code === QUOTE) {
      position = afterString(text, position);
    } else if (isSpace(code)) {
      result += text.slice(kept, position);
      position = afterSpace(text, position);
      kept = position;
    } else {
      position += 1;
    }
  }
  return result + text.slice(kept, end);
}

function afterString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote >= 0 && isEscaped(text, quote)) quote = text.indexOf('"', quote + 1);
  return quote < 0 ? text.length : quote + 1;
}

/** A quote is part of the string if an odd number of backslashes stands before it. */
function isEscaped(text: string, quote: number): boolean {
  let position = quote - 1;
  while (text.charCodeAt(position) === BACKSLASH) position -= 1;
  return (quote - position) % 2 === 0;
}

function afterScalar(text: string, start: number): number {
  let position = start;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET || isSpace(code)) break;
    position += 1;
  }
  return position;
}

function afterSpace(text: string, start: number): number {
  let position = start;
  while (isSpace(text.charCodeAt(position))) position += 1;
  return position;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
