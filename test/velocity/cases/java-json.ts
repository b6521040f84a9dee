/**
 * JSON as Jayway's JSONPath writes it, made without either library: on one line, each character as it is but for quotes, backslashes,
 * control characters and U+2000 to U+20FF. Takes what both languages spell alike: no fractions, no numbers beyond 2^53.
 * @param value as `JSON.stringify` sent it
 */
export function javaJson(value: unknown): string {
  if (typeof value === 'string') return `"${kept(value).replace(/["\\]|[\0-\x1f\x7f-\x9f\u2000-\u20ff]/g, (character) => SHORT[character] ?? escaped(character))}"`;
  if (Array.isArray(value)) return `[${value.map(javaJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value).map(([key, below]) => `${javaJson(key)}:${javaJson(below)}`).join(',')}}`;
  }
  return String(value);
}

const SHORT: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** json-smart drops DEL from a text in which it meets an escape. */
function kept(value: string): string {
  return JSON.stringify(value).includes('\\') ? value.replaceAll('\x7f', '') : value;
}
