import { RESTRICTED } from './allowed-origins';
import { TINY_QUOTA_MEBIBYTES, OVERLOADING_BATCH } from './overload';
import { describeInBrowser, inBrowser } from './scenario';

describeInBrowser('a page of a foreign origin, where the allowed are', () => {
  const scenario = inBrowser();

  describe.each(RESTRICTED)('%s', (kind, props) => {
    const onlyOne = kind === 'one origin';
    const why = onlyOne
      ? expect.stringMatching(/^The 'Access-Control-Allow-Origin' header has a value '\S+' that is not equal to the supplied origin/)
      : expect.stringMatching(/^No 'Access-Control-Allow-Origin' header is present on the requested resource/);

    test('cannot post JSON: Chromium asks, and then does not send it', async () => {
      await scenario({ props }, async ({ open, trackUrl, batchUrl, exchanges, stored }) => {
        const page = await open('foreign');
        const atPreflight = { refused: expect.stringContaining("Response to preflight request doesn't pass access control check") };
        expect(await page.post(trackUrl, 'application/json', '{"event_id":"a"}')).toEqual(atPreflight);
        expect(await page.post(batchUrl, 'application/json', '[{"event_id":"b"}]')).toEqual(atPreflight);
        expect(await exchanges.summary(2)).toEqual(['OPTIONS /dev/track 204', 'OPTIONS /dev/batch 204']);
        expect(await stored()).toEqual([]);
      });
    });

    test('cannot read a success, though its event is stored: CORS is not access control', async () => {
      await scenario({ props }, async ({ open, trackUrl, batchUrl, exchanges, stored }) => {
        const page = await open('foreign');
        expect(await page.post(trackUrl, 'text/plain', '{"event_id":"a"}')).toEqual({ refused: why });
        expect(await page.post(batchUrl, 'text/plain', '[{"event_id":"b"}]')).toEqual({ refused: why });
        expect(await page.beacon(trackUrl, '{"event_id":"c"}')).toBe(true);
        expect(await exchanges.summary(3)).toEqual(['POST /dev/track 200', 'POST /dev/batch 200', 'POST /dev/track 200']);
        expect((await stored()).map((event) => event.event_id)).toEqual(['a', 'b', 'c']);
      });
    });

    test('cannot read an error of the stream', async () => {
      await scenario({ props, streamQuotaMebibytes: TINY_QUOTA_MEBIBYTES }, async ({ open, trackUrl, batchUrl, exchanges }) => {
        const page = await open('foreign');
        expect(await page.post(batchUrl, 'text/plain', OVERLOADING_BATCH)).toEqual({ refused: why });
        expect(await page.post(trackUrl, 'text/plain', '{"a":1}')).toEqual({ refused: why });
        expect(await exchanges.summary(2)).toEqual(['POST /dev/batch 503', 'POST /dev/track 503']);
      });
    });

    test(onlyOne ? 'cannot read an error of API Gateway' : 'reads of API Gateway only what it says by itself, which holds no data', async () => {
      await scenario({ props }, async ({ open, trackUrl, exchanges }) => {
        const page = await open('foreign');
        const reply = await page.post(trackUrl, 'text/plain', 'no JSON, but a secret');
        expect(reply).toEqual(onlyOne
          ? { refused: why }
          : { status: 400, headers: expect.anything(), json: { message: expect.not.stringContaining('secret'), hint: expect.not.stringContaining('secret') } });
        expect(await exchanges.summary(1)).toEqual(['POST /dev/track 400']);
      });
    });
  });
});
