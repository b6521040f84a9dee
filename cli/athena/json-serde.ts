import type { GlueTable } from './glue-table';
import type { HiveType } from './hive-type';
import { canBeMarked, markNumbers, unmarkNumbers } from './json-number-text';
import { identifier, literal } from './sql-text';
import { FILE, LINE, linesOf, textValue } from './text-serde';

const KNOWN = new Set(['ignore.malformed.json', 'case.insensitive', 'dots.in.keys', 'serialization.format', 'paths']);
const OBJECT = '"$object"';
const KEYS = '"$keys"';
/** Whether the numbers of the object are marked. */
const MARKED = '"$marked"';

/**
 * The JSON SerDes: one object on each line, keys without regard to case, an object in a text column as JSON text,
 * a number with the characters it has.
 */
export function readJson(table: GlueTable, files: readonly string[], warn: (message: string) => void): string {
  const parameters = table.serdeParameters;
  const unknown = Object.keys(parameters).filter((name) => !KNOWN.has(name) && !name.startsWith('mapping.'));
  if (unknown.length > 0) {
    warn(`${table.database}.${table.name}: the SerDe properties ${unknown.join(', ')} are not followed here`);
  }
  const folding: Folding = {
    cases: parameters['case.insensitive']?.toLowerCase() !== 'false',
    dots: parameters['dots.in.keys']?.toLowerCase() === 'true',
  };
  const columns = table.columns.map((column) => {
    const key = parameters[`mapping.${column.name}`] ?? column.name;
    const json = member(OBJECT, KEYS, key, folding);
    return `${jsonValue(json, column.type, folding, 0)} AS ${identifier(column.name)}`;
  });
  const malformed = parameters['ignore.malformed.json']?.toLowerCase() === 'true' ? 'NULL' : `error(${literal(malformedLine(table))})`;
  const objects = `SELECT CASE WHEN left(ltrim(${LINE}), 1) = '{' AND json_valid(${LINE}) THEN (CASE WHEN ${canBeMarked(LINE)} THEN ${markNumbers(LINE)} ELSE ${LINE} END)::JSON
    ELSE ${malformed} END AS ${OBJECT}, ${canBeMarked(LINE)} AS ${MARKED}, ${FILE} FROM ${linesOf(files)}`;
  return `SELECT ${[...columns, FILE].join(', ')} FROM (SELECT ${OBJECT}, ${MARKED}, ${foldedKeys(OBJECT, folding)} AS ${KEYS}, ${FILE} FROM (${objects}))`;
}

function malformedLine(table: GlueTable): string {
  return `a line of ${table.database}.${table.name} is no JSON object; "ignore.malformed.json" = "true" would make it a row of nulls`;
}

/** What is the same in two keys for the SerDe. */
interface Folding {
  readonly cases: boolean;
  readonly dots: boolean;
}

function foldedKeys(object: string, folding: Folding): string {
  const lower = folding.cases ? 'lower(k)' : 'k';
  return `list_transform(json_keys(${object}), lambda k: ${folding.dots ? `replace(${lower}, '.', '_')` : lower})`;
}

/** The value under a key; null where the object has no such key. */
function member(object: string, keys: string, key: string, folding: Folding): string {
  const wanted = literal(folding.cases ? key.toLowerCase() : key);
  return `system.main.json_extract(${object}, ${pointer(`json_keys(${object})[list_position(${keys}, ${wanted})]`)})`;
}

function pointer(key: string): string {
  return `'/' || replace(replace(${key}, '~', '~0'), '/', '~1')`;
}

function jsonValue(json: string, type: HiveType, folding: Folding, depth: number): string {
  const [element, key] = [`e${depth}`, `n${depth}`];
  switch (type.kind) {
    case 'scalar':
      return bind(element, `json_extract_string(${json}, '$')`, textValue(`CASE WHEN ${MARKED} THEN ${unmarkNumbers(element)} ELSE ${element} END`, type));
    case 'array':
      return bind(element, json, `CASE WHEN json_type(${element}) = 'ARRAY' THEN list_transform(system.main.json_extract(${element}, '$[*]'),
        lambda x${depth}: ${jsonValue(`x${depth}`, type.element, folding, depth + 1)}) END`);
    case 'map':
      return bind(element, json, `CASE WHEN json_type(${element}) = 'OBJECT' THEN map_from_entries(list_transform(json_keys(${element}), lambda ${key}: {
        key: ${textValue(key, type.key)},
        value: ${jsonValue(`system.main.json_extract(${element}, ${pointer(key)})`, type.value, folding, depth + 1)}})) END`);
    case 'struct':
      return bind(element, json, `CASE WHEN json_type(${element}) = 'OBJECT' THEN ${bind(key, foldedKeys(element, folding), `{${type.fields
        .map((field) => `${identifier(field.name)}: ${jsonValue(member(element, key, field.name, folding), field.type, folding, depth + 1)}`)
        .join(', ')}}`)} END`);
  }
}

/** Gives an expression a name, so that it stands in the text once, however deep its parts lie. */
function bind(name: string, expression: string, body: string): string {
  return `list_transform([${expression}], lambda ${name}: ${body})[1]`;
}
