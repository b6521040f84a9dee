import { Access, needsApiKey } from '../../../../cli/api/authorization/access';
import { UsagePlans } from '../../../../cli/api/authorization/usage-plans';
import { deployed } from '../../template/deployed';
import { requestWith } from '../requests';

const KEY = 'a-key-of-more-than-20-characters';
const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:authorizer';

function accessOf(api: Record<string, any> = {}, method: Record<string, any> = {}) {
  const calls: any[] = [];
  const deployment = deployed({
    Resources: {
      Api: { Type: 'AWS::ApiGateway::RestApi', Properties: api },
      Auth: {
        Type: 'AWS::ApiGateway::Authorizer',
        Properties: {
          RestApiId: { Ref: 'Api' },
          Type: 'REQUEST',
          AuthorizerResultTtlInSeconds: 0,
          AuthorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`,
        },
      },
      Post: {
        Type: 'AWS::ApiGateway::Method',
        Properties: { RestApiId: { Ref: 'Api' }, HttpMethod: 'POST', AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Auth' }, ApiKeyRequired: true, ...method },
      },
      Key: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true, Value: KEY } },
      Plan: { Type: 'AWS::ApiGateway::UsagePlan', Properties: { ApiStages: [{ ApiId: 'abcdefghij', Stage: 'dev' }] } },
      Link: { Type: 'AWS::ApiGateway::UsagePlanKey', Properties: { KeyId: { Ref: 'Key' }, UsagePlanId: { Ref: 'Plan' } } },
    },
  });
  const functions = {
    invoke: async (_arn: string, payload: string) => {
      const event = JSON.parse(payload);
      calls.push(event);
      const policyDocument = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
      return JSON.stringify({ principalId: 'jane', policyDocument, usageIdentifierKey: event.headers.Key });
    },
  };
  const access = new Access({
    deployment, restApi: deployment.resources('AWS::ApiGateway::RestApi')[0], functions, usagePlans: new UsagePlans(deployment, () => 0, () => 0), now: () => 0,
  });
  const admit = async (headers: Record<string, string>) => {
    const request = requestWith({ headers, parameters: { path: {}, querystring: {}, header: headers } });
    await access.admit(deployment.resources('AWS::ApiGateway::Method')[0], request, '/track');
    return request.context;
  };
  return { admit, calls };
}

test('the authorizer is told the key that the client sent, before it is looked at', async () => {
  const { admit, calls } = accessOf();
  await expect(admit({ 'x-api-key': 'wrong' })).rejects.toMatchObject({ type: 'INVALID_API_KEY' });
  expect(calls[0].requestContext.identity.apiKey).toBe('wrong');
  expect((await admit({ 'x-api-key': KEY })).authorizer).toEqual({ principalId: 'jane' });
});

test('where the authorizer names the key, the header of the client means nothing', async () => {
  const { admit } = accessOf({ ApiKeySourceType: 'AUTHORIZER' });
  await expect(admit({ 'x-api-key': KEY })).rejects.toMatchObject({ type: 'INVALID_API_KEY' });
  expect((await admit({ 'Key': KEY, 'x-api-key': 'wrong' })).identity.apiKey).toBe(KEY);
});

test('an open method asks for nothing', async () => {
  const { admit, calls } = accessOf({}, { AuthorizationType: 'NONE', ApiKeyRequired: false });
  expect((await admit({ 'x-api-key': KEY })).identity.apiKey).toBeUndefined();
  expect(calls).toEqual([]);
});

test.each([[true, true], ['true', true], [false, false], ['false', false], [undefined, false]])('ApiKeyRequired: %j is %s', (value, expected) => {
  expect(needsApiKey({ stack: 'S', logicalId: 'Post', type: 'AWS::ApiGateway::Method', ref: 'post', properties: { ApiKeyRequired: value } })).toBe(expected);
});
