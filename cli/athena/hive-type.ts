import { Failure } from '../failure';

/** A column type of Glue, taken apart. */
export type HiveType =
  | { readonly kind: 'scalar'; readonly name: string }
  | { readonly kind: 'array'; readonly element: HiveType }
  | { readonly kind: 'map'; readonly key: HiveType; readonly value: HiveType }
  | { readonly kind: 'struct'; readonly fields: readonly { readonly name: string; readonly type: HiveType }[] };

const DUCKDB_SCALARS: Record<string, string> = {
  boolean: 'BOOLEAN',
  tinyint: 'TINYINT',
  smallint: 'SMALLINT',
  int: 'INTEGER',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  float: 'REAL',
  double: 'DOUBLE',
  string: 'VARCHAR',
  char: 'VARCHAR',
  varchar: 'VARCHAR',
  binary: 'BLOB',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
};

/** @throws Failure if the text is no Hive type that a table can be read with here */
export function parseHiveType(text: string): HiveType {
  const type = text.trim().toLowerCase();
  const generic = /^(array|map|struct)<(.*)>$/s.exec(type);
  if (!generic) {
    return scalar(type);
  }
  const [, kind, inner] = generic;
  const parts = splitTopLevel(inner);
  if (kind === 'array' && parts.length === 1) {
    return { kind, element: parseHiveType(parts[0]) };
  }
  if (kind === 'map' && parts.length === 2) {
    return { kind, key: parseHiveType(parts[0]), value: parseHiveType(parts[1]) };
  }
  if (kind === 'struct' && parts.every((part) => part.includes(':'))) {
    return { kind, fields: parts.map(structField) };
  }
  throw unknownType(text);
}

/** The type that a column of this type has in a query. */
export function duckDbType(type: HiveType): string {
  switch (type.kind) {
    case 'scalar':
      return type.name.startsWith('decimal') ? type.name.toUpperCase() : DUCKDB_SCALARS[type.name];
    case 'array':
      return `${duckDbType(type.element)}[]`;
    case 'map':
      return `MAP(${duckDbType(type.key)}, ${duckDbType(type.value)})`;
    case 'struct':
      return `STRUCT(${type.fields.map((field) => `"${field.name}" ${duckDbType(field.type)}`).join(', ')})`;
  }
}

function scalar(type: string): HiveType {
  if (type === 'decimal') {
    return { kind: 'scalar', name: 'decimal(10,0)' };
  }
  if (/^decimal\(\s*\d+\s*,\s*\d+\s*\)$/.test(type)) {
    return { kind: 'scalar', name: type.replaceAll(' ', '') };
  }
  const name = type.replace(/\(\s*\d+\s*\)$/, '');
  if (!Object.hasOwn(DUCKDB_SCALARS, name)) {
    throw unknownType(type);
  }
  return { kind: 'scalar', name };
}

function structField(part: string) {
  const colon = part.indexOf(':');
  return { name: part.slice(0, colon).trim(), type: parseHiveType(part.slice(colon + 1)) };
}

function splitTopLevel(inner: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of inner) {
    depth += '<('.includes(character) ? 1 : '>)'.includes(character) ? -1 : 0;
    if (character === ',' && depth === 0) {
      parts.push('');
    } else {
      parts[parts.length - 1] += character;
    }
  }
  return parts;
}

function unknownType(text: string): Failure {
  return new Failure(`column type: got ${text}, allowed the types of Hive (string, bigint, timestamp, array<..>, struct<..>, …); correct the Glue table`);
}
