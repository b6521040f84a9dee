import { Template } from 'aws-cdk-lib/assertions';
import { Lazy, Size } from 'aws-cdk-lib/core';
import { WebAcl } from '../../src';
import type { WebAclLimits } from '../../src';
import { trackApi } from '../support/edges';
import { newStack, theOnly } from '../support/stacks';

const ARN = 'arn:aws:wafv2:eu-west-1:111111111111:regional/webacl/mine/1';

function webAclOf(limits: WebAclLimits): any {
  const stack = newStack();
  trackApi(stack, { http: { webAcl: WebAcl.limits(limits) } });
  return theOnly(stack, 'AWS::WAFv2::WebACL').Properties;
}

describe('fromArn', () => {
  test('stands in front of the stage', () => {
    const stack = newStack();
    trackApi(stack, { http: { webAcl: WebAcl.fromArn(ARN) } });
    const { WebACLArn: arn, ResourceArn: resource } = theOnly(stack, 'AWS::WAFv2::WebACLAssociation').Properties;
    expect(arn).toBe(ARN);
    const [api] = Object.keys(Template.fromStack(stack).findResources('AWS::ApiGateway::RestApi'));
    const [stage] = Object.keys(Template.fromStack(stack).findResources('AWS::ApiGateway::Stage'));
    expect(resource['Fn::Join'][1].map((part: any) => part.Ref ?? part).join('')).toBe(`arn:AWS::Partition:apigateway:AWS::Region::/restapis/${api}/stages/${stage}`);
    Template.fromStack(stack).resourceCountIs('AWS::WAFv2::WebACL', 0);
  });

  test('takes one that is known only at deployment', () => {
    const stack = newStack();
    trackApi(stack, { http: { webAcl: WebAcl.fromArn(Lazy.string({ produce: () => ARN })) } });
    expect(theOnly(stack, 'AWS::WAFv2::WebACLAssociation').Properties.WebACLArn).toBe(ARN);
  });

  test('fails on one of another region', () => {
    const stack = newStack({ env: { account: '111111111111', region: 'us-east-1' } });
    expect(() => trackApi(stack, { http: { webAcl: WebAcl.fromArn(ARN) } })).toThrow(`[Test/Track] http.webAcl: got '${ARN}', allowed arn:<partition>:wafv2:us-east-1:`);
  });

  test.each(['mine', 'arn:aws:wafv2:us-east-1:111111111111:global/webacl/mine/1', 'arn:aws:waf-regional:eu-west-1:111111111111:webacl/1'])('fails on %s', (arn) => {
    expect(() => trackApi(newStack(), { http: { webAcl: WebAcl.fromArn(arn) } })).toThrow(`[Test/Track] http.webAcl: got '${arn}', allowed arn:<partition>:wafv2:`);
  });
});

describe('limits', () => {
  test('block an address that asks too often', () => {
    expect(webAclOf({ requestsPerAddress: 1000 })).toMatchObject({
      Scope: 'REGIONAL',
      DefaultAction: { Allow: {} },
      Rules: [{ Priority: 0, Action: { Block: {} }, Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 1000, EvaluationWindowSec: 300 } } }],
    });
  });

  test('block a body that is too large, and look at as much of it as that takes', () => {
    const acl = webAclOf({ maxBodySize: Size.kibibytes(20) });
    expect(acl.Rules).toEqual([expect.objectContaining({
      Action: { Block: {} },
      Statement: { SizeConstraintStatement: { FieldToMatch: { Body: { OversizeHandling: 'MATCH' } }, ComparisonOperator: 'GT', Size: 20_480, TextTransformations: [{ Priority: 0, Type: 'NONE' }] } },
    })]);
    expect(acl.AssociationConfig).toEqual({ RequestBody: { API_GATEWAY: { DefaultSizeInspectionLimit: 'KB_32' } } });
  });

  test.each([[1, 'KB_16'], [16, 'KB_16'], [17, 'KB_32'], [48, 'KB_48'], [64, 'KB_64']])('of %i KiB look at %s', (kibibytes, limit) => {
    expect(webAclOf({ maxBodySize: Size.kibibytes(kibibytes) }).AssociationConfig.RequestBody.API_GATEWAY.DefaultSizeInspectionLimit).toBe(limit);
  });

  test('may be both, each rule with a priority of its own', () => {
    const { Rules: rules } = webAclOf({ requestsPerAddress: 100, maxBodySize: Size.kibibytes(8) });
    expect(rules.map((rule: any) => [rule.Name, rule.Priority])).toEqual([['BodySize', 0], ['RequestRate', 1]]);
  });

  test('have metrics of their own in each pipeline', () => {
    const stack = newStack();
    ['One', 'Two'].forEach((id) => trackApi(stack, { http: { webAcl: WebAcl.limits({ requestsPerAddress: 100 }) } }, id));
    const names = Object.values(Template.fromStack(stack).findResources('AWS::WAFv2::WebACL'))
      .flatMap(({ Properties }) => [Properties, ...Properties.Rules].map(({ VisibilityConfig }) => VisibilityConfig.MetricName));
    expect(new Set(names).size).toBe(4);
  });

  test('keep no samples of requests, which hold addresses', () => {
    const acl = webAclOf({ requestsPerAddress: 100 });
    expect([acl, ...acl.Rules].map(({ VisibilityConfig }) => VisibilityConfig.SampledRequestsEnabled)).toEqual([false, false]);
  });

  test.each<[WebAclLimits, string]>([
    [{}, 'http.webAcl: got neither requestsPerAddress nor maxBodySize'],
    [{ requestsPerAddress: 9 }, 'http.webAcl.requestsPerAddress: got 9 requests in five minutes, allowed 10 to 2000000000'],
    [{ requestsPerAddress: 10.5 }, 'http.webAcl.requestsPerAddress: got 10.5 requests in five minutes, allowed whole'],
    [{ maxBodySize: Size.kibibytes(65) }, 'http.webAcl.maxBodySize: got 66560 bytes, allowed 1 to 65536 bytes; WAF looks at 64 KiB'],
    [{ maxBodySize: Size.bytes(0) }, 'http.webAcl.maxBodySize: got 0 bytes'],
    [{ maxBodySize: 5 as any }, 'http.webAcl.maxBodySize: got the number 5, allowed a Size'],
  ])('fail on %j', (limits, message) => {
    expect(() => trackApi(newStack(), { http: { webAcl: WebAcl.limits(limits) } })).toThrow(`[Test/Track] ${message}`);
  });
});
