import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import type { Size } from 'aws-cdk-lib/core';
import { Names, Stack, Token } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import { requireKind, requireKinds } from '../private/kinds';
import { invalid, requireRange, requireWhole } from '../private/validate';

/**
 * Options of `WebAcl.limits`: one of the two, or both.
 */
export interface WebAclLimits {
  /**
   * How many requests one address may make in five minutes: 10 to 2,000,000,000, preflights included. Further ones get 403. AWS counts about every ten
   * seconds, so that a burst gets through before it is seen.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
   * @default - as many as the throttle lets through
   */
  readonly requestsPerAddress?: number;

  /**
   * How large a body may be: 1 byte to 64 KiB, the most that WAF looks at. A larger one gets 403. Batches count whole. AWS bills requests more from 16 KiB on.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html
   * @default - 10 MB, the limit of API Gateway
   */
  readonly maxBodySize?: Size;
}

/**
 * A web access control list (AWS WAF) in front of the stage. The choices are the static members. It costs a monthly fee, and a fee for each rule and each
 * request.
 */
export abstract class WebAcl {
  /**
   * A web ACL that exists: a regional one of the same account and region.
   *
   * @param webAclArn `arn:<partition>:wafv2:<region>:<account>:regional/webacl/<name>/<id>`
   * @throws Error when the API is made, if it is known and is not one
   */
  static fromArn(webAclArn: string): WebAcl {
    return new Choice({
      validate: (scope) => requireRegional(scope, webAclArn),
      bind: () => webAclArn,
    });
  }

  /**
   * A web ACL of its own with up to two rules: how many requests an address may make, and how large a body may be. Whatever they do not block passes.
   *
   * @throws Error when the API is made, if there is no rule or a value is out of its limits
   */
  static limits(limits: WebAclLimits): WebAcl {
    return new Choice({
      validate: (scope) => validateLimits(scope, limits),
      bind: (place) => new wafv2.CfnWebACL(place, 'WebAcl', {
        scope: 'REGIONAL',
        defaultAction: { allow: {} },
        description: 'Limits in front of the API that takes events',
        visibilityConfig: visibility(metricOf(place)),
        rules: rulesOf(limits, metricOf(place)),
        associationConfig: limits.maxBodySize && inspectionOf(limits.maxBodySize),
      }).attrArn,
    });
  }

  /** Called once by the API, which then stands behind the web ACL. Gives its ARN. */
  abstract bind(scope: Construct): string;

  /**
   * Called before anything is built.
   *
   * @throws Error if a limit is out of its range
   * @internal
   */
  _validate(_scope: IConstruct): void {
    // One of someone else's own says so when it is bound.
  }
}

interface Chosen {
  readonly validate: (scope: IConstruct) => void;
  readonly bind: (scope: Construct) => string;
}

class Choice extends WebAcl {
  constructor(private readonly chosen: Chosen) {
    super();
  }

  bind(scope: Construct): string {
    return this.chosen.bind(scope);
  }

  /** @internal */
  _validate(scope: IConstruct): void {
    this.chosen.validate(scope);
  }
}

const WHAT = 'http.webAcl';
const ARN = /^arn:[^:]+:wafv2:([^:]+):[^:]*:regional\/webacl\/.+/;
const KIBIBYTE = 1024;
/** What WAF can look at, in KiB. */
const INSPECTION_LIMITS = [16, 32, 48, 64];
const MAX_BODY = 64 * KIBIBYTE;

/** A dimension of its metrics: two pipelines with one name would share them. */
function metricOf(place: Construct): string {
  return Names.uniqueResourceName(place, { separator: '-', maxLength: 100 });
}

function rulesOf({ requestsPerAddress, maxBodySize }: WebAclLimits, metric: string): wafv2.CfnWebACL.RuleProperty[] {
  const statements: [string, wafv2.CfnWebACL.StatementProperty][] = [];
  if (maxBodySize) {
    statements.push(['BodySize', {
      sizeConstraintStatement: {
        // What is too large to be looked at whole is too large.
        fieldToMatch: { body: { oversizeHandling: 'MATCH' } },
        comparisonOperator: 'GT',
        size: maxBodySize.toBytes(),
        textTransformations: [{ priority: 0, type: 'NONE' }],
      },
    }]);
  }
  if (requestsPerAddress !== undefined) {
    statements.push(['RequestRate', { rateBasedStatement: { aggregateKeyType: 'IP', limit: requestsPerAddress, evaluationWindowSec: 300 } }]);
  }
  return statements.map(([name, statement], priority) => ({ name, priority, statement, action: { block: {} }, visibilityConfig: visibility(`${metric}-${name}`) }));
}

function visibility(metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty {
  // A sample holds headers and addresses of clients.
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}

/** The smallest that shows whether a body is too large. */
function inspectionOf(maxBodySize: Size): wafv2.CfnWebACL.AssociationConfigProperty {
  const limit = INSPECTION_LIMITS.find((kibibytes) => maxBodySize.toBytes() <= kibibytes * KIBIBYTE);
  return { requestBody: { API_GATEWAY: { defaultSizeInspectionLimit: `KB_${limit}` } } };
}

function validateLimits(scope: IConstruct, limits: WebAclLimits): void {
  requireKind(scope, WHAT, limits, 'settings');
  requireKinds(scope, limits, { requestsPerAddress: 'number', maxBodySize: 'size' }, `${WHAT}.`);
  if (limits.requestsPerAddress === undefined && limits.maxBodySize === undefined) {
    throw invalid(scope, { what: WHAT, got: 'neither requestsPerAddress nor maxBodySize', allowed: 'one of them or both', fix: 'give a limit, or leave webAcl out' });
  }
  requireRange(scope, `${WHAT}.requestsPerAddress`, limits.requestsPerAddress, 10, 2_000_000_000, 'requests in five minutes');
  requireWhole(scope, `${WHAT}.requestsPerAddress`, limits.requestsPerAddress, 'requests in five minutes');
  const { maxBodySize } = limits;
  if (maxBodySize?.isUnresolved()) {
    throw invalid(scope, {
      what: `${WHAT}.maxBodySize`, got: 'a size that is known only at deployment (a token)', allowed: 'a size', fix: 'write it out: it decides how much of a body WAF looks at',
    });
  }
  requireRange(scope, `${WHAT}.maxBodySize`, maxBodySize?.toBytes(), 1, MAX_BODY, 'bytes', 'WAF looks at 64 KiB of a body at most: leave the rule out for larger ones');
}

function requireRegional(scope: IConstruct, webAclArn: string): void {
  requireKinds(scope, { webAcl: webAclArn }, { webAcl: 'text' }, 'http.');
  if (Token.isUnresolved(webAclArn)) {
    return;
  }
  const [, there] = ARN.exec(webAclArn) ?? [];
  const here = Stack.of(scope).region;
  if (there === undefined || (!Token.isUnresolved(here) && there !== here)) {
    throw invalid(scope, {
      what: WHAT,
      got: `'${webAclArn}'`,
      allowed: `arn:<partition>:wafv2:${Token.isUnresolved(here) ? '<region>' : here}:<account>:regional/webacl/<name>/<id>`,
      fix: 'give the ARN of a regional web ACL (WAFv2) of the region of the API; one of CloudFront does not work here',
    });
  }
}
