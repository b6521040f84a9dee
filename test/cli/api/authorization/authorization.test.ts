import { Authorization } from '../../../../cli/api/authorization/authorization';
import { deployed } from '../../template/deployed';
import { requestWith } from '../requests';

const AUTHORIZERS = {
  Api: { Type: 'AWS::ApiGateway::RestApi' },
  Pools: { Type: 'AWS::ApiGateway::Authorizer', Properties: { RestApiId: { Ref: 'Api' }, Type: 'COGNITO_USER_POOLS', ProviderARNs: [], Name: 'pools' } },
  Elsewhere: { Type: 'AWS::ApiGateway::Authorizer', Properties: { RestApiId: 'other', Type: 'COGNITO_USER_POOLS', ProviderARNs: [], Name: 'else' } },
};
const functions = { invoke: async () => '{}' };

function checkOf(properties: Record<string, any>, resources: Record<string, any> = AUTHORIZERS) {
  const deployment = deployed({ Resources: { ...resources, Post: { Type: 'AWS::ApiGateway::Method', Properties: properties } } });
  const [restApi] = deployment.resources('AWS::ApiGateway::RestApi');
  return new Authorization(deployment, restApi, functions, () => 0).check(deployment.resources('AWS::ApiGateway::Method')[0]);
}

test.each([{}, { AuthorizationType: 'NONE' }])('a method with %j is open', properties => {
  expect(checkOf(properties)).toBeUndefined();
});

test('IAM asks for a signature', () => {
  expect(() => checkOf({ AuthorizationType: 'AWS_IAM' })!(requestWith(), '/')).toThrow('Missing Authentication Token');
});

test('an authorizer is asked by its id', () => {
  expect(() => checkOf({ AuthorizationType: 'COGNITO_USER_POOLS', AuthorizerId: { Ref: 'Pools' } })!(requestWith(), '/')).toThrow('Unauthorized');
});

test.each([{ Ref: 'Elsewhere' }, 'abc123', undefined])('an authorizer that this API does not have, %j, is a wrong configuration', id => {
  expect(() => checkOf({ AuthorizationType: 'CUSTOM', AuthorizerId: id })!(requestWith(), '/'))
    .toThrow(expect.objectContaining({ type: 'AUTHORIZER_CONFIGURATION_ERROR', reason: expect.stringMatching(/^Post: the template does not define its authorizer /) }));
});

test.each<[Record<string, any>, RegExp]>([
  [{ AuthorizationType: 'OAUTH' }, /^Post: AuthorizationType is OAUTH, allowed are NONE, AWS_IAM, CUSTOM and COGNITO_USER_POOLS/],
  [{ AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Pools' } }, /^Post: AuthorizationType is CUSTOM, its authorizer is one for COGNITO_USER_POOLS/],
])('%j fails at start', (properties, message) => {
  expect(() => checkOf(properties)).toThrow(message);
});

test('an authorizer of another type fails at start', () => {
  const odd = { ...AUTHORIZERS, Pools: { Type: 'AWS::ApiGateway::Authorizer', Properties: { RestApiId: { Ref: 'Api' }, Type: 'JWT' } } };
  expect(() => checkOf({}, odd)).toThrow(/^Pools: Type is JWT, allowed are TOKEN, REQUEST and COGNITO_USER_POOLS/);
});
