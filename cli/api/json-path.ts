import { parseFilter } from './json-path-filter';
import type { Filter } from './json-path-filter';
import type { JsonText } from './json-text';
import type { JsonValue } from '../json/scanner';

/** One step of a JSONPath: from a value to those below it. */
type Step = (json: JsonText, value: JsonValue) => readonly JsonValue[];

/** A JSONPath, read once and evaluated on the text of any body. */
export interface JsonPath {
  /** The keys and indexes of a path that can only ever name one value, like `$.a[0]['b']`. Any other path gives a list. */
  readonly definite?: readonly (string | number)[];
  find(json: JsonText): readonly JsonValue[];
}

const KEPT_PATHS = 20_000;
const kept = new Map<string, JsonPath>();

/** Reads a path of Jayway's JSONPath. Paths made in a loop (`$[17]`) come back with every request, so they are kept. */
export function jsonPath(text: string): JsonPath {
  let path = kept.get(text);
  if (path === undefined) {
    if (kept.size >= KEPT_PATHS) kept.clear();
    path = readPath(text);
    kept.set(text, path);
  }
  return path;
}

const NAME = /\.([^.[\]()*\s]+)/y;
const INDEX = /\[\s*(-?\d+)\s*\]/y;
const QUOTED = /\[\s*((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")(?:\s*,\s*(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))*)\s*\]/y;
const INDEXES = /\[\s*(-?\d+(?:\s*,\s*-?\d+)+)\s*\]/y;
const SLICE = /\[\s*(-?\d*)\s*:\s*(-?\d*)\s*\]/y;
const WILDCARD = /\.\*|\[\s*\*\s*\]/y;
const DEEP = /\.\.(?=[^.])/y;

function readPath(text: string): JsonPath {
  const trimmed = text.trim();
  const steps: Step[] = [];
  let definite: (string | number)[] | undefined = [];
  let position = trimmed.startsWith('$') ? 1 : 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = position;
    const match = pattern.exec(trimmed);
    if (match !== null) position += match[0].length;
    return match;
  };
  const several = (step: Step) => {
    definite = undefined;
    steps.push(step);
  };
  const one = (key: string | number) => {
    definite?.push(key);
    steps.push(typeof key === 'string' ? member(key) : element(key));
  };
  // `a.b` is read as `$.a.b`, and what follows `..` as a step of its own.
  let isDeep = !trimmed.startsWith('$') && trimmed !== '';
  while (position < trimmed.length) {
    const bareName = isDeep ? take(/[^.[\]()*\s]+/y) : null;
    isDeep = false;
    const match = bareName ?? take(NAME);
    let found: RegExpExecArray | null;
    if (match !== null) {
      one(match[1] ?? match[0]);
    } else if ((found = take(INDEX)) !== null) {
      one(Number(found[1]));
    } else if ((found = take(QUOTED)) !== null) {
      const names = [...found[1].matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)].map(name => (name[1] ?? name[2]).replace(/\\(.)/g, '$1'));
      if (names.length === 1) one(names[0]);
      else several((json, value) => names.flatMap(name => member(name)(json, value)));
    } else if ((found = take(INDEXES)) !== null) {
      const indexes = found[1].split(',').map(Number);
      several((json, value) => indexes.flatMap(index => element(index)(json, value)));
    } else if ((found = take(SLICE)) !== null) {
      const [from, to] = [found[1], found[2]].map(bound => (bound === '' ? undefined : Number(bound)));
      several((json, value) => (json.elements(value) ?? []).slice(from, to));
    } else if (take(WILDCARD) !== null) {
      several(children);
    } else if (take(DEEP) !== null) {
      several(withDescendants);
      isDeep = true;
    } else if (trimmed.startsWith('[?', position)) {
      const [filter, length] = parseFilter(trimmed.slice(position));
      position += length;
      several(filtered(filter));
    } else {
      throw new Error(`the local run does not understand the JSONPath ${text} from "${trimmed.slice(position)}" on`);
    }
  }
  return {
    definite,
    find: json => steps.reduce<readonly JsonValue[]>((values, step) => values.flatMap(value => step(json, value)), [json.root]),
  };
}

function member(name: string): Step {
  return (json, value) => {
    const found = json.members(value)?.get(name);
    return found === undefined ? [] : [found];
  };
}

function element(index: number): Step {
  return (json, value) => {
    const found = json.elements(value)?.at(index);
    return found === undefined ? [] : [found];
  };
}

function children(json: JsonText, value: JsonValue): readonly JsonValue[] {
  return json.elements(value) ?? [...json.members(value)?.values() ?? []];
}

function withDescendants(json: JsonText, value: JsonValue): readonly JsonValue[] {
  return [value, ...children(json, value).flatMap(child => withDescendants(json, child))];
}

function filtered(filter: Filter): Step {
  return (json, value) => children(json, value).filter(child => filter(relative => {
    const [found] = jsonPath(relative).find(jsonBelow(json, child));
    return found === undefined ? undefined : JSON.parse(json.text.slice(found.start, found.end));
  }));
}

/** The same text, seen from one of its values. */
function jsonBelow(json: JsonText, root: JsonValue): JsonText {
  return Object.create(json, { root: { value: root } });
}
