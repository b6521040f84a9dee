import { writeFileSync } from 'fs';
import * as path from 'path';
import { OF_OTHER_EDGES, verified } from './verified';
import { bucketSource } from '../../../cli/verify/bucket/bucket-source';
import { SUITE } from '../../../cli/verify/suite';
import { Transform } from '../../../src';
import { temporaryFolder } from '../../support/assembly';

const IDS = SUITE.map(({ id }) => id);
const STORED = IDS.filter((id) => id.startsWith('stored.'));
const OVERLOAD = ['overload.honest', 'overload.partial', 'overload.busy', 'cors.partial'];

test('each point has an id of its own, made of two words', () => {
  expect(new Set(IDS).size).toBe(IDS.length);
  IDS.forEach((id) => expect(id).toMatch(/^[a-z]+(\.[a-z0-9]+(-[a-z0-9]+)*)$/));
});

test('the default pipeline passes every point that is tried without options', async () => {
  const { failed, notTried, report } = await verified({});
  expect(failed).toEqual([]);
  expect(notTried.sort()).toEqual([...new Set([...STORED, ...OVERLOAD, ...OF_OTHER_EDGES, 'cors.foreign'])].sort());
  expect(report).toMatchObject({ failed: 0, stored: { perhaps: 0, noEvents: 0 } });
});

test.each([
  ['any origin', undefined, []],
  ['one origin', ['https://shop.example'], ['https://shop.example']],
  ['several origins', ['https://shop.example', 'https://www.shop.example'], ['https://shop.example', 'https://www.shop.example']],
])('a pipeline for %s passes the whole suite, overloaded and with what it stored', async (_name, allowedOrigins, origins) => {
  const { failed, notTried } = await verified({
    props: { allowedOrigins }, bucket: true, streamQuotaMebibytes: 1, session: { origins, overloadBatches: 20 },
  });
  expect(failed).toEqual([]);
  expect(notTried.sort()).toEqual([...OF_OTHER_EDGES, ...origins.length === 0 ? ['cors.foreign'] : [], 'stored.failed-records'].sort());
});

test('without --origin several allowed origins are found out', async () => {
  const { failed, outcomes } = await verified({ props: { allowedOrigins: ['https://a.example', 'https://b.example'] } });
  expect(failed).toEqual([]);
  expect(outcomes.get('cors.success')).toEqual({ kind: 'passed', note: 'allows some origins; give them with --origin' });
});

test.each([
  ['that the pipeline names', ['traceparent', 'X-Request-Id'], ['traceparent', 'x-request-id'], []],
  ['where it allows any', ['*'], ['traceparent', '*', 'authorization'], []],
  ['that it does not name', ['traceparent'], ['traceparent', 'baggage'], ['preflight.track', 'preflight.batch']],
])('headers that pages are to send are looked for: %s', async (_name, allowedHeaders, asked, expected) => {
  const { failed } = await verified({ props: { allowedHeaders }, session: { allowedHeaders: asked, throttle: false } });
  expect(failed).toEqual(expected);
});

test('an origin that the pipeline does not allow is named by every point about reading', async () => {
  const { failed } = await verified({ props: { allowedOrigins: ['https://a.example'] }, session: { origins: ['https://b.example'] } });
  expect(failed).toEqual(['cors.success', 'cors.error', 'cors.firehose', 'cors.preflight', 'cors.lower-case', 'cors.throttled']);
});

test('a low throttle slows the suite down and disturbs nothing', async () => {
  const slept: number[] = [];
  const clock = {
    now: Date.now,
    sleep: async (milliseconds: number) => {
      slept.push(milliseconds);
      await new Promise((resolve) => setTimeout(resolve, milliseconds / 10));
    },
  };
  const { failed, outcomes } = await verified({ props: { throttle: { rateLimit: 50, burstLimit: 20 } }, session: { throttle: false, clock } });
  expect(failed).toEqual([]);
  expect(slept.length).toBeGreaterThan(0);
  expect(new Set(slept)).toEqual(new Set([1000]));
  // It was seen on the way, so nobody had to provoke it.
  expect(outcomes.get('throttle.reply')).toEqual({ kind: 'passed' });
}, 120_000);

test('a throttle that is never reached is no failure, and the point says what was sent', async () => {
  const { failed, outcomes } = await verified({ props: { throttle: { rateLimit: 100_000, burstLimit: 5_000 } } });
  expect(failed).toEqual([]);
  expect(outcomes.get('throttle.reply')).toEqual({
    kind: 'not tried', reason: 'not seen: none of 1000 requests was throttled, which is right if the throttle was raised',
  });
  expect(outcomes.get('cors.throttled')).toEqual({ kind: 'not tried', reason: 'none was seen' });
});

test('--no-throttle sends no burst', async () => {
  const { outcomes, report } = await verified({ props: { throttle: { rateLimit: 100_000, burstLimit: 5_000 } }, session: { throttle: false } });
  expect(outcomes.get('throttle.reply')).toEqual({ kind: 'not tried', reason: '--no-throttle' });
  expect(report.failed).toBe(0);
});

test('a stream that is never overloaded is no failure', async () => {
  const { failed, outcomes } = await verified({ session: { overloadBatches: 2 } });
  expect(failed).toEqual([]);
  expect(outcomes.get('overload.honest')).toEqual({ kind: 'passed', note: '2 batches of 500' });
  expect(outcomes.get('overload.partial')).toMatchObject({ kind: 'not tried', reason: expect.stringMatching(/^not seen: none of 2 batches/) });
});

test('ids that do not tell events apart are named', async () => {
  const file = path.join(temporaryFolder(), 'transform.mjs');
  writeFileSync(file, "export const transform = (event) => ({ event_id: 'the same', ...event });");
  const { failed, outcomes } = await verified({ props: { transform: Transform.node(file) }, bucket: true });
  // Numbers are JavaScript's on the way through a transform.
  expect(failed).toEqual(['stored.big-integers', 'stored.event-id']);
  expect(outcomes.get('stored.event-id')).toMatchObject({
    problems: expect.arrayContaining([expect.objectContaining({ got: 'event_id "the same", which another event has too' })]),
  });
});

test('a bucket without the events is a failure that asks whether it is the right one', async () => {
  const { outcomes } = await verified({ session: { bucket: bucketSource(temporaryFolder()), waitSeconds: 0 } });
  expect(outcomes.get('stored.once')).toMatchObject({
    kind: 'failed', problems: [{ got: expect.stringMatching(/^\d+ without a row after 0 s/), expected: 'one row for each; is it the bucket of this pipeline?' }],
  });
});
