import { describeInBrowser, inBrowser } from './scenario';
import type { Origins, ScenarioOptions } from './scenario';
import { RequestContext, TrackAuthorization } from '../../src';

const WITH_KEYS: ScenarioOptions = { props: ({ shop }: Origins) => ({ allowedOrigins: [shop], authorization: TrackAuthorization.apiKey() }) };
const SIGNED: ScenarioOptions = { props: ({ shop, blog }: Origins) => ({ allowedOrigins: [shop, blog], authorization: TrackAuthorization.iam() }) };

describeInBrowser('a page of an allowed origin', () => {
  const scenario = inBrowser();

  test('posts with its key, after a preflight that carries none', async () => {
    await scenario(WITH_KEYS, async ({ open, trackUrl, batchUrl, apiKeys: [key], exchanges, stored }) => {
      const page = await open('shop');
      expect(await page.post(trackUrl, 'application/json', '{"event_id":"a"}', { 'x-api-key': key })).toMatchObject({ status: 200, json: { accepted: 1 } });
      expect(await page.post(batchUrl, 'text/plain', '[{"event_id":"b"}]', { 'x-api-key': key })).toMatchObject({ status: 200, json: { accepted: 1 } });
      expect(await exchanges.summary(4)).toEqual(['OPTIONS /dev/track 204', 'POST /dev/track 200', 'OPTIONS /dev/batch 204', 'POST /dev/batch 200']);
      expect((await stored()).map((event) => event.event_id)).toEqual(['a', 'b']);
    });
  });

  test.each([['without a key', {}], ['with another key', { 'x-api-key': 'A'.repeat(40) }]])('reads why it is refused %s', async (_name, headers) => {
    await scenario(WITH_KEYS, async ({ open, trackUrl, exchanges, stored }) => {
      const page = await open('shop');
      expect(await page.post(trackUrl, 'application/json', '{"a":1}', headers as Record<string, string>)).toMatchObject({ status: 403, json: { message: 'Forbidden' } });
      expect(await exchanges.summary(2)).toEqual(['OPTIONS /dev/track 204', 'POST /dev/track 403']);
      expect(await stored()).toEqual([]);
    });
  });

  test('reads why it is refused without a signature, from each of two origins', async () => {
    await scenario(SIGNED, async ({ open, batchUrl, exchanges }) => {
      for (const origin of ['shop', 'blog'] as const) {
        const page = await open(origin);
        expect(await page.post(batchUrl, 'text/plain', '[{"a":1}]')).toMatchObject({ status: 403, json: { message: expect.any(String) } });
      }
      expect(await exchanges.summary(2)).toEqual(['POST /dev/batch 403', 'POST /dev/batch 403']);
    });
  });

  test('sends a header that events are to carry', async () => {
    const props = ({ shop }: Origins) => ({ allowedOrigins: [shop], http: { context: [RequestContext.userAgent(), RequestContext.header('X-Client-Version')] } });
    await scenario({ props }, async ({ open, trackUrl, exchanges, stored }) => {
      const page = await open('shop');
      expect(await page.post(trackUrl, 'text/plain', '{"event_id":"a"}', { 'x-client-version': "it's 1.0" })).toMatchObject({ status: 200 });
      expect(await exchanges.summary(2)).toEqual(['OPTIONS /dev/track 204', 'POST /dev/track 200']);
      expect(await stored()).toEqual([expect.objectContaining({ event_id: 'a', user_agent: expect.stringContaining('Chrome'), x_client_version: "it's 1.0" })]);
    });
  });
});

describeInBrowser('a page of a foreign origin', () => {
  const scenario = inBrowser();

  test('cannot even send a key: Chromium asks first', async () => {
    await scenario(WITH_KEYS, async ({ open, trackUrl, apiKeys: [key], exchanges, stored }) => {
      const page = await open('foreign');
      expect(await page.post(trackUrl, 'text/plain', '{"a":1}', { 'x-api-key': key })).toEqual({ refused: expect.stringContaining("Response to preflight request doesn't pass access control check") });
      expect(await exchanges.summary(1)).toEqual(['OPTIONS /dev/track 204']);
      expect(await stored()).toEqual([]);
    });
  });
});
