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
  expect(happenings).toHaveLength(21);
  expect(happenings.at(-1)).toEqual({ event: 'note', message: 'further refusals are counted, not shown' });
  expect(run.counts.refused).toBe(1_000);
});

test('one refusal for two reasons is two kinds', () => {
  const { report: run, happenings } = report();
  run.request(415, 'POST /dev/track', 'content-type text/html');
  run.request(415, 'POST /dev/track', 'content-encoding br');
  run.request(415, 'POST /dev/track', 'content-encoding br');
  expect(happenings).toEqual([
    { event: 'refused', request: 'POST /dev/track', status: 415, reason: 'content-type text/html' },
    { event: 'refused', request: 'POST /dev/track', status: 415, reason: 'content-encoding br' },
  ]);
});

test('the summary counts refusals by status and reason, whatever their path, the most frequent first', () => {
  const { report: run } = report();
  run.request(415, 'POST /dev/track', 'content-encoding br');
  run.request(404, 'POST /a', 'no such route');
  run.request(404, 'POST /b', 'no such route');
  run.request(400, 'POST /dev/track');
  run.request(200, 'POST /dev/track');
  expect(run.refusals).toEqual([
    { status: 404, reason: 'no such route', count: 2 }, { status: 415, reason: 'content-encoding br', count: 1 }, { status: 400, reason: 'no reason is known', count: 1 },
  ]);
});

test('reasons that hold what a client sends grow neither the memory nor the summary', () => {
  const { report: run, happenings } = report();
  for (let n = 0; n < 100_000; n += 1) {
    run.request(415, `POST /${'p'.repeat(1_000)}${n}`, `content-type ${n}/${'x'.repeat(1_000)}`);
  }
  run.request(404, 'POST /', 'no such route');
  expect(run.refusals.length).toBeLessThanOrEqual(52);
  expect(run.refusals[0]).toEqual({ status: 415, reason: 'other reasons', count: 100_000 - 50 });
  expect(run.refusals.reduce((sum, { count }) => sum + count, 0)).toBe(100_001);
  expect(Math.max(...JSON.stringify([run.refusals, happenings]).split('"').map((text) => text.length))).toBeLessThanOrEqual(201);
});

test('warnings that hold what clients send do not flood the terminal', () => {
  const { report: flooded, happenings } = report();
  for (let n = 0; n < 1_000; n++) flooded.warn(`bad key ${n}${'x'.repeat(10_000)}`);
  expect(happenings).toHaveLength(101);
  expect(JSON.stringify(happenings[0]).length).toBeLessThan(1_100);
  expect(happenings.at(-1)).toEqual({ event: 'warning', message: 'further warnings are not shown' });
});

test('a warning is told once', () => {
  const { report: run, happenings } = report();
  run.warn('same');
  run.warn('same');
  expect(happenings).toEqual([{ event: 'warning', message: 'same' }]);
});
