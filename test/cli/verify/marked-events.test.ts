import { MarkedEvents } from '../../../cli/verify/marked-events';

const events = () => new MarkedEvents('run-1');

test('an event names the suite, the run, its number and its point', () => {
  const event = events().event('track.json');
  expect(JSON.parse(event.text)).toEqual({ name: 'cdk-serverless-data-pipeline.verify', event_id: 'run-1-1', run: 'run-1', n: 1, point: 'track.json' });
  expect(event).toMatchObject({ n: 1, id: 'run-1-1' });
});

test('no two events of a run are alike', () => {
  expect(new Set(events().events('batch.limit', 500).map(({ id }) => id)).size).toBe(500);
});

test('an event may leave its id to the pipeline', () => {
  const event = events().event('track.without-id', { withoutId: true });
  expect(event.id).toBeUndefined();
  expect(JSON.parse(event.text)).not.toHaveProperty('event_id');
});

test('an event over several lines is the same event', () => {
  const event = events().event('p', { lines: true, members: ['"a":[1,\n2]'] });
  expect(event.text.split('\n').length).toBeGreaterThan(5);
  expect(JSON.parse(event.text)).toMatchObject({ run: 'run-1', a: [1, 2] });
});

test.each([200, 8_300, 1_024_000])('an event of %i bytes has as many', (bytes) => {
  const { text } = events().event('p', { bytes });
  expect(Buffer.byteLength(text)).toBe(bytes);
  expect(JSON.parse(text).run).toBe('run-1');
});
