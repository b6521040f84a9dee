import { Failure } from '../../failure';
import { numberProperty } from '../../number-property';
import type { Resource } from '../../template/deployment';

export type QuotaPeriod = 'DAY' | 'WEEK' | 'MONTH';

export interface QuotaSettings {
  /** Requests of one key in one period. */
  readonly limit: number;
  readonly period: QuotaPeriod;
  /** The day of the period on which it begins: of a week counted from Sunday, of a month from its first. */
  readonly offset: number;
}

const MAX_OFFSETS: Readonly<Record<QuotaPeriod, number>> = { DAY: 0, WEEK: 6, MONTH: 27 };

/** Counts the requests of each key, in this run. */
export class Quota {
  private readonly used = new Map<string, { readonly period: number; requests: number }>();

  /** @param now milliseconds since the epoch */
  constructor(private readonly settings: QuotaSettings, private readonly now: () => number) {
  }

  admits(keyId: string): boolean {
    const period = periodStart(this.now(), this.settings);
    let use = this.used.get(keyId);
    if (use?.period !== period) {
      use = { period, requests: 0 };
      this.used.set(keyId, use);
    }
    if (use.requests >= this.settings.limit) return false;
    use.requests += 1;
    return true;
  }
}

/** The beginning of the period that a time is in; days begin at midnight UTC. */
export function periodStart(time: number, { period, offset }: Pick<QuotaSettings, 'period' | 'offset'>): number {
  const date = new Date(time);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (period) {
    case 'DAY': return Date.UTC(year, month, day);
    case 'WEEK': return Date.UTC(year, month, day - (date.getUTCDay() - offset + 7) % 7);
    case 'MONTH': return Date.UTC(year, day > offset ? month : month - 1, 1 + offset);
  }
}

export function quotaSettings({ logicalId }: Resource, { Limit: limit, Period: period, Offset: offset }: Record<string, unknown>): QuotaSettings {
  if (period !== 'DAY' && period !== 'WEEK' && period !== 'MONTH') {
    throw new Failure(`${logicalId}: the Period of Quota is ${JSON.stringify(period)}, allowed are DAY, WEEK and MONTH`);
  }
  return {
    limit: numberProperty(`the usage plan ${logicalId}`, 'Quota.Limit', limit, { min: 0 }),
    period,
    offset: numberProperty(`the usage plan ${logicalId}`, 'Quota.Offset', offset, { min: 0, max: MAX_OFFSETS[period], absent: 0 }),
  };
}
