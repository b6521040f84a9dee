import { Routes, decoded } from '../../../cli/api/routes';
import type { Resource } from '../../../cli/template/deployment';

function resource(ref: string, parent: string, part: string): Resource {
  return { stack: 'S', logicalId: ref, type: 'AWS::ApiGateway::Resource', ref, properties: { ParentId: parent, PathPart: part } };
}

function method(resourceId: string, httpMethod: string): Resource {
  return { stack: 'S', logicalId: `${httpMethod} ${resourceId}`, type: 'AWS::ApiGateway::Method', ref: '', properties: { ResourceId: resourceId, HttpMethod: httpMethod } };
}

const routes = new Routes(
  'root',
  [resource('users', 'root', 'users'), resource('user', 'users', '{id}'), resource('me', 'users', 'me'), resource('files', 'root', 'files'), resource('rest', 'files', '{proxy+}')],
  [method('root', 'GET'), method('users', 'ANY'), method('user', 'GET'), method('me', 'GET'), method('me', 'POST'), method('rest', 'GET')],
  ({ logicalId }, path) => `${logicalId} at ${path}`,
);

test.each([
  ['GET', '/', 'GET root at /', {}],
  ['DELETE', '/users', 'ANY users at /users', {}],
  ['GET', '/users/', 'ANY users at /users', {}],
  ['GET', '/users/me', 'GET me at /users/me', {}],
  ['GET', '/users/7', 'GET user at /users/{id}', { id: '7' }],
  ['GET', '/users/a%20b%C3%A9', 'GET user at /users/{id}', { id: 'a bé' }],
  ['GET', '/files/a/b%2Fc', 'GET rest at /files/{proxy+}', { proxy: 'a/b/c' }],
])('%s %s goes to %s', (httpMethod, path, name, pathParameters) => {
  expect(routes.find(httpMethod, path)).toEqual({ method: name, pathParameters });
});

test.each([['POST', '/'], ['POST', '/users/7'], ['GET', '/users/7/more'], ['GET', '/Users'], ['GET', '/files'], ['GET', '//users']])('%s %s goes nowhere', (httpMethod, path) => {
  expect(routes.find(httpMethod, path)).toBeUndefined();
});

test('what is not well encoded stays as it was sent', () => {
  expect([decoded('100%'), decoded('%zz'), decoded('%41')]).toEqual(['100%', '%zz', 'A']);
});
