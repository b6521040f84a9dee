import { authorizationCoverage, authorizationNotes } from '../../../../cli/api/authorization/coverage';
import { uncovered } from '../../../../cli/template/coverage';
import { deployed } from '../../template/deployed';

const notes = (resources: Record<string, any>) => authorizationNotes(deployed({ Resources: resources }));
const method = (properties: Record<string, any>) => ({ Type: 'AWS::ApiGateway::Method', Properties: properties });

test('a template without authorization has nothing to say', () => {
  expect(notes({ Post: method({ AuthorizationType: 'NONE', ApiKeyRequired: false }) })).toEqual([]);
});

test('what a signature proves is named once for all methods', () => {
  expect(notes({ A: method({ AuthorizationType: 'AWS_IAM' }), B: method({ AuthorizationType: 'AWS_IAM' }) })).toEqual([
    'A, B: what AWS_IAM asks beyond a Signature Version 4 of the last 5 minutes (signatures, regions and permissions are not checked, '
    + 'and of $context.identity only accessKey is known)',
  ]);
});

test('whose tokens pass is named', () => {
  const pools = { Type: 'COGNITO_USER_POOLS', ProviderARNs: ['arn:aws:cognito-idp:eu-west-1:1:userpool/eu-west-1_A', 'arn:aws:cognito-idp:eu-west-1:1:userpool/eu-west-1_B'] };
  expect(notes({ Pools: { Type: 'AWS::ApiGateway::Authorizer', Properties: pools } })).toEqual([
    'Pools: the signatures of tokens (every token of https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A or '
    + 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_B that has not expired counts as signed)',
  ]);
});

test('an authorizer that the template does not define is named', () => {
  expect(notes({ Post: method({ AuthorizationType: 'CUSTOM', AuthorizerId: 'abc123' }) })).toEqual([
    'Post: the authorizer abc123, which the template does not define (replies 500)',
  ]);
});

test('keys with a value of their own and quotas are named', () => {
  const given = { Enabled: true, Value: 'a-key-of-more-than-20-characters' };
  expect(notes({
    Post: method({ ApiKeyRequired: true }),
    Given: { Type: 'AWS::ApiGateway::ApiKey', Properties: given },
    Made: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true } },
    Off: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: false } },
    Plan: { Type: 'AWS::ApiGateway::UsagePlan', Properties: { Quota: { Limit: 5, Period: 'DAY' } } },
    Free: { Type: 'AWS::ApiGateway::UsagePlan', Properties: {} },
  })).toEqual(['Made: the value that AWS makes or keeps for it (here it has one of its own)', 'Plan: the quota over several runs (each run counts from 0)']);
});

test('a property that nothing follows is left over', () => {
  const plan = { Type: 'AWS::ApiGateway::UsagePlan', Properties: { ApiStages: [{ ApiId: 'a', Stage: 's', Throttle: {}, Other: 1 }], Quota: {}, New: true } };
  expect([...uncovered(deployed({ Resources: { Plan: plan } }), authorizationCoverage).properties.get('AWS::ApiGateway::UsagePlan')!]).toEqual(['ApiStages.Other', 'New']);
});
