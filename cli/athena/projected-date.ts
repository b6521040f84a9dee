/** The part of Java's date patterns that partitions are named with, all in UTC. */

const UNITS: Record<string, RegExp> = { yyyy: /\d{4}/, MM: /\d{2}/, dd: /\d{2}/, HH: /\d{2}/, mm: /\d{2}/, ss: /\d{2}/ };
const IN_ORDER = ['yyyy', 'MM', 'dd', 'HH', 'mm', 'ss'];
const TOKEN = /yyyy|MM|dd|HH|mm|ss|'[^']*'|[^A-Za-z']/g;

const NOW = /^NOW(?:\s*([+-])\s*(\d+)\s*(YEAR|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND)S?)?$/i;

/** A value of a partition key or an end of its range; undefined if the format or the value is none that can be understood here. */
export function projectedMoment(text: string, format: string, now: Date): Date | undefined {
  const relative = NOW.exec(text);
  if (relative) {
    return tokens(format) && shift(now, relative[3], Number(`${relative[1] ?? '+'}${relative[2] ?? 0}`));
  }
  const parts = tokens(format);
  if (!parts) {
    return undefined;
  }
  const units = parts.filter((part) => part in UNITS);
  const pattern = parts.map((part) => (part in UNITS ? `(${UNITS[part].source})` : escape(literalOf(part)))).join('');
  const values = new RegExp(`^${pattern}$`).exec(text);
  if (!values) {
    return undefined;
  }
  const [year, month = 1, day = 1, hour = 0, minute = 0, second = 0] = units.map((_unit, index) => Number(values[index + 1]));
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}

/** A moment as the format writes it. */
export function dateText(moment: Date, format: string): string {
  const iso = moment.toISOString();
  const values: Record<string, string> = {
    yyyy: iso.slice(0, 4),
    MM: iso.slice(5, 7),
    dd: iso.slice(8, 10),
    HH: iso.slice(11, 13),
    mm: iso.slice(14, 16),
    ss: iso.slice(17, 19),
  };
  return (tokens(format) ?? []).map((part) => values[part] ?? literalOf(part)).join('');
}

/** The format in pieces, if it has only what is known here, the largest unit first and none left out. */
function tokens(format: string): string[] | undefined {
  const parts = format.match(TOKEN) ?? [];
  const units = parts.filter((part) => part in UNITS);
  const understood = parts.join('') === format && units.length > 0 && units.every((unit, index) => unit === IN_ORDER[index]);
  return understood ? parts : undefined;
}

function literalOf(part: string): string {
  return part.startsWith('\'') ? part.slice(1, -1) : part;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function shift(from: Date, unit: string | undefined, amount: number): Date {
  const to = new Date(from);
  switch (unit?.toUpperCase()) {
    case 'YEAR': to.setUTCFullYear(to.getUTCFullYear() + amount); break;
    case 'MONTH': to.setUTCMonth(to.getUTCMonth() + amount); break;
    case 'WEEK': to.setUTCDate(to.getUTCDate() + 7 * amount); break;
    case 'DAY': to.setUTCDate(to.getUTCDate() + amount); break;
    case 'HOUR': to.setUTCHours(to.getUTCHours() + amount); break;
    case 'MINUTE': to.setUTCMinutes(to.getUTCMinutes() + amount); break;
    case 'SECOND': to.setUTCSeconds(to.getUTCSeconds() + amount); break;
    default: break;
  }
  return to;
}
