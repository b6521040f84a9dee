/** The fields of a moment in a time zone. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  readonly dayOfYear: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** The year that the week belongs to: weeks start on Sunday, and the one with January 1 is the first, as in the service's locale. */
  readonly weekYear: number;
  readonly offsetMinutes: number;
}

const DAY_MS = 86_400_000;

export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) instanceof Intl.DateTimeFormat;
  } catch {
    return false; // RangeError: no such zone
  }
}

export function localTime(millis: number, zone: string): LocalTime {
  const offsetMinutes = offsetOf(millis, zone);
  // A moment whose UTC fields are the zone's fields.
  const shifted = new Date(millis + offsetMinutes * 60_000);
  const year = shifted.getUTCFullYear();
  const weekday = shifted.getUTCDay();
  const saturday = new Date(shifted.getTime() + (6 - weekday) * DAY_MS);
  return {
    year,
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
    millisecond: shifted.getUTCMilliseconds(),
    dayOfYear: Math.floor((shifted.getTime() - Date.UTC(year, 0, 1)) / DAY_MS) + 1,
    weekday,
    weekYear: saturday.getUTCFullYear(),
    offsetMinutes,
  };
}

function offsetOf(millis: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  }).formatToParts(millis);
  const field = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(field('year'), field('month') - 1, field('day'), field('hour'), field('minute'), field('second'));
  return Math.round((local - Math.floor(millis / 1000) * 1000) / 60_000);
}
