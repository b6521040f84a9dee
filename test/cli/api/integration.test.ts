import { requestWith } from './requests';
import { Integration, serviceAction } from '../../../cli/api/integration';
import { Failure } from '../../../cli/failure';

const URI = 'arn:aws:apigateway:us-east-1:firehose:action/PutRecord';
const firehose = { call: jest.fn(async (action: string, body: string) => ({ status: 200, body: `${action} ${body}` })) };

function integration(properties: Record<string, any>, services: Record<string, any> = { firehose }): Integration {
  const resource = { stack: 'S', logicalId: 'Post', type: 'AWS::ApiGateway::Method', ref: 'm', properties: { Integration: properties } };
  return new Integration(resource, services);
}

async function called(properties: Record<string, any>, request = requestWith({ text: '{"a":1}' }), services?: Record<string, any>) {
  const prepared = integration(properties, services);
  return prepared.call(request, prepared.templateFor(request));
}

test('an action of a service gets the rendered template', async () => {
  const templates = { 'application/json': '{"event":$input.json(\'$\')}' };
  expect(await called({ Type: 'AWS', Uri: URI, RequestTemplates: templates })).toEqual({ status: '200', body: 'PutRecord {"event":{"a":1}}' });
});

test('an URI names service and action in any partition', () => {
  expect(serviceAction('arn:aws-cn:apigateway:cn-north-1:firehose:action/PutRecordBatch')).toEqual({ service: 'firehose', action: 'PutRecordBatch' });
  expect(serviceAction('arn:aws:apigateway:us-east-1:s3:path/bucket/key')).toBeUndefined();
  expect(serviceAction(undefined)).toBeUndefined();
});

const JSON_ONLY = { 'application/json': 'mapped' };

test.each([
  ['NEVER', JSON_ONLY, 'application/json', 'mapped'],
  ['NEVER', JSON_ONLY, 'text/plain', undefined],
  ['NEVER', {}, 'text/plain', undefined],
  ['WHEN_NO_MATCH', JSON_ONLY, 'text/plain', 'raw'],
  [undefined, JSON_ONLY, 'text/plain', 'raw'],
  ['WHEN_NO_TEMPLATES', JSON_ONLY, 'text/plain', undefined],
  ['WHEN_NO_TEMPLATES', {}, 'text/plain', 'raw'],
])('passthrough %s with templates %j and %s hands on %s', async (behavior, templates, contentType, body) => {
  const result = called({ Type: 'AWS', Uri: URI, PassthroughBehavior: behavior, RequestTemplates: templates }, requestWith({ text: 'raw', contentType }));
  if (body === undefined) await expect(result).rejects.toMatchObject({ type: 'UNSUPPORTED_MEDIA_TYPE' });
  else expect((await result).body).toBe(`PutRecord ${body}`);
});

test.each(['{"statusCode": 204}', '{ statusCode: 204 }', '{"a":1,"statusCode":"204"}'])('a mock answers with the status of %s', async text => {
  expect(await called({ Type: 'MOCK', RequestTemplates: { 'application/json': text } })).toEqual({ status: '204', body: '' });
});

test('a mock without a status is a configuration error', async () => {
  await expect(called({ Type: 'MOCK', RequestTemplates: { 'application/json': '{}' } })).rejects.toMatchObject({ type: 'API_CONFIGURATION_ERROR' });
});

test.each([
  { Type: 'AWS', Uri: 'arn:aws:apigateway:us-east-1:kinesis:action/PutRecord' },
  { Type: 'HTTP_PROXY', Uri: 'https://example.com' },
  { Type: 'AWS_PROXY', Uri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/f/invocations' },
])('%j has nothing behind it', async properties => {
  await expect(called(properties)).rejects.toMatchObject({ type: 'API_CONFIGURATION_ERROR', reason: expect.stringContaining(properties.Uri) });
});

test('a service that is late is a timeout', async () => {
  const slow = { call: async () => new Promise<never>(() => undefined) };
  await expect(called({ Type: 'AWS', Uri: URI, TimeoutInMillis: 50 }, undefined, { firehose: slow })).rejects.toMatchObject({ type: 'INTEGRATION_TIMEOUT' });
});

test('a service that throws is an integration failure', async () => {
  const broken = { call: async () => { throw new Error('disk full'); } };
  await expect(called({ Type: 'AWS', Uri: URI }, undefined, { firehose: broken }))
    .rejects.toMatchObject({ type: 'INTEGRATION_FAILURE', reason: 'Post: disk full' });
});

test('a template that asks an invalid body for JSON is a bad request', async () => {
  const templates = { 'application/json': "$input.json('$')" };
  await expect(called({ Type: 'AWS', Uri: URI, RequestTemplates: templates }, requestWith({ text: 'hello' })))
    .rejects.toMatchObject({ type: 'BAD_REQUEST_BODY', message: expect.stringContaining('Could not parse request body into json') });
});

test('a passthrough behavior that does not exist fails at start', () => {
  expect(() => integration({ Type: 'AWS', Uri: URI, PassthroughBehavior: 'SOMETIMES' })).toThrow(Failure);
});
