import { localUrl } from '../../../cli/api/local-url';

const API = { stack: 'S', logicalId: 'Api', type: 'AWS::ApiGateway::RestApi', ref: 'abc123def4', properties: {} };

test('the invoke URL of the API points to this machine', () => {
  expect(localUrl('https://abc123def4.execute-api.us-east-1.amazonaws.com/dev/track', API, 3000)).toBe('http://127.0.0.1:3000/dev/track');
});

test('other URLs stay', () => {
  expect(localUrl('https://other.execute-api.us-east-1.amazonaws.com/dev', API, 3000)).toBe('https://other.execute-api.us-east-1.amazonaws.com/dev');
});
