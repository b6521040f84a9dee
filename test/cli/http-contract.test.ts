import { PER_EVENT } from '../../cli/verify/batch-contract';
import { withEdge } from '../support/scripted-firehose';
import type { Edge } from '../support/scripted-firehose';

const { hint: HINT } = PER_EVENT;

describe('POST /track', () => {
  test.each([
    ['application/json'], ['application/json; charset=utf-8'], ['Application/JSON;charset=UTF-8'], ['text/plain'], ['text/plain;charset=UTF-8'],
  ])('takes one object as %s and says so once Firehose has it', async (type) => {
    await withEdge(async ({ post, firehose }) => {
      const reply = await post('/track', '{"name":"signup"}', { 'content-type': type });
      expect(reply).toMatchObject({ status: 200, json: { accepted: 1 } });
      expect(firehose.calls.map(({ action }) => action)).toEqual(['PutRecord']);
      expect(firehose.records).toEqual(['{"name":"signup"}\n']);
    });
  });

  test('a missing content type counts as JSON', async () => {
    await withEdge(async ({ post }) => {
      expect(await post('/track', Buffer.from('{"a":1}'), {})).toMatchObject({ status: 200 });
    });
  });

  test('an event of many lines becomes one line, with big numbers, text and key order kept', async () => {
    await withEdge(async ({ post, firehose }) => {
      await post('/track', '{\n  "z": 12345678901234567890,\r\n  "a": "é\u2028 $foo #set($x = 1) \\" \\u0000",\n  "n": [1, {"b": {}}]\n}\n');
      const [line] = firehose.records;
      expect(line.match(/\n/g)).toHaveLength(1);
      expect(line).toContain('{"z":12345678901234567890,"a":"');
      expect(JSON.parse(line).a).toBe('é\u2028 $foo #set($x = 1) " \u0000');
    });
  });
});

describe('POST /batch', () => {
  test.each([[1], [500]])('takes %i objects, one record each, in order', async (count) => {
    await withEdge(async ({ post, firehose }) => {
      const events = Array.from({ length: count }, (_unused, n) => ({ n }));
      expect(await post('/batch', JSON.stringify(events))).toMatchObject({ status: 200, json: { accepted: count } });
      expect(firehose.records.map((line) => JSON.parse(line))).toEqual(events);
    });
  });

  test('names the events that Firehose did not take, by index and code', async () => {
    await withEdge(async ({ post, firehose }) => {
      firehose.answer = () => ({
        status: 200,
        body: JSON.stringify({
          FailedPutCount: 2,
          RequestResponses: [
            { ErrorCode: 'ServiceUnavailableException', ErrorMessage: 'Slow down.' }, { RecordId: 'r1' }, { ErrorCode: 'InternalFailure', ErrorMessage: 'x' },
          ],
        }),
      });
      const reply = await post('/batch', '[{"a":1},{"a":2},{"a":3}]');
      expect(reply).toMatchObject({
        status: 503,
        json: { accepted: 1, failed: [{ index: 0, code: 'ServiceUnavailableException' }, { index: 2, code: 'InternalFailure' }] },
      });
      expect(reply.headers.get('retry-after')).toBe('1');
    });
  });

  test.each([
    ['no count', { RequestResponses: [{ RecordId: 'r0' }] }],
    ['a count of failures but no codes', { FailedPutCount: 1, RequestResponses: [{ RecordId: 'r0' }] }],
    ['no record', { FailedPutCount: 0, RequestResponses: [] }],
    ['something else', { hello: 'world' }],
  ])('an answer with %s is no success', async (_name, answer) => {
    await withEdge(async ({ post, firehose }) => {
      firehose.answer = () => ({ status: 200, body: JSON.stringify(answer) });
      expect(await post('/batch', '[{"a":1}]')).toMatchObject({ status: 500, json: { message: expect.any(String) } });
    });
  });
});

describe('what Firehose refuses', () => {
  test.each([
    ['its 500, which is throttling', 500, 'ServiceUnavailableException', 503, '1'],
    ['its 503', 503, 'ServiceUnavailable', 503, '1'],
    ['a 400 that names throttling', 400, 'ThrottlingException', 503, '1'],
    ['a 400 that names a limit', 400, 'com.amazonaws.firehose#LimitExceededException', 503, '1'],
    ['an invalid record', 400, 'InvalidArgumentException', 400, null],
    ['an invalid record, with a namespace', 400, 'com.amazonaws.firehose#InvalidArgumentException', 400, null],
    ['a record over a limit of the model', 400, 'ValidationException', 400, null],
    ['an access that is denied', 400, 'AccessDeniedException', 500, null],
    ['a stream that does not exist', 400, 'ResourceNotFoundException', 500, null],
    ['a key that cannot be used', 400, 'InvalidKMSResourceException', 500, null],
    ['an error without a type', 403, undefined, 500, null],
    ['a status that Firehose does not have', 302, undefined, 500, null],
  ])('%s', async (_name, status, type, expected, retryAfter) => {
    await withEdge(async ({ post, firehose }) => {
      firehose.answer = () => ({ status, body: JSON.stringify({ __type: type, message: 'secret "text"' }) });
      for (const [path, body] of [['/track', '{"a":1}'], ['/batch', '[{"a":1}]']]) {
        const reply = await post(path, body);
        expect(reply.status).toBe(expected);
        expect(reply.headers.get('retry-after')).toBe(retryAfter);
        expect(reply.json).toEqual({ message: expect.any(String) });
        expect(reply.json.message).not.toContain('secret');
      }
    });
  });

  test('no answer in time is a 504, because the outcome is unknown', async () => {
    const hurry = (template: any) => Object.values(template.Resources)
      .filter((resource: any) => resource.Type === 'AWS::ApiGateway::Method')
      .forEach((resource: any) => {
        resource.Properties.Integration.TimeoutInMillis = 60;
      });
    await withEdge(async ({ post, firehose }) => {
      let answerLate: () => void = () => undefined;
      firehose.answer = async () => new Promise((resolve) => {
        answerLate = () => resolve({ status: 200, body: '{"RecordId":"r1"}' });
      });
      expect(await post('/track', '{"a":1}')).toMatchObject({ status: 504, json: { message: expect.stringContaining('event_id') } });
      answerLate();
    }, undefined, hurry);
  });
});

describe('what is no event', () => {
  test.each([
    ['/track', 'hello'], ['/track', '{a:1}'], ['/track', '{"a":1,}'], ['/track', '{"a":007}'], ['/track', "{'a':1}"], ['/track', '"text"'], ['/track', '1'],
    ['/track', 'null'], ['/track', '[{"a":1}]'], ['/track', '{"a":1}{"b":2}'],
    ['/batch', 'hello'], ['/batch', '{"a":1}'], ['/batch', '[]'], ['/batch', '[1]'], ['/batch', '[{"a":1},[]]'], ['/batch', '[{"a":1}{"b":2}]'],
    ['/batch', JSON.stringify(Array.from({ length: 501 }, () => ({})))],
  ])('%s with %j gets 400 and the hint, and nothing is put', async (path, body) => {
    await withEdge(async ({ post, firehose }) => {
      for (const type of ['application/json', 'text/plain']) {
        expect(await post(path, body, { 'content-type': type })).toMatchObject({ status: 400, json: { message: expect.any(String), hint: HINT } });
      }
      expect(firehose.calls).toEqual([]);
    });
  });

  test('another content type gets 415', async () => {
    await withEdge(async ({ post, firehose }) => {
      expect(await post('/track', '{"a":1}', { 'content-type': 'application/xml' })).toMatchObject({ status: 415, json: { message: expect.any(String) } });
      expect(firehose.calls).toEqual([]);
    });
  });

  test('a body over 10 MB gets 413', async () => {
    await withEdge(async ({ post, firehose }) => {
      expect(await post('/track', `{"a":"${'x'.repeat(11 * 1024 * 1024)}"}`)).toMatchObject({ status: 413 });
      expect(firehose.calls).toEqual([]);
    });
  });

  test.each([['GET', '/track'], ['POST', '/other'], ['POST', '/'], ['PUT', '/batch']])('%s %s is no route', async (method, path) => {
    await withEdge(async ({ request }) => {
      expect(await request(path, { method })).toMatchObject({ status: 404, json: { message: 'no such route' } });
    });
  });

  test('beyond the throttle a request gets 429 and the time to wait', async () => {
    await withEdge(async ({ post }) => {
      const replies = await Promise.all(Array.from({ length: 20 }, async () => post('/track', '{"a":1}')));
      const refused = replies.filter(({ status }) => status === 429);
      expect(refused.length).toBeGreaterThan(10);
      expect(refused[0].json).toEqual({ message: expect.any(String) });
      expect(refused[0].headers.get('retry-after')).toBe('1');
    }, { throttle: { rateLimit: 1, burstLimit: 2 } });
  });
});

describe('CORS', () => {
  const ORIGIN = 'https://shop.example';
  const everyKindOfReply = async ({ post, request, firehose }: Edge, origin: string) => {
    const headers = { 'content-type': 'application/json', origin };
    const replies = [
      await post('/track', '{"a":1}', headers),
      await post('/batch', '[{"a":1}]', headers),
      await post('/track', 'no', headers),
      await post('/track', '{"a":1}', { ...headers, 'content-type': 'a/b' }),
      await request('/other', { method: 'POST', headers }),
      await request('/track', { method: 'OPTIONS', headers: { origin } }),
      await request('/batch', { method: 'OPTIONS', headers: { origin } }),
    ];
    firehose.answer = () => ({ status: 400, body: '{"__type":"AccessDeniedException"}' });
    replies.push(await post('/track', '{"a":1}', headers));
    firehose.answer = () => ({ status: 500, body: '{}' });
    replies.push(await post('/batch', '[{"a":1}]', headers));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 400, 415, 404, 204, 204, 500, 503]);
    return replies.map((reply) => reply.headers);
  };

  test.each([[undefined, '*'], [[ORIGIN], ORIGIN]])('with the origins %j every reply carries %s', async (allowedOrigins, value) => {
    await withEdge(async (edge) => {
      const replies = await everyKindOfReply(edge, ORIGIN);
      expect(replies.map((headers) => headers.get('access-control-allow-origin'))).toEqual(Array(9).fill(value));
    }, { allowedOrigins });
  });

  test('of several origins each reply carries the one that asked', async () => {
    await withEdge(async (edge) => {
      const replies = await everyKindOfReply(edge, ORIGIN);
      expect(replies.map((headers) => headers.get('access-control-allow-origin'))).toEqual(Array(9).fill(ORIGIN));
      expect(replies.map((headers) => headers.get('vary'))).toEqual(Array(9).fill('Origin'));
    }, { allowedOrigins: ['https://other.example', ORIGIN] });
  });

  test('a foreign origin cannot read what Firehose said', async () => {
    await withEdge(async (edge) => {
      const replies = await everyKindOfReply(edge, 'https://evil.example');
      const allowed = replies.map((headers) => headers.get('access-control-allow-origin'));
      // Gateway responses run no template: they repeat the origin, and hold no data.
      expect([0, 1, 5, 6, 7, 8].map((index) => allowed[index])).toEqual(Array(6).fill(null));
    }, { allowedOrigins: ['https://other.example', ORIGIN] });
  });

  test('a preflight allows POST and the content type for a day', async () => {
    await withEdge(async ({ request }) => {
      const { headers, json } = await request('/track', { method: 'OPTIONS', headers: { 'origin': ORIGIN, 'access-control-request-method': 'POST' } });
      expect(json).toBeUndefined();
      expect(headers.get('access-control-allow-methods')).toContain('POST');
      expect(headers.get('access-control-allow-headers')!.toLowerCase()).toContain('content-type');
      expect(headers.get('access-control-max-age')).toBe('86400');
    });
  });
});
