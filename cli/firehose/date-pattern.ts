import type { LocalTime } from './local-time';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** The letters of a java.time.format.DateTimeFormatter pattern that prefixes use. */
const FIELDS: Readonly<Record<string, (time: LocalTime, count: number) => string>> = {
  y: (time, count) => year(time.year, count),
  u: (time, count) => year(time.year, count),
  Y: (time, count) => year(time.weekYear, count),
  M: (time, count) => text(time.month, count, MONTHS),
  L: (time, count) => text(time.month, count, MONTHS),
  d: (time, count) => number(time.day, count),
  D: (time, count) => number(time.dayOfYear, count),
  E: (time, count) => count <= 3 ? DAYS[time.weekday].slice(0, 3) : DAYS[time.weekday],
  a: (time) => time.hour < 12 ? 'AM' : 'PM',
  H: (time, count) => number(time.hour, count),
  k: (time, count) => number(time.hour === 0 ? 24 : time.hour, count),
  K: (time, count) => number(time.hour % 12, count),
  h: (time, count) => number(time.hour % 12 === 0 ? 12 : time.hour % 12, count),
  m: (time, count) => number(time.minute, count),
  s: (time, count) => number(time.second, count),
  S: (time, count) => String(time.millisecond).padStart(3, '0').padEnd(count, '0').slice(0, count),
  X: (time, count) => time.offsetMinutes === 0 ? 'Z' : offset(time.offsetMinutes, count === 1 || count === 2 || count === 4 ? '' : ':'),
  x: (time, count) => offset(time.offsetMinutes, count === 1 || count === 2 || count === 4 ? '' : ':'),
  Z: (time) => offset(time.offsetMinutes, ''),
};

/** The reason why a pattern cannot be formatted here; undefined if it can. */
export function patternProblem(pattern: string): string | undefined {
  for (const part of parts(pattern)) {
    if (part.kind === 'open quote') return 'a quote is not closed';
    if (part.kind === 'field' && FIELDS[part.letter] === undefined) return `the pattern letter '${part.letter}' is not formatted here`;
    if (part.kind === 'text' && !part.quoted && /[[\]{}#]/.test(part.text)) return `'${part.text}' is reserved in patterns`;
  }
  return undefined;
}

/** Formats a time by a pattern that `patternProblem` has nothing against. */
export function formatDate(pattern: string, time: LocalTime): string {
  return parts(pattern).map((part) => {
    if (part.kind === 'field') return FIELDS[part.letter](time, part.count);
    return part.kind === 'text' ? part.text : '';
  }).join('');
}

type Part =
  | { readonly kind: 'field'; readonly letter: string; readonly count: number }
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'open quote' };

function parts(pattern: string): Part[] {
  const found = pattern.match(/'(?:[^']|'')*'|'|([A-Za-z])\1*|[^A-Za-z']/gs) ?? [];
  return found.map((token): Part => {
    if (token === "'") return { kind: 'open quote' };
    if (token === "''") return { kind: 'text', text: "'", quoted: true };
    if (token.startsWith("'")) return { kind: 'text', text: token.slice(1, -1).replaceAll("''", "'"), quoted: true };
    if (/[A-Za-z]/.test(token)) return { kind: 'field', letter: token[0], count: token.length };
    return { kind: 'text', text: token, quoted: false };
  });
}

function number(value: number, count: number): string {
  return String(value).padStart(count, '0');
}

/** Two letters give two digits, any other count pads to it. */
function year(value: number, count: number): string {
  return count === 2 ? String(value % 100).padStart(2, '0') : String(value).padStart(count, '0');
}

function text(value: number, count: number, names: readonly string[]): string {
  if (count <= 2) return number(value, count);
  const name = names[value - 1];
  if (count === 3) return name.slice(0, 3);
  return count === 4 ? name : name[0];
}

function offset(minutes: number, separator: string): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${number(Math.floor(size / 60), 2)}${separator}${number(size % 60, 2)}`;
}
