import { EVENT_ID, RECEIVED_AT } from '../contract';

/** The text of a JSON object. It is never written anew, so that numbers, escapes, key order and duplicate keys stay as they came. */
export interface EventText {
  /** Without raw line breaks, from its brace to its brace. */
  readonly text: string;
  /** The members of the object itself; none if no name of ours is among them. */
  readonly members: Member[];
}

/** A member of the object: all between two commas. */
export interface Member {
  readonly name: string;
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

/**
 * Reads a text that is known to be one valid JSON object.
 * @param setsOurs whether a member of it may have a name of ours; if not, the members are not looked for
 */
export function readEventText(json: string, setsOurs: boolean): EventText {
  // Valid JSON has line breaks only between tokens, where they mean nothing.
  const text = json.includes('\n') || json.includes('\r') ? json.replace(/[\r\n]+/g, '') : json;
  return { text, members: setsOurs ? scanMembers(text) : [] };
}

/** The id that the event brings itself, if it is a string of 1 to 128 characters. Of several the last counts, as for any JSON parser. */
export function ownId(event: EventText): string | undefined {
  const member = event.members.filter(({ name }) => name === EVENT_ID).pop();
  const id = member && valueOf(event, member);
  return typeof id === 'string' && isIdLength(id) ? id : undefined;
}

/** The line of an event: its text with our two fields. A field that already is what it should be stays where it is. */
export function toLine(event: EventText, id: string, receivedAt: string): string {
  const { text, members } = event;
  const ids = members.filter(({ name }) => name === EVENT_ID);
  const keepsId = ids.length === 1 && valueOf(event, ids[0]) === id;
  const kept = members.filter(({ name }) => name !== RECEIVED_AT && (name !== EVENT_ID || keepsId));
  const body = kept.length === members.length
    ? text.slice(0, -1)
    : `{${kept.map(({ start, end }) => text.slice(start, end)).join(',')}`;
  const separator = /^\{\s*$/.test(body) ? '' : ',';
  const idField = keepsId ? '' : `"${EVENT_ID}":${JSON.stringify(id)},`;
  return `${body}${separator}${idField}"${RECEIVED_AT}":"${receivedAt}"}\n`;
}

function valueOf(event: EventText, member: Member): unknown {
  return JSON.parse(event.text.slice(member.valueStart, member.end));
}

/** Characters are code points, as in Athena and in Python. */
function isIdLength(id: string): boolean {
  return id.length >= 1 && (id.length <= 128 || (id.length <= 256 && [...id].length <= 128));
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** One pass without recursion: events may be nested deeper than the stack. */
function scanMembers(text: string): Member[] {
  const members: Member[] = [];
  let start = 1;
  let name: string | undefined;
  let valueStart = 0;
  let depth = 0;
  for (let at = 1; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const end = endOfString(text, at);
        if (name === undefined) {
          name = JSON.parse(text.slice(at, end + 1)) as string;
          valueStart = text.indexOf(':', end) + 1;
        }
        at = end;
        break;
      }
      case OPEN_BRACE:
      case OPEN_BRACKET:
        depth++;
        break;
      case COMMA:
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        if (depth === 0 && name !== undefined) {
          members.push({ name, start, valueStart, end: at });
          start = at + 1;
          name = undefined;
        } else if (text.charCodeAt(at) !== COMMA) {
          depth--;
        }
        break;
    }
  }
  return members;
}

function endOfString(text: string, open: number): number {
  let end = text.indexOf('"', open + 1);
  while (isEscaped(text, end)) {
    end = text.indexOf('"', end + 1);
  }
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) {
    backslashes++;
  }
  return backslashes % 2 === 1;
}
