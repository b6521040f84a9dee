import { describeInBrowser, inBrowser } from './scenario';
import type { Origins } from './scenario';

describeInBrowser('a preflight', () => {
  const scenario = inBrowser();

  test('comes before JSON, once for each path, and is kept', async () => {
    await scenario({}, async ({ open, trackUrl, batchUrl, exchanges }) => {
      const page = await open('shop');
      for (const [url, body] of [[trackUrl, '{"a":1}'], [trackUrl, '{"a":2}'], [batchUrl, '[{"a":1}]'], [batchUrl, '[{"a":2}]'], [trackUrl, '{"a":3}']]) {
        expect(await page.post(url, 'application/json', body)).toMatchObject({ status: 200 });
      }
      expect(await exchanges.summary(7)).toEqual([
        'OPTIONS /dev/track 204', 'POST /dev/track 200', 'POST /dev/track 200',
        'OPTIONS /dev/batch 204', 'POST /dev/batch 200', 'POST /dev/batch 200',
        'POST /dev/track 200',
      ]);
      expect(exchanges.all[0]).toMatchObject({ asksFor: 'content-type' });
    });
  });

  test('is kept for the origin that asked: that of another page asks by itself', async () => {
    await scenario({ props: ({ shop, blog }) => ({ allowedOrigins: [shop, blog] }) }, async ({ open, origins, trackUrl, exchanges }) => {
      for (const from of ['shop', 'blog'] as const) {
        expect(await (await open(from)).post(trackUrl, 'application/json', '{"a":1}')).toMatchObject({ status: 200 });
      }
      expect(await exchanges.summary(4)).toEqual(['OPTIONS /dev/track 204', 'POST /dev/track 200', 'OPTIONS /dev/track 204', 'POST /dev/track 200']);
      expect(exchanges.all.map(({ origin }) => origin)).toEqual([origins.shop, origins.shop, origins.blog, origins.blog]);
    });
  });

  test('does not come before text', async () => {
    await scenario({}, async ({ open, trackUrl, batchUrl, exchanges }) => {
      const page = await open('shop');
      expect(await page.post(trackUrl, 'text/plain', '{"a":1}')).toMatchObject({ status: 200 });
      expect(await page.post(batchUrl, 'text/plain;charset=UTF-8', '[{"a":1}]')).toMatchObject({ status: 200 });
      expect(await exchanges.summary(2)).toEqual(['POST /dev/track 200', 'POST /dev/batch 200']);
    });
  });

  test.each(['x-api-key', 'authorization'])('lets the header %s pass', async (name) => {
    await scenario({}, async ({ open, trackUrl, exchanges }) => {
      const page = await open('shop');
      expect(await page.post(trackUrl, 'text/plain', '{"a":1}', { [name]: 'a key' })).toMatchObject({ status: 200 });
      expect(await exchanges.summary(2)).toEqual(['OPTIONS /dev/track 204', 'POST /dev/track 200']);
      expect(exchanges.all[0].asksFor).toBe(name);
    });
  });

  test('lets a page compress its events', async () => {
    await scenario({}, async ({ open, trackUrl, exchanges, stored }) => {
      const page = await open('shop');
      expect(await page.postCompressed(trackUrl, 'application/json', '{"event_id":"a"}')).toMatchObject({ status: 200, json: { accepted: 1 } });
      expect(await exchanges.summary(2)).toEqual(['OPTIONS /dev/track 204', 'POST /dev/track 200']);
      expect(exchanges.all[0].asksFor).toBe('content-encoding,content-type');
      expect((await stored()).map((event) => event.event_id)).toEqual(['a']);
    });
  });

  test.each([
    ['the headers that its SDKs add', ['traceparent', 'Sentry-Trace', 'x-request-id']],
    ['any header', ['*']],
  ])('lets a page send %s', async (_name, allowedHeaders) => {
    const props = ({ shop, blog }: Origins) => ({ allowedOrigins: [shop, blog], allowedHeaders });
    await scenario({ props }, async ({ open, trackUrl, batchUrl, exchanges, stored }) => {
      const page = await open('blog');
      const headers = { 'traceparent': '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'sentry-trace': '1-2', 'x-request-id': '3' };
      expect(await page.post(trackUrl, 'application/json', '{"event_id":"a"}', headers)).toMatchObject({ status: 200, json: { accepted: 1 } });
      expect(await page.post(batchUrl, 'text/plain', '[{"event_id":"b"}]', headers)).toMatchObject({ status: 200, json: { accepted: 1 } });
      expect(exchanges.all[0].asksFor).toBe('content-type,sentry-trace,traceparent,x-request-id');
      expect((await stored()).map((event) => event.event_id)).toEqual(['a', 'b']);
    });
  });

  test('lets no header pass that the API does not know', async () => {
    await scenario({}, async ({ open, trackUrl, exchanges }) => {
      const page = await open('shop');
      expect(await page.post(trackUrl, 'text/plain', '{"a":1}', { 'x-other': '1' }))
        .toEqual({ refused: expect.stringMatching(/^Request header field x-other is not allowed by Access-Control-Allow-Headers in preflight response/) });
      expect(await exchanges.summary(1)).toEqual(['OPTIONS /dev/track 204']);
    });
  });

  test('stops a beacon of JSON, which asks with credentials: beacons are text', async () => {
    await scenario({ props: ({ shop }) => ({ allowedOrigins: [shop] }) }, async ({ open, trackUrl, exchanges }) => {
      const page = await open('shop');
      expect(await page.refusedJsonBeacon(trackUrl, '{"a":1}')).toContain("'Access-Control-Allow-Credentials' header in the response is ''");
      expect(await exchanges.summary(1)).toEqual(['OPTIONS /dev/track 204']);
    });
  });
});
