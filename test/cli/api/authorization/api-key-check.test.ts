import { apiKeyCheck, noteApiKey } from '../../../../cli/api/authorization/api-key-check';
import { UsagePlans } from '../../../../cli/api/authorization/usage-plans';
import { deployed } from '../../template/deployed';
import { requestWith } from '../requests';

const KEY = 'a-key-of-more-than-20-characters';

function checkWith(throttle: Record<string, any> = {}) {
  const deployment = deployed({
    Resources: {
      Key: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true, Value: KEY } },
      Plan: { Type: 'AWS::ApiGateway::UsagePlan', Properties: { ApiStages: [{ ApiId: 'abcdefghij', Stage: 'dev', Throttle: throttle }] } },
      Link: { Type: 'AWS::ApiGateway::UsagePlanKey', Properties: { KeyId: { Ref: 'Key' }, UsagePlanId: { Ref: 'Plan' } } },
      Post: { Type: 'AWS::ApiGateway::Method', Properties: { HttpMethod: 'POST', ApiKeyRequired: true } },
    },
  });
  const check = apiKeyCheck(deployment.resources('AWS::ApiGateway::Method')[0], new UsagePlans(deployment, () => 0, () => 0));
  return { check, id: deployment.resources('AWS::ApiGateway::ApiKey')[0].ref };
}

function requestFor(key?: string) {
  const request = requestWith({ headers: key === undefined ? {} : { 'x-api-key': key } });
  request.context.resourcePath = '/track';
  noteApiKey(request);
  return request;
}

test('a key stands in the context with its id', () => {
  const { check, id } = checkWith();
  const request = requestFor(KEY);
  void check(request, '/track');
  expect(request.context.identity).toMatchObject({ apiKey: KEY, apiKeyId: id });
});

test.each([undefined, '', 'another-key-of-20-characters', '__proto__'])('%j is no key', key => {
  expect(() => checkWith().check(requestFor(key), '/track')).toThrow(expect.objectContaining({ type: 'INVALID_API_KEY' }));
});

test('the throttle of a plan names a method by its path', () => {
  const { check } = checkWith({ '/track/POST': { RateLimit: 1, BurstLimit: 1 } });
  void check(requestFor(KEY), '/track');
  expect(() => check(requestFor(KEY), '/track')).toThrow(expect.objectContaining({ type: 'THROTTLED' }));
});
