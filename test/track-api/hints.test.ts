import { BatchMode, TrackAuthorization } from '../../src';
import type { TrackApiProps } from '../../src';
import { gatewayResponsesOf, methodsOf, trackApi } from '../support/edges';
import { newStack } from '../support/stacks';

/** What somebody reads who is refused: the whole reply. */
function replyOf(type: string, props: Partial<TrackApiProps> = {}): { readonly message: string; readonly hint?: string } {
  const stack = newStack();
  trackApi(stack, props);
  return JSON.parse(gatewayResponsesOf(stack)[type].ResponseTemplates['application/json']);
}

/** What they read if Firehose refuses their request. */
function streamReply(route: string, props: Partial<TrackApiProps> = {}): string {
  const stack = newStack();
  trackApi(stack, props);
  return methodsOf(stack)[route].Integration.IntegrationResponses.find(({ StatusCode }: any) => StatusCode === '500').ResponseTemplates['application/json'];
}

describe('the hint of a 400, which API Gateway gives without knowing the reason', () => {
  test.each([
    ['an array on /track, or an object on /batch', /a path ending in \/track takes one JSON object, one ending in \/batch an array of 1 to 500/],
    ['NaN', /not JSON in UTF-8 \(.*NaN/],
    ['a trailing comma', /not JSON .*a trailing comma/],
    ['a byte order mark', /not JSON .*a byte order mark/],
    ['JSON lines', /not JSON .*JSON lines/],
    ['another encoding than UTF-8', /not JSON in UTF-8/],
    ['a text or a number as an event', /an event that is not an object/],
    ['a field that the API adds', /an event that .* has a field that the API adds/],
    ['an empty batch, or one with 501 events', /an array that is empty or longer/],
    ['nesting that is too deep', /nested too deeply/],
  ])('names the reason of who sent %s', (_name, reason) => {
    expect(replyOf('BAD_REQUEST_BODY').hint).toMatch(reason);
  });

  test('names the limit of a packed batch', () => {
    expect(replyOf('BAD_REQUEST_BODY', { batchMode: BatchMode.PACKED }).hint).toContain('an array of 1 to 250');
  });

  test('says nothing that is false for the other methods of an API', () => {
    // They have gateway responses in common.
    expect(replyOf('BAD_REQUEST_BODY').hint).not.toMatch(/^send/);
    expect(replyOf('UNSUPPORTED_MEDIA_TYPE').message).toMatch(/paths ending in \/track or \/batch take/);
    expect(replyOf('INTEGRATION_TIMEOUT').message).not.toContain('stream');
  });
});

test.each([['the content type', /application\/json or text\/plain/], ['the content encoding', /gzip or deflate/], ['a body that is not compressed as it says', /compressed as its header says/]])(
  'a 415 is true for who is refused for %s', (what, fix) => {
    const { message } = replyOf('UNSUPPORTED_MEDIA_TYPE');
    expect(message).toContain('the content type or the content encoding');
    expect([what, message]).toEqual([what, expect.stringMatching(fix)]);
  });

test('a 504 is true for one event and for many', () => {
  expect(replyOf('INTEGRATION_TIMEOUT').message).toMatch(/events may or may not be kept.* the same event_id/);
});

test('a 404 is true for a path and for a method that are not there', () => {
  expect(replyOf('MISSING_AUTHENTICATION_TOKEN', { authorization: TrackAuthorization.none() }).message).toBe('no such route');
});

describe.each(['POST /track', 'POST /batch'])('what Firehose refuses of %s', (route) => {
  test('names every limit of a request, with what the API adds', () => {
    expect(streamReply(route)).toContain('an event with what the API adds has at most 1,000 KiB, a batch at least one event and at most 4 MiB');
    expect(streamReply(route, { batchMode: BatchMode.PACKED })).toContain('a batch at least one event and at most 1,000 KiB');
  });

  test('blames nobody whose request is sound, whether it has one event or many', () => {
    expect(streamReply(route)).toContain('"the stream did not take the request, and the reason is not in it: the owner of this API must find out"');
  });
});

test('a 503 is true if the stream is busy and if it is down', () => {
  const stack = newStack();
  trackApi(stack);
  const busy = methodsOf(stack)['POST /track'].Integration.IntegrationResponses.find(({ StatusCode }: any) => StatusCode === '503').ResponseTemplates['application/json'];
  expect(JSON.parse(busy).message).toBe('the stream is busy or down: send the same again after Retry-After seconds');
});
