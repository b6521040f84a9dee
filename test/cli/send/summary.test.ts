import { PipelineUrl } from '../../../cli/pipeline-url';
import { rateOf, summaryLines } from '../../../cli/send/summary';

const LOCAL = new PipelineUrl('http://127.0.0.1:3000/dev/track');
const AWS = new PipelineUrl('https://abc.execute-api.eu-west-1.amazonaws.com/dev/track');
const summary = { accepted: 600, notAccepted: 0, requests: 2, retries: 0, seconds: 1.25 };

test('names what happened, and leaves out what is zero', () => {
  expect(summaryLines(summary, LOCAL)[0]).toBe('accepted 600 events in 1.3 s (480 a second), 2 requests');
  expect(summaryLines({ ...summary, seconds: 0.004 }, LOCAL)[0]).toMatch(/^accepted 600 events in 0\.01 s /);
  expect(summaryLines({ ...summary, seconds: 240 }, LOCAL)[0]).toBe('accepted 600 events in 4 min 0 s (2.5 a second), 2 requests');
  expect(summaryLines({ ...summary, accepted: 1, notAccepted: 3, requests: 1, retries: 4, seconds: 125 }, LOCAL)[0])
    .toBe('accepted 1 event in 2 min 5 s, not accepted 3, 1 request, sent again 4');
});

test('says where rows will be, here and on AWS, if there will be any', () => {
  expect(summaryLines(summary, LOCAL)[1]).toMatch(/up to two minutes .*query latest-events$/);
  expect(summaryLines(summary, AWS)[1]).toMatch(/in Athena .* in the table `records`/);
  expect(summaryLines({ ...summary, accepted: 0, notAccepted: 600 }, AWS)).toEqual(['not accepted 600, 2 requests']);
  expect(summaryLines({ ...summary, accepted: 0, notAccepted: 600, requests: 0 }, AWS)).toEqual(['not accepted 600']);
});

test('the rate is a number however short it took', () => {
  expect(rateOf({ ...summary, seconds: 0 })).toEqual({ seconds: 0, eventsPerSecond: 600_000 });
});
