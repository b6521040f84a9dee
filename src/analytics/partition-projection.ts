import { DAY_FORMAT } from '../private/s3-layout';

/** Athena computes the partitions from these table properties: no crawler and no `MSCK REPAIR TABLE`, and a new day is there at once. */

export const PROJECTION_ENABLED = { 'projection.enabled': 'true' };

/** One partition for each day (UTC) from a day to today. */
export function projectDays(key: string, startDate: string): Record<string, string> {
  return {
    [`projection.${key}.type`]: 'date',
    [`projection.${key}.range`]: `${startDate},NOW`,
    [`projection.${key}.format`]: DAY_FORMAT,
    [`projection.${key}.interval`]: '1',
    [`projection.${key}.interval.unit`]: 'DAYS',
  };
}

/** One partition for each of a few known values. */
export function projectValues(key: string, values: readonly string[]): Record<string, string> {
  return {
    [`projection.${key}.type`]: 'enum',
    // A space after the comma would belong to the value.
    [`projection.${key}.values`]: values.join(','),
  };
}
