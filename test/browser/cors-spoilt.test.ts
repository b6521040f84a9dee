import { ONE_REQUEST, TINY_QUOTA_MEBIBYTES, OVERLOADING_BATCH } from './overload';
import { describeInBrowser, inBrowser } from './scenario';
import type { ScenarioOptions } from './scenario';
import { gatewayResponse, method, posts, replaced, response, withoutHeader } from '../cli/verify/mutation';

const ALLOW_ORIGIN = 'access-control-allow-origin';
const NO_HEADER = "No 'Access-Control-Allow-Origin' header is present on the requested resource";
const preflight = (template: any) => response(method(template, 'OPTIONS', 'track'), '204').ResponseParameters;
const success = (template: any) => response(method(template, 'POST', 'track'), '200');

interface Spoilt extends ScenarioOptions {
  /** Content type and body. Only the last one meets what was spoilt. */
  readonly posts: readonly (readonly [string, string])[];
  readonly path?: 'track' | 'batch';
  /** What Chromium writes to the console. */
  readonly says: string;
  /** What comes to the API all the same. */
  readonly reached: readonly string[];
}

const SPOILT: Readonly<Record<string, Spoilt>> = {
  'a success without the header': {
    edit: (template) => posts(template).forEach((post) => withoutHeader(response(post, '200').ResponseParameters, ALLOW_ORIGIN)),
    posts: [['text/plain', '{"a":1}']],
    says: NO_HEADER,
    reached: ['POST /dev/track 200'],
  },
  'a success without the header, after a preflight: the event is taken all the same': {
    edit: (template) => posts(template).forEach((post) => withoutHeader(response(post, '200').ResponseParameters, ALLOW_ORIGIN)),
    posts: [['application/json', '{"a":1}']],
    says: NO_HEADER,
    reached: ['OPTIONS /dev/track 204', 'POST /dev/track 200'],
  },
  'a success that knows another origin': {
    props: ({ shop, blog }) => ({ allowedOrigins: [shop, blog] }),
    edit: (template) => {
      success(template).ResponseTemplates = replaced(success(template).ResponseTemplates, 'http://', 'https://');
    },
    posts: [['text/plain', '{"a":1}']],
    says: NO_HEADER,
    reached: ['POST /dev/track 200'],
  },
  'a 400 without the header': {
    edit: (template) => withoutHeader(gatewayResponse(template, 'BAD_REQUEST_BODY').ResponseParameters, ALLOW_ORIGIN),
    posts: [['text/plain', '[]']],
    says: NO_HEADER,
    reached: ['POST /dev/track 400'],
  },
  'a 429 without the header': {
    props: () => ({ throttle: ONE_REQUEST }),
    edit: (template) => withoutHeader(gatewayResponse(template, 'THROTTLED').ResponseParameters, ALLOW_ORIGIN),
    posts: [['text/plain', '{"a":1}'], ['text/plain', '{"a":1}']],
    says: NO_HEADER,
    reached: ['POST /dev/track 200', 'POST /dev/track 429'],
  },
  'a 503 without the header': {
    streamQuotaMebibytes: TINY_QUOTA_MEBIBYTES,
    edit: (template) => posts(template).forEach((post) => withoutHeader(response(post, '200').ResponseParameters, ALLOW_ORIGIN)),
    path: 'batch',
    posts: [['text/plain', OVERLOADING_BATCH]],
    says: NO_HEADER,
    reached: ['POST /dev/batch 503'],
  },
  'a preflight without the header': {
    edit: (template) => withoutHeader(preflight(template), ALLOW_ORIGIN),
    posts: [['text/plain', '{"a":1}'], ['application/json', '{"a":1}']],
    says: `Response to preflight request doesn't pass access control check: ${NO_HEADER}`,
    reached: ['POST /dev/track 200', 'OPTIONS /dev/track 204'],
  },
  'a preflight that does not allow the content type': {
    edit: (template) => {
      const parameters = preflight(template);
      const [name] = Object.keys(parameters).filter((each) => each.endsWith('Access-Control-Allow-Headers'));
      parameters[name] = replaced(parameters[name], 'Content-Type,', '');
    },
    posts: [['text/plain', '{"a":1}'], ['application/json', '{"a":1}']],
    says: 'Request header field content-type is not allowed by Access-Control-Allow-Headers in preflight response',
    reached: ['POST /dev/track 200', 'OPTIONS /dev/track 204'],
  },
};

describeInBrowser('of a pipeline that is spoilt, Chromium', () => {
  const scenario = inBrowser();

  test.each(Object.entries(SPOILT))('refuses %s', async (_name, { posts: bodies, path = 'track', says, reached, ...options }) => {
    await scenario(options, async ({ open, trackUrl, batchUrl, exchanges }) => {
      const page = await open('shop');
      const replies = [];
      for (const [type, body] of bodies) {
        replies.push(await page.post(path === 'track' ? trackUrl : batchUrl, type, body));
      }
      expect(replies.pop()).toEqual({ refused: expect.stringContaining(says) });
      expect(replies).toEqual(replies.map(() => expect.objectContaining({ status: 200 })));
      expect(await exchanges.summary(reached.length)).toEqual(reached);
    });
  });

  test('hides Retry-After, if it is not exposed', async () => {
    await scenario({
      props: () => ({ throttle: ONE_REQUEST }),
      edit: (template) => withoutHeader(gatewayResponse(template, 'THROTTLED').ResponseParameters, 'access-control-expose-headers'),
    }, async ({ open, trackUrl }) => {
      const page = await open('shop');
      await page.post(trackUrl, 'text/plain', '{"a":1}');
      expect(await page.post(trackUrl, 'text/plain', '{"a":1}')).toMatchObject({ status: 429, headers: expect.not.objectContaining({ 'retry-after': '1' }) });
    });
  });

  test('asks again, if the answer to a preflight is not to be kept', async () => {
    await scenario({
      edit: (template) => {
        preflight(template)['method.response.header.Access-Control-Max-Age'] = "'0'";
      },
    }, async ({ open, trackUrl, exchanges }) => {
      const page = await open('shop');
      await page.post(trackUrl, 'application/json', '{"a":1}');
      await page.post(trackUrl, 'application/json', '{"a":2}');
      expect(await exchanges.summary(4)).toEqual(['OPTIONS /dev/track 204', 'POST /dev/track 200', 'OPTIONS /dev/track 204', 'POST /dev/track 200']);
    });
  });
});
