import { requestEvent, tokenEvent } from '../../../../cli/api/authorization/authorizer-event';
import { requestWith } from '../requests';

const ARN = 'arn:aws:execute-api:us-east-1:000000000000:abcdefghij/dev/POST/users/5';

test('the event of a token has three members', () => {
  expect(tokenEvent('secret', ARN)).toEqual({ type: 'TOKEN', authorizationToken: 'secret', methodArn: ARN });
});

test('the event of a request has what API Gateway documents', () => {
  const request = requestWith({
    headers: { 'host': 'x', 'x-team': 'red,blue' },
    parameters: { path: { user: '5' }, querystring: { tag: 'b' }, header: { 'Host': 'x', 'X-Team': 'blue' } },
    sent: { rawHeaders: ['Host', 'x', 'X-Team', 'red', 'X-Team', 'blue'], query: 'tag=a&tag=b' },
    stageVariables: { color: 'green' },
  });
  request.context.resourcePath = '/users/{user}';
  request.context.resourceId = 'abc123';
  request.context.identity.apiKey = 'a-key';
  expect(requestEvent(request, '/users/5', ARN)).toMatchObject({
    type: 'REQUEST',
    methodArn: ARN,
    resource: '/users/{user}',
    path: '/users/5',
    httpMethod: 'POST',
    headers: { 'Host': 'x', 'X-Team': 'blue' },
    multiValueHeaders: { 'Host': ['x'], 'X-Team': ['red', 'blue'] },
    queryStringParameters: { tag: 'b' },
    multiValueQueryStringParameters: { tag: ['a', 'b'] },
    pathParameters: { user: '5' },
    stageVariables: { color: 'green' },
    requestContext: {
      accountId: '000000000000',
      apiId: 'abcdefghij',
      httpMethod: 'POST',
      identity: { apiKey: 'a-key', apiKeyId: null, sourceIp: '203.0.113.7', userAgent: "it's a client", clientCert: null },
      path: '/dev/track',
      requestId: request.context.requestId,
      resourceId: 'abc123',
      resourcePath: '/users/{user}',
      stage: 'dev',
    },
  });
});

test('the root of a stage is a path', () => {
  expect(requestEvent(requestWith(), '', ARN).path).toBe('/');
});
