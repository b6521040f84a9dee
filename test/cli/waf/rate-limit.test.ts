import * as fc from 'fast-check';
import { RateLimit } from '../../../cli/waf/rate-limit';
import { runs } from '../../support/property-runs';

let now: number;
beforeEach(() => { now = 5_000_000; });

function limit(requests: number, seconds: number): RateLimit {
  return new RateLimit(requests, seconds, () => now);
}

test('requests up to the limit are within it, the next one is not', () => {
  const rate = limit(3, 60);
  expect(Array.from({ length: 5 }, () => rate.exceeded('a'))).toEqual([false, false, false, true, true]);
});

test('each key has a limit of its own', () => {
  const rate = limit(1, 60);
  expect([rate.exceeded('a'), rate.exceeded('b'), rate.exceeded('a')]).toEqual([false, false, true]);
});

test('the window moves on: what is older counts no more', () => {
  const rate = limit(2, 60);
  rate.exceeded('a');
  now += 30_000;
  rate.exceeded('a');
  now += 29_000;
  expect(rate.exceeded('a')).toBe(true);
  now += 1_000;
  // The first one is a minute old now; the second and the third are not.
  expect(rate.exceeded('a')).toBe(true);
  now += 60_000;
  expect(rate.exceeded('a')).toBe(false);
});

test('what was above the limit counts like any other', () => {
  const rate = limit(1, 60);
  rate.exceeded('a');
  now += 59_000;
  expect(rate.exceeded('a')).toBe(true);
  now += 59_000;
  expect(rate.exceeded('a')).toBe(true);
});

test('it agrees with counting every request anew', () => {
  const steps = fc.array(fc.record({ key: fc.constantFrom('a', 'b'), wait: fc.integer({ min: 0, max: 90_000 }) }), { maxLength: 60 });
  fc.assert(fc.property(steps, fc.integer({ min: 1, max: 5 }), (requests, most) => {
    now = 0;
    const rate = limit(most, 60);
    const seen: { key: string; second: number }[] = [];
    for (const { key, wait } of requests) {
      now += wait;
      const second = Math.floor(now / 1000);
      seen.push({ key, second });
      expect(rate.exceeded(key)).toBe(seen.filter(other => other.key === key && other.second > second - 60).length > most);
    }
  }), runs(200));
});
