import { RATE, guarded } from './guarded-api';
import { WebAcls } from '../../../cli/waf/web-acls';

test('a web ACL guards the stage that it is associated with, and no other', () => {
  const deployment = guarded([{ ...RATE, statement: { rateBasedStatement: { limit: 1, aggregateKeyType: 'IP', evaluationWindowSec: 60 } } }]);
  const [{ ref: api }] = deployment.resources('AWS::ApiGateway::RestApi');
  const acls = new WebAcls(deployment, () => 0);
  const request = { sourceIp: '203.0.113.7', bodySize: 0 };
  const webAclArn = expect.stringMatching(/^arn:aws:wafv2:us-east-1:000000000000:regional\/webacl\/Acl\/[0-9a-f-]{36}$/);
  expect([acls.judge(api, 'dev', request), acls.judge(api, 'dev', request)]).toEqual([{ isBlocked: false, webAclArn }, { isBlocked: true, webAclArn }]);
  expect([acls.judge(api, 'prod', request), acls.judge('other', 'dev', request)]).toEqual([undefined, undefined]);
});

test('a web ACL outside of the template guards nothing', () => {
  const deployment = guarded([RATE], 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/central/1');
  const [{ ref: api }] = deployment.resources('AWS::ApiGateway::RestApi');
  expect(new WebAcls(deployment).judge(api, 'dev', { sourceIp: '', bodySize: 0 })).toBeUndefined();
});
