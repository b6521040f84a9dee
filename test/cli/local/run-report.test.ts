import { RunReport } from '../../../cli/local/run-report';
import type { Happening } from '../../../cli/local/run-report';

function report(): { readonly report: RunReport; readonly happenings: Happening[] } {
  const happenings: Happening[] = [];
  return { happenings, report: new RunReport((happening) => happenings.push(happening)) };
}

test('counts requests, refusals, records and objects', () => {
  const { report: run } = report();
  run.request(200, 'POST /dev/track');
  run.request(429, 'POST /dev/track');
  run.buffered('a', 3);
  run.buffered('b', 4);
  run.buffered('a', 1);
  run.delivered('a', 'bucket', 'key', 2);
  run.failed('a', 'processing-failed', 1);
  expect(run.counts).toEqual({ requests: 2, refused: 1, buffered: 5, delivered: 2, failed: 1, objects: 1 });
});

test('each kind of refusal is told once, however often it happens', () => {
  const { report: run, happenings } = report();
  for (let n = 0; n < 3; n += 1) {
    run.request(404, 'POST /dev/trak');
  }
  run.request(415, 'POST /dev/track');
  expect(happenings).toEqual([
    { event: 'refused', request: 'POST /dev/trak', status: 404 }, { event: 'refused', request: 'POST /dev/track', status: 415 },
  ]);
});

test('a client that tries every path does not flood the terminal', () => {
  const { report: run, happenings } = report();
  for (let n = 0; n < 1_000; n += 1) {
    run.request(404, `POST /${n}`);
  }
  expect(happenings.length).toBeLessThanOrEqual(20);
  expect(run.counts.refused).toBe(1_000);
});

test('warnings that hold what clients send do not flood the terminal', () => {
  const { report: flooded, happenings } = report();
  for (let n = 0; n < 1_000; n++) flooded.warn(`bad key ${n}`);
  expect(happenings).toHaveLength(101);
  expect(happenings.at(-1)).toEqual({ event: 'warning', message: 'further warnings are not shown' });
});

test('a warning is told once', () => {
  const { report: run, happenings } = report();
  run.warn('same');
  run.warn('same');
  expect(happenings).toEqual([{ event: 'warning', message: 'same' }]);
});
