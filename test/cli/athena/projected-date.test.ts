import * as fc from 'fast-check';
import { dateText, projectedMoment } from '../../../cli/athena/projected-date';

const now = new Date('2026-11-23T01:02:03Z');
const text = (value: string, format = 'yyyy-MM-dd') => {
  const moment = projectedMoment(value, format, now);
  return moment && dateText(moment, format);
};

test.each([
  ['NOW', '2026-11-23'], ['NOW-1DAY', '2026-11-22'], ['NOW+1DAYS', '2026-11-24'], ['NOW-2WEEKS', '2026-11-09'], ['NOW-3MONTHS', '2026-08-23'],
  ['NOW - 1 YEAR', '2025-11-23'], ['NOW-2HOURS', '2026-11-22'], ['NOW-62MINUTES', '2026-11-23'], ['NOW-3724SECONDS', '2026-11-22'],
])('%s is %s', (value, expected) => {
  expect(text(value)).toBe(expected);
});

test.each([['yyyy', '2026'], ['yyyy/MM/dd/HH', '2026/11/23/01'], ['yyyyMMdd', '20261123'], ['\'day\' yyyy-MM-dd', 'day 2026-11-23']])('writes %s', (format, expected) => {
  expect(text('NOW', format)).toBe(expected);
});

test.each(['dd-MM-yyyy', 'MM', 'yyyy-dd', 'YYYY-MM-dd', 'yyyy-MM-dd\'', ''])('does not understand the format %p', (format) => {
  expect(projectedMoment('NOW', format, now)).toBeUndefined();
});

test('reads what it wrote', () => {
  fc.assert(fc.property(fc.date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), (date) => {
    const written = dateText(date, 'yyyy-MM-dd HH:mm:ss');
    expect(text(written, 'yyyy-MM-dd HH:mm:ss')).toBe(written);
  }));
});
