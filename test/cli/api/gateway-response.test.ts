import { requestWith } from './requests';
import { GatewayError } from '../../../cli/api/gateway-error';
import { GatewayResponses } from '../../../cli/api/gateway-response';
import { GATEWAY_RESPONSE_TYPES } from '../../../cli/api/gateway-response-types';
import type { GatewayResponseName } from '../../../cli/api/gateway-response-types';

function reply(error: GatewayError, responses: Record<string, any>[] = [], request = requestWith()) {
  const resources = responses.map(properties => ({ stack: 'S', logicalId: 'G', type: 'AWS::ApiGateway::GatewayResponse', ref: 'g', properties }));
  return new GatewayResponses(resources).reply(error, request);
}

test.each<[GatewayResponseName, number]>([
  ['ACCESS_DENIED', 403], ['API_CONFIGURATION_ERROR', 500], ['AUTHORIZER_CONFIGURATION_ERROR', 500], ['AUTHORIZER_FAILURE', 500],
  ['BAD_REQUEST_BODY', 400], ['BAD_REQUEST_PARAMETERS', 400], ['EXPIRED_TOKEN', 403], ['INTEGRATION_FAILURE', 504], ['INTEGRATION_TIMEOUT', 504],
  ['INVALID_API_KEY', 403], ['INVALID_SIGNATURE', 403], ['MISSING_AUTHENTICATION_TOKEN', 403], ['QUOTA_EXCEEDED', 429], ['REQUEST_TOO_LARGE', 413],
  ['RESOURCE_NOT_FOUND', 404], ['THROTTLED', 429], ['UNAUTHORIZED', 401], ['UNSUPPORTED_MEDIA_TYPE', 415], ['WAF_FILTERED', 403],
])('%s is %d unless the API says otherwise', (type, status) => {
  const given = reply(new GatewayError(type));
  expect(given.status).toBe(status);
  expect(JSON.parse(given.body)).toEqual({ message: GATEWAY_RESPONSE_TYPES[type].message });
});

test('an explicit response sets status, headers and body', () => {
  const given = reply(new GatewayError('MISSING_AUTHENTICATION_TOKEN'), [{
    ResponseType: 'MISSING_AUTHENTICATION_TOKEN',
    StatusCode: '404',
    ResponseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
    ResponseTemplates: { 'application/json': '{"message":"no such route"}' },
  }]);
  expect(given).toMatchObject({ status: 404, headers: { 'Access-Control-Allow-Origin': '*' }, body: '{"message":"no such route"}' });
});

const DEFAULT_4XX = { ResponseType: 'DEFAULT_4XX', ResponseParameters: { 'gatewayresponse.header.X-Kind': "'client'" } };

test('a type without a response of its own takes the default, but its own status', () => {
  expect(reply(new GatewayError('UNSUPPORTED_MEDIA_TYPE'), [DEFAULT_4XX])).toMatchObject({ status: 415, headers: { 'X-Kind': 'client' } });
});

test('a status in the default holds for all', () => {
  expect(reply(new GatewayError('THROTTLED'), [{ ...DEFAULT_4XX, StatusCode: '418' }]).status).toBe(418);
});

test('an explicit response takes nothing from the default', () => {
  const throttled = { ResponseType: 'THROTTLED', ResponseParameters: { 'gatewayresponse.header.Retry-After': "'1'" } };
  const { headers } = reply(new GatewayError('THROTTLED'), [DEFAULT_4XX, throttled]);
  expect(headers['Retry-After']).toBe('1');
  expect(headers).not.toHaveProperty('X-Kind');
});

test('the default for client errors does not touch server errors', () => {
  expect(reply(new GatewayError('INTEGRATION_TIMEOUT'), [DEFAULT_4XX]).headers).not.toHaveProperty('X-Kind');
});

test('a header can echo the request', () => {
  const response = { ResponseType: 'DEFAULT_4XX', ResponseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': 'method.request.header.Origin' } };
  const request = requestWith({ headers: { origin: 'https://shop.example' } });
  expect(reply(new GatewayError('THROTTLED'), [response], request).headers['Access-Control-Allow-Origin']).toBe('https://shop.example');
});

test('a header with nothing to map is left out', () => {
  const response = { ResponseType: 'DEFAULT_4XX', ResponseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': 'method.request.header.Origin' } };
  expect(reply(new GatewayError('THROTTLED'), [response]).headers).not.toHaveProperty('Access-Control-Allow-Origin');
});

test('a body template knows variables and runs no Velocity', () => {
  const template = '#if(true){"m":$context.error.messageString,"plain":"$context.error.message","v":"$context.error.validationErrorString","ip":"$context.identity.sourceIp","none":"$context.none"}';
  const error = new GatewayError('BAD_REQUEST_BODY', { validationError: '[object is odd]' });
  expect(reply(error, [{ ResponseType: 'BAD_REQUEST_BODY', ResponseTemplates: { 'application/json': template } }]).body)
    .toBe('#if(true){"m":"Invalid request body","plain":"Invalid request body","v":"[object is odd]","ip":"203.0.113.7","none":""}');
});

test('an error can be of a kind of its own', () => {
  expect(reply(new GatewayError('INVALID_SIGNATURE', { errorType: 'IncompleteSignatureException' })).headers['x-amzn-ErrorType']).toBe('IncompleteSignatureException');
});

test('what went wrong in an authorizer is not told', () => {
  expect(reply(new GatewayError('AUTHORIZER_FAILURE')).body).toBe('{"message":null}');
});

test('the kind of the error stands in a header', () => {
  expect(reply(new GatewayError('THROTTLED')).headers['x-amzn-ErrorType']).toBe('TooManyRequestsException');
});
