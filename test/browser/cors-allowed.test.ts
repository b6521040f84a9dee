import { ALLOWED } from './allowed-origins';
import { ONE_REQUEST, TINY_QUOTA_MEBIBYTES, OVERLOADING_BATCH } from './overload';
import { describeInBrowser, inBrowser } from './scenario';
import { PER_EVENT } from '../../cli/verify/batch-contract';

const RETRY = expect.objectContaining({ 'retry-after': '1' });
const idsOf = (events: any[]) => events.map((event) => event.event_id).sort();

describeInBrowser('a page of an allowed origin', () => {
  const scenario = inBrowser();

  describe.each(ALLOWED)('%s', (_name, props, from) => {
    test('posts JSON, one event or a batch, and reads how many were taken', async () => {
      await scenario({ props }, async ({ open, trackUrl, batchUrl, exchanges, stored }) => {
        const page = await open(from);
        expect(await page.post(trackUrl, 'application/json', '{"event_id":"a"}')).toMatchObject({ status: 200, json: { accepted: 1 } });
        expect(await page.post(batchUrl, 'application/json', '[{"event_id":"b"},{"event_id":"c"}]')).toMatchObject({ status: 200, json: { accepted: 2 } });
        expect(await exchanges.summary(4)).toEqual(['OPTIONS /dev/track 204', 'POST /dev/track 200', 'OPTIONS /dev/batch 204', 'POST /dev/batch 200']);
        expect(idsOf(await stored())).toEqual(['a', 'b', 'c']);
      });
    });

    test('sends beacons, the last one as it is left, and their events are stored', async () => {
      await scenario({ props }, async ({ open, trackUrl, batchUrl, exchanges, stored }) => {
        const page = await open(from);
        expect(await page.beacon(trackUrl, '{"event_id":"view"}')).toBe(true);
        await exchanges.summary(1);
        expect(await page.beacon(batchUrl, '[{"event_id":"click"}]')).toBe(true);
        await exchanges.summary(2);
        await page.leave(trackUrl, '{"event_id":"bye"}');
        expect(await exchanges.summary(3)).toEqual(['POST /dev/track 200', 'POST /dev/batch 200', 'POST /dev/track 200']);
        expect(exchanges.all.map(({ type }) => type)).toEqual(Array(3).fill('text/plain;charset=UTF-8'));
        expect(idsOf(await stored())).toEqual(['bye', 'click', 'view']);
      });
    });

    test('reads why an event or a content type is refused', async () => {
      await scenario({ props }, async ({ open, trackUrl, batchUrl }) => {
        const page = await open(from);
        const { hint } = PER_EVENT;
        expect(await page.post(trackUrl, 'application/json', '[]')).toMatchObject({ status: 400, json: { message: expect.any(String), hint } });
        expect(await page.post(batchUrl, 'text/plain', 'no JSON')).toMatchObject({ status: 400, json: { message: expect.any(String), hint } });
        expect(await page.post(trackUrl, 'application/xml', '<a/>')).toMatchObject({ status: 415, json: { message: expect.stringContaining('content type') } });
      });
    });

    test('reads that there were too many requests, and when to come back', async () => {
      await scenario({ props: (origins) => ({ ...props(origins), throttle: ONE_REQUEST }) }, async ({ open, trackUrl, exchanges }) => {
        const page = await open(from);
        expect(await page.post(trackUrl, 'text/plain', '{"a":1}')).toMatchObject({ status: 200 });
        expect(await page.post(trackUrl, 'text/plain', '{"a":1}')).toMatchObject({ status: 429, headers: RETRY, json: { message: expect.any(String) } });
        expect(await exchanges.summary(2)).toEqual(['POST /dev/track 200', 'POST /dev/track 429']);
      });
    });

    test('reads which events of a batch the stream did not take, and that it is busy', async () => {
      await scenario({ props, streamQuotaMebibytes: TINY_QUOTA_MEBIBYTES }, async ({ open, trackUrl, batchUrl, stored }) => {
        const page = await open(from);
        expect(await page.post(batchUrl, 'application/json', OVERLOADING_BATCH))
          .toMatchObject({ status: 503, headers: RETRY, json: { accepted: 1, failed: [{ index: 1, code: 'ServiceUnavailableException' }] } });
        expect(await page.post(trackUrl, 'text/plain', '{"event_id":"late"}')).toMatchObject({ status: 503, headers: RETRY, json: { message: expect.any(String) } });
        expect(idsOf(await stored())).toEqual(['taken']);
      });
    });
  });
});
