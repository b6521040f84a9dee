import type { EventCase } from './events';

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/g;

/** Lines of events that Python does not take token by token. */
const WRITTEN: Readonly<Record<string, string>> = {
  'a key twice': '{"a": 3, "b": 2}',
  'a key twice further down': '{"a": {"b": {"c": 2}}}',
};

/** The line of an event as Python's `json` writes it: with a space after each comma and colon, and in ASCII. */
export function pythonLine({ name, text }: Pick<EventCase, 'name' | 'text'>): string {
  return WRITTEN[name] ?? pythonJson(text);
}

/** A JSON text as Python reads it and writes it again, token by token. */
export function pythonJson(text: string): string {
  return text.match(TOKEN)!.map((token) => {
    if (token.startsWith('"')) return pythonString(JSON.parse(token));
    if (/^-?\d/.test(token)) return pythonNumber(token);
    return token === ',' || token === ':' ? `${token} ` : token;
  }).join('');
}

function pythonString(value: string): string {
  return JSON.stringify(value).replace(/[\x7f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Whole numbers keep their digits; all others are doubles, which Python writes with a point, or with an exponent of two digits from 1e16 on and below 1e-4. */
function pythonNumber(token: string): string {
  if (/^-?\d+$/.test(token)) return token === '-0' ? '0' : token;
  const value = Number(token);
  // JSON has no infinity.
  if (!Number.isFinite(value)) return 'null';
  const size = Math.abs(value);
  if (Object.is(value, -0)) return '-0.0';
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
