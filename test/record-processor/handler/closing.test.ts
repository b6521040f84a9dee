import * as fc from 'fast-check';
import { closingOf, isArrivalTime } from '../../../src/record-processor/handler/closing';
import { runs } from '../../support/property-runs';

const LAST = 253_402_300_799_999;

test.each([
  [0, '1970-01-01 00:00:00.000'],
  [999, '1970-01-01 00:00:00.999'],
  [1_795_338_487_006, '2026-11-22 09:08:07.006'],
  [1_795_338_487_070.9, '2026-11-22 09:08:07.070'],
  [LAST, '9999-12-31 23:59:59.999'],
])('%d milliseconds are written as %s', (time, expected) => {
  expect(closingOf(time).toString()).toBe(`,"received_at":"${expected}"}\n`);
});

test('times in any order are written as a date writes them, in UTC', () => {
  const time = fc.oneof(fc.integer({ min: 0, max: LAST }), fc.integer({ min: 0, max: 3000 }), fc.double({ min: 0, max: LAST, noNaN: true }));
  fc.assert(fc.property(fc.array(time), (times) => {
    const expected = times.map((each) => `,"received_at":"${new Date(each).toISOString().replace('T', ' ').replace('Z', '')}"}\n`);
    expect(times.map((each) => closingOf(each).toString())).toEqual(expected);
  }), runs(2000));
});

test.each([undefined, null, '1795338487006', NaN, -1, LAST + 1, Infinity])('%p is no time of arrival', (time) => {
  expect(isArrivalTime(time)).toBe(false);
});
