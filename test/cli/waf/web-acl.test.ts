import { WebAcl } from '../../../cli/waf/web-acl';

function larger(size: number, oversize = 'CONTINUE') {
  return {
    SizeConstraintStatement: {
      ComparisonOperator: 'GT', Size: size, FieldToMatch: { Body: { OversizeHandling: oversize } }, TextTransformations: [{ Priority: 0, Type: 'NONE' }],
    },
  };
}

function acl(rules: readonly Record<string, any>[], properties: Record<string, any> = {}): WebAcl {
  const resource = {
    stack: 'S', logicalId: 'Acl', type: 'AWS::WAFv2::WebACL', ref: 'Acl|id|REGIONAL', arn: 'arn:acl', properties: { DefaultAction: { Allow: {} }, Rules: rules, ...properties },
  };
  return new WebAcl(resource, () => 0);
}

function blocked(webAcl: WebAcl, bodySize: number): boolean {
  return webAcl.blocks({ sourceIp: '127.0.0.1', bodySize });
}

test('without a rule that decides, the default action does', () => {
  expect(blocked(acl([]), 1)).toBe(false);
  expect(blocked(acl([], { DefaultAction: { Block: {} } }), 1)).toBe(true);
});

test('the rule with the lowest priority number decides first', () => {
  const allow = { Name: 'allow', Action: { Allow: {} }, Statement: larger(10) };
  const block = { Name: 'block', Action: { Block: {} }, Statement: larger(5) };
  const allowFirst = acl([{ ...block, Priority: 10 }, { ...allow, Priority: 9 }]);
  expect([4, 6, 11].map(size => blocked(allowFirst, size))).toEqual([false, true, false]);
  const blockFirst = acl([{ ...block, Priority: 9 }, { ...allow, Priority: 10 }]);
  expect([4, 6, 11].map(size => blocked(blockFirst, size))).toEqual([false, true, true]);
});

test('a rule that only counts decides nothing', () => {
  const counting = acl([{ Name: 'count', Priority: 0, Action: { Count: {} }, Statement: larger(0) }]);
  expect(blocked(counting, 1)).toBe(false);
});

test('requests that an earlier rule decides are not counted by a later one', () => {
  const webAcl = acl([
    { Name: 'small', Priority: 0, Action: { Allow: {} }, Statement: { NotStatement: { Statement: larger(5) } } },
    { Name: 'rate', Priority: 1, Action: { Block: {} }, Statement: { RateBasedStatement: { Limit: 1, AggregateKeyType: 'IP' } } },
  ]);
  expect([1, 1, 6, 6].map(size => blocked(webAcl, size))).toEqual([false, false, false, true]);
});

test.each([
  [undefined, 16],
  ['KB_16', 16],
  ['KB_32', 32],
  ['KB_48', 48],
  ['KB_64', 64],
])('with the limit %s bodies are looked at up to %s KB', (limit, kilobytes) => {
  const association = limit === undefined ? {} : { AssociationConfig: { RequestBody: { API_GATEWAY: { DefaultSizeInspectionLimit: limit } } } };
  const webAcl = acl([{ Name: 'oversize', Priority: 0, Action: { Block: {} }, Statement: larger(1_000_000, 'MATCH') }], association);
  expect([kilobytes * 1024, kilobytes * 1024 + 1].map(size => blocked(webAcl, size))).toEqual([false, true]);
});

test('a rule that is not followed never matches, and says why', () => {
  const webAcl = acl([
    { Name: 'geo', Priority: 0, Action: { Block: {} }, Statement: { GeoMatchStatement: { CountryCodes: ['AT'] } } },
    { Name: 'managed', Priority: 1, OverrideAction: { None: {} }, Statement: { ManagedRuleGroupStatement: {} } },
    { Name: 'captcha', Priority: 2, Action: { Captcha: {} }, Statement: larger(0) },
    { Name: 'size', Priority: 3, Action: { Block: {} }, Statement: larger(0) },
  ]);
  expect(webAcl.unfollowed).toEqual([
    { name: 'geo', reason: 'GeoMatchStatement' },
    { name: 'managed', reason: 'rules of a group' },
    { name: 'captcha', reason: 'the action Captcha' },
  ]);
  expect([blocked(webAcl, 0), blocked(webAcl, 1)]).toEqual([false, true]);
});
