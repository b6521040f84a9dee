import { CfnParameter, Fn } from 'aws-cdk-lib/core';
import type { Stack } from 'aws-cdk-lib/core';
import { TrackAuthorization } from '../../src';
import { methodsOf, trackApi } from '../support/edges';
import { newStack, theOnly } from '../support/stacks';

const ALWAYS = 'Content-Type,Content-Encoding,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token';

function allowedIn(stack: Stack, route = 'OPTIONS /track'): unknown {
  return methodsOf(stack)[route].Integration.IntegrationResponses[0].ResponseParameters['method.response.header.Access-Control-Allow-Headers'];
}

describe('the headers that pages may send', () => {
  test.each([['no list', undefined], ['an empty one', []]])('are those of a body, compressed or not, and of credentials with %s', (_name, allowedHeaders) => {
    const stack = newStack();
    trackApi(stack, { allowedHeaders });
    expect(allowedIn(stack)).toBe(`'${ALWAYS}'`);
  });

  test.each(['OPTIONS /track', 'OPTIONS /batch'])('have those of the list too in the reply to %s', (route) => {
    const stack = newStack();
    trackApi(stack, { allowedHeaders: ['traceparent', 'sentry-trace', 'X-Request-Id'] });
    expect(allowedIn(stack, route)).toBe(`'${ALWAYS},traceparent,sentry-trace,X-Request-Id'`);
  });

  test('are named once, also if the list repeats one in another spelling', () => {
    const stack = newStack();
    trackApi(stack, { allowedHeaders: ['content-encoding', 'traceparent', 'X-API-KEY'], authorization: TrackAuthorization.apiKey() });
    expect(allowedIn(stack)).toBe(`'${ALWAYS},traceparent'`);
  });

  test('may be any', () => {
    const stack = newStack();
    trackApi(stack, { allowedHeaders: ['*'] });
    expect(allowedIn(stack)).toBe(`'${ALWAYS},*'`);
  });

  test('may be known only at deployment, one by one', () => {
    const stack = newStack();
    const { valueAsString } = new CfnParameter(stack, 'Header');
    trackApi(stack, { allowedHeaders: ['traceparent', valueAsString] });
    expect(allowedIn(stack)).toEqual({ 'Fn::Join': ['', [`'${ALWAYS},traceparent,`, { Ref: 'Header' }, "'"]] });
  });

  test('go live: another list makes another deployment', () => {
    const ids = [undefined, ['traceparent'], ['traceparent', 'baggage']].map((allowedHeaders) => {
      const stack = newStack();
      trackApi(stack, { allowedHeaders });
      return theOnly(stack, 'AWS::ApiGateway::Stage').Properties.DeploymentId.Ref;
    });
    expect(new Set(ids).size).toBe(3);
  });
});

describe('a list of headers fails', () => {
  test.each([
    ['a value beside the name', ['traceparent: 00'], "got 'traceparent: 00'"],
    ['several in one element', ['traceparent, baggage'], "got 'traceparent, baggage'"],
    ['a quote, which would end the value', ["x'y", 'baggage'], "got 'x'y' among 2"],
    ['an empty name', [''], "got ''"],
    ['a name beyond 128 characters', ['x'.repeat(129)], `got '${'x'.repeat(129)}'`],
    ['letters beyond ASCII', ['x-zo\u00eb'], "got 'x-zo\u00eb'"],
    ['* beside another', ['traceparent', '*'], "got '*' among 2"],
  ])('with %s', (_name, allowedHeaders, got) => {
    expect(() => trackApi(newStack(), { allowedHeaders })).toThrow(`[Test/Track] allowedHeaders: ${got}, allowed '*' alone, or names of headers`);
  });

  test.each(['Origin', 'cookie', 'Sec-Fetch-Mode', 'proxy-authorization', 'Access-Control-Request-Headers', 'Content-Length', 'Host'])(
    'with %s, which browsers let no page set', (header) => {
      expect(() => trackApi(newStack(), { allowedHeaders: ['traceparent', header] })).toThrow(`[Test/Track] allowedHeaders: got '${header}', allowed headers that a page can set`);
    });

  test.each(['User-Agent', 'Accept', 'X-Host', 'X-Sec-Token', 'b3'])('but not with %s', (header) => {
    expect(() => trackApi(newStack(), { allowedHeaders: [header] })).not.toThrow();
  });

  test('with one twice, in capitals or not', () => {
    expect(() => trackApi(newStack(), { allowedHeaders: ['X-Request-Id', 'baggage', 'x-request-id'] })).toThrow("[Test/Track] allowedHeaders: got 'x-request-id' twice, allowed each header once");
  });

  test('with what is no text', () => {
    expect(() => trackApi(newStack(), { allowedHeaders: ['a', 7 as any] })).toThrow('[Test/Track] allowedHeaders[1]: got the number 7, allowed a text');
  });

  test('if it is longer than a reply may be', () => {
    const allowedHeaders = Array.from({ length: 400 }, (_unused, n) => `x-header-${n}-of-many`);
    expect(() => trackApi(newStack(), { allowedHeaders })).toThrow(/allowedHeaders: got 400 headers with \d{4} characters together, allowed up to 5000/);
  });

  test('if it is known only at deployment as a whole', () => {
    const stack = newStack();
    const { valueAsList } = new CfnParameter(stack, 'Headers', { type: 'CommaDelimitedList' });
    const { valueAsString } = new CfnParameter(stack, 'Names');
    [valueAsList, Fn.split(',', valueAsString)].forEach((allowedHeaders, n) => {
      expect(() => trackApi(stack, { allowedHeaders }, `Track${n}`)).toThrow(`[Test/Track${n}] allowedHeaders: got a list that is known only at deployment (a token)`);
    });
  });
});
