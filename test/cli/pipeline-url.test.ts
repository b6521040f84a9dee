import { Failure } from '../../cli/failure';
import { PipelineUrl } from '../../cli/pipeline-url';

test.each([
  ['https://x.example/dev/track', 'track', 'https://x.example/dev'],
  ['https://x.example/dev/track/', 'track', 'https://x.example/dev'],
  ['https://x.example/dev/batch', 'batch', 'https://x.example/dev'],
  ['https://x.example/dev//track', 'track', 'https://x.example/dev'],
  ['https://x.example/dev', undefined, 'https://x.example/dev'],
  ['https://x.example/dev/', undefined, 'https://x.example/dev'],
  ['https://x.example/live/shop/v1/track', 'track', 'https://x.example/live/shop/v1'],
  ['https://x.example/live/shop/v1/', undefined, 'https://x.example/live/shop/v1'],
  ['https://x.example/live/track/batch', 'batch', 'https://x.example/live/track'],
  ['https://events.example/track', 'track', 'https://events.example'],
  ['https://events.example', undefined, 'https://events.example'],
  ['http://127.0.0.1:3000/soundtrack', undefined, 'http://127.0.0.1:3000/soundtrack'],
])('%s names the route %s of %s', (text, route, base) => {
  const url = new PipelineUrl(text);
  expect(url.route).toBe(route);
  expect(url.at('/track')).toBe(`${base}/track`);
  expect(url.at('/batch')).toBe(`${base}/batch`);
});

test('what stands behind a question mark stays, and what stands behind a hash goes', () => {
  expect(new PipelineUrl('https://x.example/dev/track?key=1#top').at('/batch')).toBe('https://x.example/dev/batch?key=1');
});

test.each(['localhost:3000', 'ftp://x.example', '', 'TrackURL'])('%j is no URL of a pipeline', (text) => {
  expect(() => new PipelineUrl(text)).toThrow(Failure);
  expect(() => new PipelineUrl(text)).toThrow(`--url: got '${text}', allowed an http or https URL`);
});

test.each([['http://127.0.0.1:3000/dev/track', true], ['http://192.168.0.7:3000/dev', true], ['https://abc.execute-api.eu-west-1.amazonaws.com/dev/track', false]])('%s is a local run: %j', (text, isLocal) => {
  expect(new PipelineUrl(text).isLocal).toBe(isLocal);
});
