import { EVENT_ID, RECEIVED_AT } from '../contract';

/** The text of a JSON object. It is never written anew, so that numbers, escapes, key order and duplicate keys stay as they came. */
export interface EventText {
  /** Without raw line breaks, from its brace to its brace. */
  readonly text: string;
  /** The members of the object itself; none if no name of ours can be among them. */
  readonly members: Member[];
}

/** A member of the object. */
export interface Member {
  readonly name: string;
  /** All of it, between its two commas. */
  readonly text: string;
  readonly value: string;
}

/** A name of ours as it is, or what an escape of one of its letters begins with. */
const MAY_BE_OURS = new RegExp(`${EVENT_ID}|${RECEIVED_AT}|\\\\u00`);

/** Reads a text that is known to be one valid JSON object. */
export function readEventText(json: string): EventText {
  // Valid JSON has line breaks only between tokens, where they mean nothing.
  const text = json.replace(/[\r\n]+/g, '');
  return { text, members: MAY_BE_OURS.test(text) ? scanMembers(text) : [] };
}

/** The id that the event brings itself, if it is a string of 1 to 128 characters. Of several the last counts, as for any JSON parser. */
export function ownId({ members }: EventText): string | undefined {
  const member = members.filter(isId).pop();
  const id = member && JSON.parse(member.value);
  return isEventId(id) ? id : undefined;
}

/** The line of an event: its text with our two fields. An id that already is what it should be stays where it is. */
export function toLine({ text, members }: EventText, id: string, closing: string): string {
  const ids = members.filter(isId);
  const keepsId = ids.length === 1 && JSON.parse(ids[0].value) === id;
  const kept = members.filter((member) => member.name !== RECEIVED_AT && (keepsId || !isId(member)));
  const body = kept.length === members.length ? text.slice(0, -1) : `{${kept.map((member) => member.text).join(',')}`;
  const separator = body.trimEnd() === '{' ? '' : ',';
  return body + (keepsId ? '' : `${separator}"${EVENT_ID}":${JSON.stringify(id)}`) + closing;
}

function isId({ name }: Member): boolean {
  return name === EVENT_ID;
}

/** A string of 1 to 128 characters. Characters are code points, as in Athena and in Python. */
export function isEventId(id: unknown): id is string {
  return typeof id === 'string' && id.length >= 1 && (id.length <= 128 || (id.length <= 256 && [...id].length <= 128));
}

/** One pass without recursion: events may be nested deeper than the stack. */
function scanMembers(text: string): Member[] {
  const members: Member[] = [];
  let start = 1;
  let name: string | undefined;
  let valueStart = 0;
  let depth = 0;
  for (let at = 1; at < text.length; at++) {
    switch (text[at]) {
      case '"': {
        const end = endOfString(text, at);
        if (name === undefined) {
          name = JSON.parse(text.slice(at, end + 1)) as string;
          valueStart = text.indexOf(':', end) + 1;
        }
        at = end;
        break;
      }
      case '{':
      case '[':
        depth++;
        break;
      case ',':
      case '}':
      case ']':
        if (depth === 0 && name !== undefined) {
          members.push({ name, text: text.slice(start, at), value: text.slice(valueStart, at) });
          start = at + 1;
          name = undefined;
        } else if (text[at] !== ',') {
          depth--;
        }
        break;
    }
  }
  return members;
}

function endOfString(text: string, open: number): number {
  let end = open + 1;
  while (text[end] !== '"') {
    end += text[end] === '\\' ? 2 : 1;
  }
  return end;
}
