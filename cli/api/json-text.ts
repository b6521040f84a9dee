import { elementsOf, membersOf, minifiedValue, rootValue } from '../json/scanner';
import type { JsonValue } from '../json/scanner';

/**
 * Reads values out of a JSON text by where they stand, without parsing them: numbers of any size, their spelling, and the order of keys
 * stay as sent. The text must be valid JSON. Positions of children are kept, so that one pass serves all elements of a long list.
 */
export class JsonText {
  readonly root: JsonValue;
  private readonly keptElements = new Map<number, readonly JsonValue[]>();
  private readonly keptMembers = new Map<number, ReadonlyMap<string, JsonValue>>();

  constructor(readonly text: string) {
    this.root = rootValue(text);
  }

  /** The elements of a list; undefined for any other value. */
  elements(value: JsonValue): readonly JsonValue[] | undefined {
    let elements = this.keptElements.get(value.start);
    if (elements === undefined) {
      elements = elementsOf(this.text, value);
      if (elements !== undefined) this.keptElements.set(value.start, elements);
    }
    return elements;
  }

  /** The members of an object by key (of equal keys the last one, as a parser would keep); undefined for any other value. */
  members(value: JsonValue): ReadonlyMap<string, JsonValue> | undefined {
    let members = this.keptMembers.get(value.start);
    if (members === undefined) {
      members = membersOf(this.text, value);
      if (members !== undefined) this.keptMembers.set(value.start, members);
    }
    return members;
  }

  /** The value on one line, without white space between tokens. */
  minified(value: JsonValue): string {
    return minifiedValue(this.text, value);
  }
}
