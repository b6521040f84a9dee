import * as fc from 'fast-check';
import { Throttle, throttleSettings } from '../../../cli/api/throttle';

function throttleAt(rateLimit: number, burstLimit: number) {
  const time = { now: 0 };
  return { time, throttle: new Throttle({ rateLimit, burstLimit }, () => time.now) };
}

function admitted(throttle: Throttle, requests: number): number {
  return Array.from({ length: requests }, () => throttle.admits()).filter(Boolean).length;
}

test('a full bucket lets its burst through at once', () => {
  expect(admitted(throttleAt(100, 200).throttle, 500)).toBe(200);
});

test('an empty bucket refills with its rate', () => {
  const { throttle, time } = throttleAt(100, 200);
  admitted(throttle, 200);
  time.now += 50;
  expect(admitted(throttle, 100)).toBe(5);
});

test('a bucket never holds more than its burst', () => {
  const { throttle, time } = throttleAt(100, 10);
  time.now += 60_000;
  expect(admitted(throttle, 100)).toBe(10);
});

test('nothing passes a rate and burst of zero', () => {
  const { throttle, time } = throttleAt(0, 0);
  time.now += 1_000_000;
  expect(throttle.admits()).toBe(false);
});

test('over any time no more pass than burst and rate allow', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }), fc.array(fc.nat(200)), (rate, burst, pauses) => {
    const { throttle, time } = throttleAt(rate, burst);
    let passed = 0;
    for (const pause of pauses) {
      time.now += pause;
      passed += admitted(throttle, 3);
    }
    expect(passed).toBeLessThanOrEqual(burst + rate * time.now / 1000 + 1e-6);
  }));
});

const ALL = { ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 };

test('settings for everything hold for each method', () => {
  expect(throttleSettings([ALL], '/track', 'POST')).toEqual({ rateLimit: 100, burstLimit: 200 });
});

test('settings of a path and method win', () => {
  const own = { ResourcePath: '/~1users~1{id}', HttpMethod: 'GET', ThrottlingRateLimit: '5', ThrottlingBurstLimit: '6' };
  expect(throttleSettings([ALL, own], '/users/{id}', 'GET')).toEqual({ rateLimit: 5, burstLimit: 6 });
  expect(throttleSettings([ALL, own], '/users/{id}', 'POST')).toEqual({ rateLimit: 100, burstLimit: 200 });
});

test('settings of a path for all methods win over those for everything', () => {
  const path = { ResourcePath: '/~1track', HttpMethod: '*', ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 };
  expect(throttleSettings([ALL, path], '/track', 'POST')?.rateLimit).toBe(1);
});

test.each(['/', '/~1'])('%s is the root', ResourcePath => {
  expect(throttleSettings([{ ...ALL, ResourcePath }], '/', 'GET')?.rateLimit).toBe(100);
});

test('settings that do not throttle are passed over', () => {
  expect(throttleSettings([{ ResourcePath: '/*', HttpMethod: '*', MetricsEnabled: true }], '/track', 'POST')).toBeUndefined();
});
