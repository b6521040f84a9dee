import * as fc from 'fast-check';
import { Quota, periodStart, quotaSettings } from '../../../../cli/api/authorization/quota';
import type { QuotaPeriod } from '../../../../cli/api/authorization/quota';
import { runs } from '../../../support/property-runs';

const DAY = 86_400_000;
const at = (text: string) => Date.parse(`${text}Z`);

test.each<[string, QuotaPeriod, number, string]>([
  ['2026-11-22T23:59:59', 'DAY', 0, '2026-11-22T00:00:00'],
  // The 22nd is a Sunday.
  ['2026-11-22T12:00:00', 'WEEK', 0, '2026-11-22T00:00:00'],
  ['2026-11-22T12:00:00', 'WEEK', 1, '2026-11-16T00:00:00'],
  ['2026-11-28T12:00:00', 'WEEK', 0, '2026-11-22T00:00:00'],
  ['2026-11-22T12:00:00', 'MONTH', 0, '2026-11-01T00:00:00'],
  ['2026-11-22T12:00:00', 'MONTH', 21, '2026-11-22T00:00:00'],
  ['2026-11-22T12:00:00', 'MONTH', 22, '2026-10-23T00:00:00'],
  ['2026-01-05T12:00:00', 'MONTH', 9, '2025-12-10T00:00:00'],
])('at %s the %s with offset %d began on %s', (time, period, offset, start) => {
  expect(new Date(periodStart(at(time), { period, offset })).toISOString()).toBe(`${start}.000Z`);
});

test('a period holds its own beginning, and nothing is in two', () => {
  const settings = fc.oneof(
    fc.record({ period: fc.constant<QuotaPeriod>('DAY'), offset: fc.constant(0) }),
    fc.record({ period: fc.constant<QuotaPeriod>('WEEK'), offset: fc.integer({ min: 0, max: 6 }) }),
    fc.record({ period: fc.constant<QuotaPeriod>('MONTH'), offset: fc.integer({ min: 0, max: 27 }) }),
  );
  fc.assert(fc.property(fc.integer({ min: 0, max: at('2100-01-01T00:00:00') }), settings, (time, of) => {
    const start = periodStart(time, of);
    expect(start).toBeLessThanOrEqual(time);
    expect(time - start).toBeLessThan({ DAY: 1, WEEK: 7, MONTH: 31 }[of.period] * DAY);
    expect(periodStart(start, of)).toBe(start);
    expect(periodStart(start - 1, of)).toBeLessThan(start);
  }), runs(2_000));
});

test('each key has a count of its own, which begins anew with the period', () => {
  let now = at('2026-11-22T23:00:00');
  const quota = new Quota({ limit: 2, period: 'DAY', offset: 0 }, () => now);
  expect([quota.admits('a'), quota.admits('a'), quota.admits('a'), quota.admits('b')]).toEqual([true, true, false, true]);
  now += 3_600_000;
  expect(quota.admits('a')).toBe(true);
});

const plan = { stack: 'S', logicalId: 'Plan', type: 'AWS::ApiGateway::UsagePlan', ref: 'plan', properties: {} };

test('numbers may be texts, and the offset is 0 if none is given', () => {
  expect(quotaSettings(plan, { Limit: '10', Period: 'WEEK' })).toEqual({ limit: 10, period: 'WEEK', offset: 0 });
});

test.each([
  [{ Limit: 10, Period: 'YEAR' }, /^Plan: the Period of Quota is "YEAR"/],
  [{ Limit: 10, Period: 'DAY', Offset: 1 }, /Quota\.Offset is 1, allowed is a whole number from 0 to 0/],
  [{ Limit: 10, Period: 'WEEK', Offset: 7 }, /Quota\.Offset is 7/],
  [{ Period: 'DAY' }, /Quota\.Limit is undefined/],
])('%j is refused', (properties, message) => {
  expect(() => quotaSettings(plan, properties)).toThrow(message);
});
