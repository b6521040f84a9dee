import { gatewayResponse, method, posts, replaced, response, testMutations, withoutHeader } from './mutation';

const SEVERAL = ['https://a.example', 'https://b.example'];

function allowedHeaders(template: any, route: string, edit: (names: string) => string): void {
  const { ResponseParameters } = method(template, 'OPTIONS', route).Integration.IntegrationResponses[0];
  const name = 'method.response.header.Access-Control-Allow-Headers';
  const before = ResponseParameters[name];
  ResponseParameters[name] = edit(before);
  expect(ResponseParameters[name]).not.toBe(before);
}

testMutations({
  'a success has no CORS header': {
    edit: (template) => posts(template).forEach((post) => withoutHeader(response(post, '200').ResponseParameters, 'access-control-allow-origin')),
    points: ['cors.success', 'cors.lower-case'],
  },
  'an event that is refused has no CORS header': {
    edit: (template) => withoutHeader(gatewayResponse(template, 'BAD_REQUEST_BODY').ResponseParameters, 'access-control-allow-origin'),
    points: ['cors.error'],
  },
  'a content type that is refused has no CORS header': {
    edit: (template) => withoutHeader(gatewayResponse(template, 'UNSUPPORTED_MEDIA_TYPE').ResponseParameters, 'access-control-allow-origin'),
    points: ['cors.error'],
  },
  'a 429 has no CORS header': {
    edit: (template) => withoutHeader(gatewayResponse(template, 'THROTTLED').ResponseParameters, 'access-control-allow-origin'),
    points: ['cors.throttled'],
  },
  'a 429 does not say when to come back': {
    edit: (template) => withoutHeader(gatewayResponse(template, 'THROTTLED').ResponseParameters, 'retry-after'),
    points: ['throttle.reply'],
  },
  'pages may not read Retry-After': {
    edit: (template) => withoutHeader(gatewayResponse(template, 'THROTTLED').ResponseParameters, 'access-control-expose-headers'),
    points: ['cors.exposed'],
  },
  'of several origins each one that asks is let in': {
    props: { allowedOrigins: SEVERAL },
    session: { origins: SEVERAL },
    edit: (template) => {
      const post = method(template, 'POST', 'track');
      response(post, '200').ResponseTemplates = replaced(response(post, '200').ResponseTemplates, "$origin == 'https://a.example'", '$origin != ""');
    },
    points: ['cors.foreign'],
  },
  'of several origins only one is let in': {
    props: { allowedOrigins: SEVERAL },
    session: { origins: SEVERAL },
    edit: (template) => {
      const post = method(template, 'POST', 'track');
      response(post, '200').ResponseTemplates = replaced(response(post, '200').ResponseTemplates, 'https://b.example', 'https://c.example');
    },
    points: ['cors.success'],
  },
  'of several origins none is said to matter': {
    props: { allowedOrigins: SEVERAL },
    session: { origins: SEVERAL },
    edit: (template) => withoutHeader(gatewayResponse(template, 'BAD_REQUEST_BODY').ResponseParameters, 'vary'),
    points: ['cors.error'],
  },
  'pages may send credentials': {
    edit: (template) => {
      gatewayResponse(template, 'BAD_REQUEST_BODY').ResponseParameters['gatewayresponse.header.Access-Control-Allow-Credentials'] = "'true'";
    },
    points: ['cors.credentials'],
  },
  'a preflight gets 200': {
    edit: (template) => {
      const options = method(template, 'OPTIONS', 'track');
      options.Integration.IntegrationResponses[0].StatusCode = '200';
      options.MethodResponses[0].StatusCode = '200';
    },
    points: ['preflight.track'],
  },
  'a preflight allows no headers': {
    edit: (template) => withoutHeader(method(template, 'OPTIONS', 'batch').Integration.IntegrationResponses[0].ResponseParameters, 'access-control-allow-headers'),
    points: ['preflight.batch'],
  },
  'a preflight allows no compressed body': {
    edit: (template) => allowedHeaders(template, 'track', (names) => names.replace(',Content-Encoding', '')),
    points: ['preflight.track'],
  },
  'a preflight lacks a header that pages were to send': {
    props: { allowedHeaders: ['traceparent', 'sentry-trace'] },
    session: { allowedHeaders: ['traceparent', 'sentry-trace'] },
    edit: (template) => allowedHeaders(template, 'batch', (names) => names.replace(',sentry-trace', '')),
    points: ['preflight.batch'],
  },
  'a preflight names a header only in part': {
    props: { allowedHeaders: ['traceparent'] },
    session: { allowedHeaders: ['traceparent'] },
    edit: (template) => allowedHeaders(template, 'track', (names) => names.replace(',traceparent', ',traceparent-id')),
    points: ['preflight.track'],
  },
  'a preflight is kept for a second': {
    edit: (template) => {
      const { ResponseParameters } = method(template, 'OPTIONS', 'batch').Integration.IntegrationResponses[0];
      ResponseParameters['method.response.header.Access-Control-Max-Age'] = "'1'";
    },
    points: ['preflight.batch'],
  },
});
