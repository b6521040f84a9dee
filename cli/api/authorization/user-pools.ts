import type { Authorizer } from './access-check';
import { identitySource } from './identity-source';
import type { IdentitySource } from './identity-source';
import { readClaims } from './json-web-token';
import { validationExpression } from './validation-expression';
import { Failure } from '../../failure';
import type { Resource } from '../../template/deployment';
import { urlSuffixOf } from '../../template/environment';
import type { ApiRequest } from '../api-request';
import { GatewayError } from '../gateway-error';

/** Times, which API Gateway shows as texts like `Wed Oct 30 22:31:03 UTC 2019`. */
const TIME_CLAIMS = ['exp', 'iat'];

/** Takes tokens of Cognito user pools. Whether a pool signed them is not checked: its keys are not here. */
export class UserPools implements Authorizer {
  readonly authorizationType = 'COGNITO_USER_POOLS';
  private readonly issuers: readonly string[];
  private readonly identityOf: IdentitySource;
  private readonly audience: RegExp | undefined;

  /** @param now milliseconds since the epoch */
  constructor(resource: Resource, private readonly now: () => number) {
    const { IdentitySource: source = 'method.request.header.Authorization', IdentityValidationExpression: expression } = resource.properties;
    this.issuers = issuers(resource);
    this.identityOf = identitySource(source, resource.logicalId);
    this.audience = validationExpression(resource, expression);
  }

  /** A method with scopes wants an access token that has one of them, any other the token that says who the user is. */
  check(request: ApiRequest, _path: string, scopes: readonly string[]): void {
    const token = this.identityOf(request)?.[0].replace(/^Bearer +/i, '');
    const claims = token === undefined ? undefined : readClaims(token);
    if (claims === undefined) throw unauthorized(token === undefined ? 'no token' : 'the token is not a JSON Web Token');
    if (!this.issuers.includes(String(claims.iss))) throw unauthorized('the token is of another issuer than the user pools');
    const use = scopes.length > 0 ? 'access' : 'id';
    if (claims.token_use !== use) throw unauthorized(`the method wants an ${use} token`);
    if (typeof claims.exp !== 'number') throw unauthorized('the token does not say when it expires');
    if (claims.exp * 1000 <= this.now()) throw new GatewayError('UNAUTHORIZED', { message: 'The incoming token has expired' });
    // An access token names its client elsewhere.
    if (this.audience?.test(String(claims.aud ?? claims.client_id)) === false) throw unauthorized('the audience of the token does not match IdentityValidationExpression');
    const given = typeof claims.scope === 'string' ? claims.scope.split(' ') : [];
    if (scopes.length > 0 && !scopes.some(scope => given.includes(scope))) throw unauthorized('the token has none of the scopes of the method');
    request.context.authorizer = { claims: Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, claimText(name, value)])) };
  }
}

function unauthorized(reason: string): GatewayError {
  return new GatewayError('UNAUTHORIZED', { reason });
}

/** Who must have issued a token, for each of the pools: `https://cognito-idp.<region>.amazonaws.com/<pool id>`. */
export function issuers({ logicalId, properties: { ProviderARNs: arns = [] } }: Resource): string[] {
  return (arns as unknown[]).map(arn => {
    const [, region, pool] = /^arn:[^:]+:cognito-idp:([^:]+):[^:]*:userpool\/(.+)$/.exec(String(arn)) ?? [];
    if (region === undefined) {
      throw new Failure(`${logicalId}: ProviderARNs has ${String(arn)}, allowed is arn:<partition>:cognito-idp:<region>:<account>:userpool/<id>`);
    }
    return `https://cognito-idp.${region}.${urlSuffixOf(region)}/${pool}`;
  });
}

function claimText(name: string, value: unknown): string {
  if (TIME_CLAIMS.includes(name) && typeof value === 'number') return timeText(value);
  if (Array.isArray(value)) return value.map(String).join(',');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** As Java prints a date. */
function timeText(seconds: number): string {
  const time = new Date(seconds * 1000);
  if (Number.isNaN(time.getTime())) return String(seconds);
  const [weekday, day, month, year, clock] = time.toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${day} ${clock} UTC ${year}`;
}
