import * as fc from 'fast-check';
import { BatchMode, RequestContext } from '../../src';
import type { ServerlessDataPipelineProps } from '../../src';
import { runs } from '../support/property-runs';
import { withEdge } from '../support/scripted-firehose';

const PROPS: ServerlessDataPipelineProps = {
  http: { context: [RequestContext.sourceIp(), RequestContext.userAgent(), RequestContext.requestId(), RequestContext.header('X-Client-Version', 'version')] },
};

/** Header values as a hostile client may write them: what HTTP lets through. */
const HOSTILE = [
  'Mozilla/5.0 (X11; "quoted"; it\'s)',
  '\'', '\'\'', 'a\'', '\'a', `${'\''.repeat(900)}x`,
  '"', '\\', '\\"', '\\\'', '","event_id":"stolen', '"}\\n{"injected":true}', '\\u0022', '\\n\\r',
  '$foo', '${x}', '$context.apiId', '#set($fields = "")', '#foreach', '$fields', '#end', '#if(', '##', '#[[', '$q', '$util.base64Encode("x")',
  '\u00e9\u00ff', 'a\tb',
];

describe('what an event carries about its request', () => {
  test('stands in front of what was sent, which keeps its text', async () => {
    await withEdge(async ({ post, firehose }) => {
      const reply = await post('/track', '{\n "n": 12345678901234567890, "a":"\u2028"}', { 'content-type': 'application/json', 'user-agent': 'curl/8', 'x-client-version': '1.2' });
      expect(reply).toMatchObject({ status: 200, json: { accepted: 1 } });
      const [line] = firehose.records;
      expect(line).toBe(`{"source_ip":"127.0.0.1","user_agent":"curl\\/8","request_id":"${reply.headers.get('x-amzn-requestid')}","version":"1.2","n":12345678901234567890,"a":"\u2028"}\n`);
    }, PROPS);
  });

  test('is null where there is none', async () => {
    await withEdge(async ({ post, firehose }) => {
      await post('/track', '{"a":1}');
      expect(JSON.parse(firehose.records[0])).toMatchObject({ version: null, a: 1 });
    }, PROPS);
  });

  test.each(['/track', '/batch'])('an event without members gets them too (%s)', async (path) => {
    await withEdge(async ({ post, firehose }) => {
      await post(path, path === '/track' ? '{ }' : '[{}]');
      expect(Object.keys(JSON.parse(firehose.records[0]))).toEqual(['source_ip', 'user_agent', 'request_id', 'version']);
    }, PROPS);
  });

  test('all events of a batch carry the same', async () => {
    await withEdge(async ({ post, firehose }) => {
      await post('/batch', '[{"a":1},{},{"a":3}]');
      const events = firehose.records.map((line) => JSON.parse(line));
      expect(events.map(({ a }) => a)).toEqual([1, undefined, 3]);
      expect(new Set(events.map(({ request_id: id }) => id)).size).toBe(1);
    }, PROPS);
  });

  test('packed, each line carries it', async () => {
    await withEdge(async ({ post, firehose }) => {
      await post('/batch', '[{"a":1},{},{"a":3}]');
      const lines = firehose.records[0].split('\n');
      expect(lines.pop()).toBe('');
      expect(lines.map((line) => JSON.parse(line))).toEqual([1, undefined, 3].map((a) => expect.objectContaining({ source_ip: '127.0.0.1', ...a === undefined ? {} : { a } })));
    }, { ...PROPS, batchMode: BatchMode.PACKED });
  });

  test('neither breaks nor injects anything, whatever a client writes into a header', async () => {
    await withEdge(async ({ post, firehose }) => {
      for (const value of HOSTILE) {
        firehose.calls.length = 0;
        await post('/track', '{"a":1}', { 'content-type': 'application/json', 'user-agent': value, 'x-client-version': value });
        const event = JSON.parse(firehose.records[0]);
        expect(event).toEqual({ source_ip: '127.0.0.1', user_agent: value, request_id: expect.any(String), version: value, a: 1 });
        expect(firehose.records[0].match(/"(source_ip|user_agent|request_id|version|a)":/g)).toHaveLength(5);
      }
    }, PROPS);
  });

  test('any value that HTTP lets through comes as it was sent', async () => {
    await withEdge(async ({ firehose, request }) => {
      const value = fc.stringMatching(/^[!-~\u00a1-\u00ff]([ -~\u00a1-\u00ff]{0,60}[!-~\u00a1-\u00ff])?$/);
      await fc.assert(fc.asyncProperty(value, async (text) => {
        firehose.calls.length = 0;
        const reply = await request('/track', { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'text/plain', 'user-agent': text } });
        expect(reply.status).toBe(200);
        expect(JSON.parse(firehose.records[0])).toMatchObject({ user_agent: text, a: 1 });
      }), runs(200));
    }, PROPS);
  });

  test.each(['/track', '/batch'])('an event that brings such a field is refused, and nothing is put (%s)', async (path) => {
    await withEdge(async ({ post, firehose }) => {
      for (const event of ['{"user_agent":"mine"}', '{"user\\u005fagent":null}', '{"a":1,"source_ip":{}}']) {
        expect(await post(path, path === '/track' ? event : `[{"a":1},${event}]`)).toMatchObject({ status: 400, json: { hint: expect.any(String) } });
      }
      expect(firehose.calls).toEqual([]);
    }, PROPS);
  });

  test.each(['x-client-version', 'X-Client-Version', 'X-CLIENT-VERSION', 'x-Client-version'])('the name is found as %s', async (name) => {
    await withEdge(async ({ post, firehose }) => {
      await post('/track', '{"a":1}', { 'content-type': 'application/json', [name]: '3' });
      expect(JSON.parse(firehose.records[0]).version).toBe('3');
    }, PROPS);
  });
});

