import { localDomainUrl, localUrl } from '../../../cli/api/local-url';

const API = { stack: 'S', logicalId: 'Api', type: 'AWS::ApiGateway::RestApi', ref: 'abc123def4', properties: {} };

test('the invoke URL of the API points to this machine', () => {
  expect(localUrl('https://abc123def4.execute-api.us-east-1.amazonaws.com/dev/track', API, 'http://127.0.0.1:3000')).toBe('http://127.0.0.1:3000/dev/track');
});

test('other URLs stay', () => {
  expect(localUrl('https://other.execute-api.us-east-1.amazonaws.com/dev', API, 'http://127.0.0.1:3000')).toBe('https://other.execute-api.us-east-1.amazonaws.com/dev');
});

test('the URL of a private API that names an endpoint points to this machine', () => {
  expect(localUrl('https://abc123def4-vpce-0a1b2c3d4e5f67890.execute-api.eu-west-1.amazonaws.com/dev/', API, 'http://127.0.0.1:3000')).toBe('http://127.0.0.1:3000/dev/');
});

test.each([
  ['https://events.example.com/v1/track', 'http://127.0.0.1:3001/v1/track'],
  ['https://events.example.com', 'http://127.0.0.1:3001'],
  ['https://events.example.com:443/track', 'http://127.0.0.1:3001/track'],
  ['https://Events.Example.com/', 'http://127.0.0.1:3001/'],
  ['a https://events.example.com/a, b https://events.example.com/b', 'a http://127.0.0.1:3001/a, b http://127.0.0.1:3001/b'],
  ['https://events.example.com.evil.com/', 'https://events.example.com.evil.com/'],
  ['https://my-events.example.com/', 'https://my-events.example.com/'],
  ['https://eventsXexample.com/', 'https://eventsXexample.com/'],
  ['events.example.com', 'events.example.com'],
])('the custom domain in %s', (text, expected) => {
  expect(localDomainUrl(text, 'events.example.com', 'http://127.0.0.1:3001')).toBe(expected);
});

test('a wildcard domain stands for one label', () => {
  expect(localDomainUrl('https://a.example.com/x https://a.b.example.com/x', '*.example.com', 'http://127.0.0.1:3001')).toBe('http://127.0.0.1:3001/x https://a.b.example.com/x');
});
