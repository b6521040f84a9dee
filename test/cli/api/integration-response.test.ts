import { requestWith } from './requests';
import { IntegrationResponses } from '../../../cli/api/integration-response';

const METHOD_RESPONSES = [
  { StatusCode: '200', ResponseParameters: { 'method.response.header.X-Reason': true } },
  { StatusCode: '400' },
  { StatusCode: '503' },
];

function reply(responses: any[], status: string, body = '{}', request = requestWith()) {
  return new IntegrationResponses(responses, METHOD_RESPONSES, 'Post').reply(status, body, request);
}

const SELECTED = [{ StatusCode: '400', SelectionPattern: '4\\d{2}' }, { StatusCode: '200' }, { StatusCode: '503', SelectionPattern: '5\\d{2}|599' }];

test.each([['200', 200], ['201', 200], ['400', 400], ['413', 400], ['500', 503], ['4000', 200], ['1400', 200]])('status %s of the service selects %d', (status, expected) => {
  expect(reply(SELECTED, status).status).toBe(expected);
});

test('no response that matches is a configuration error', () => {
  expect(() => reply([SELECTED[0]], '200')).toThrow(expect.objectContaining({ type: 'API_CONFIGURATION_ERROR' }));
});

test('without a template the body of the service is handed on', () => {
  expect(reply([{ StatusCode: '200' }], '200', '{"RecordId":"1"}')).toMatchObject({ body: '{"RecordId":"1"}', headers: { 'Content-Type': 'application/json' } });
});

test('a template reads the body of the service', () => {
  const templates = { 'application/json': "{\"n\":$input.path('$.FailedPutCount')}" };
  expect(reply([{ StatusCode: '200', ResponseTemplates: templates }], '200', '{"FailedPutCount":3}').body).toBe('{"n":3}');
});

test('an empty template gives an empty body', () => {
  expect(reply([{ StatusCode: '200', ResponseTemplates: { 'application/json': '' } }], '200', '{"RecordId":"1"}').body).toBe('');
});

test('headers are mapped from the body of the service', () => {
  const parameters = { 'method.response.header.X-Reason': 'integration.response.body.message' };
  expect(reply([{ StatusCode: '200', ResponseParameters: parameters }], '200', '{"message":"slow"}').headers['X-Reason']).toBe('slow');
});

test('a template overrides status and headers, in any case of their names', () => {
  const template = "#set($context.responseOverride.status = 503)#set($context.responseOverride.header['x-reason'] = \"t\")#set($context.responseOverride.header.Vary = 'Origin')";
  const responses = [{ StatusCode: '200', ResponseParameters: { 'method.response.header.X-Reason': "'s'" }, ResponseTemplates: { 'application/json': template } }];
  const { status, headers } = reply(responses, '200');
  expect(status).toBe(503);
  expect(headers).toMatchObject({ 'x-reason': 't', 'Vary': 'Origin' });
  expect(headers).not.toHaveProperty('X-Reason');
});

test('an override that is set twice is a configuration error', () => {
  const template = '#set($context.responseOverride.status = 400)#set($context.responseOverride.status = 503)';
  expect(() => reply([{ StatusCode: '200', ResponseTemplates: { 'application/json': template } }], '200'))
    .toThrow(expect.objectContaining({ type: 'API_CONFIGURATION_ERROR' }));
});

test.each([
  [{ StatusCode: '418' }, 'the integration response 418 is not among the method\'s responses'],
  [{ StatusCode: '400', ResponseParameters: { 'method.response.header.X-Reason': "'x'" } }, 'the method response 400 does not declare method.response.header.X-Reason'],
  [{ StatusCode: '200', ResponseParameters: { 'method.response.header.X-Reason': '*' } }, 'the mapping method.response.header.X-Reason = * is not one'],
])('%j is a configuration error', (response, reason) => {
  expect(() => reply([response], '200')).toThrow(expect.objectContaining({ type: 'API_CONFIGURATION_ERROR', reason: `Post: ${reason}` }));
});
