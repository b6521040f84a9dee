import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import { gatewayResponses } from './gateway-responses';
import type { GatewayReplyOptions } from './gateway-responses';
import { appClaims } from '../private/app-claims';
import { invalid } from '../private/validate';
import { warn } from '../private/warnings';

interface Claim {
  readonly owner: IConstruct;
  readonly replies: string;
}

/**
 * An API has one gateway response of a type, so pipelines that share an API share these too.
 *
 * @throws Error if another pipeline on the API has other replies
 */
export function requireSameReplies(scope: IConstruct, api: apigateway.RestApi, options: GatewayReplyOptions): void {
  const claim = claimOf(scope, api);
  if (claim && claim.replies !== repliesOf(options)) {
    throw invalid(scope, {
      what: 'http.api',
      got: `${api.node.path}, which has the replies of ${claim.owner.node.path}`,
      allowed: 'pipelines with the same allowedOrigins, allowedHeaders and batchMode on one API, which answers pages and refuses requests in one way',
      fix: 'give both the same, or this one an API of its own',
    });
  }
}

/** Adds the replies to an API of someone else, once, and leaves alone what it has. */
export function addGatewayResponsesOnce(owner: Construct, api: apigateway.RestApi, options: GatewayReplyOptions): void {
  if (claimOf(owner, api)) {
    return;
  }
  const replies = gatewayResponses(options);
  appClaims<Claim>(owner, 'gatewayResponses').set(api.node.path, { owner, replies: repliesOf(options) });
  const theirs = typesOf(api);
  for (const [id, reply] of Object.entries(replies).filter(([, { type }]) => !theirs.includes(type.responseType))) {
    api.addGatewayResponse(id, reply);
  }
  const kept = Object.values(replies).map(({ type }) => type.responseType).filter((type) => theirs.includes(type));
  if (kept.length > 0) {
    warn(owner, 'keptGatewayResponses', `http.api: got ${api.node.path} with gateway responses of its own (${kept.join(', ')}), which are kept; see that they carry `
      + 'CORS headers, and Retry-After where a client may try again');
  }
  owner.node.addValidation({ validate: () => duplicates(api) });
}

/** To be compared. */
function repliesOf(options: GatewayReplyOptions): string {
  return JSON.stringify([gatewayResponses(options), options.cors.agreement()]);
}

/** CloudFormation would find out at deployment only. */
function duplicates(api: apigateway.RestApi): string[] {
  const types = typesOf(api);
  return [...new Set(types.filter((type, n) => types.indexOf(type) !== n))].map((type) => `http.api: got ${api.node.path} with two gateway responses of the type ${type}, `
    + 'allowed one of a type; add yours before the pipeline, which then keeps it');
}

function typesOf(api: apigateway.RestApi): string[] {
  return Stack.of(api).node.findAll()
    .map((construct) => construct as Partial<apigateway.CfnGatewayResponse>)
    .filter(({ cfnResourceType, restApiId }) => cfnResourceType === 'AWS::ApiGateway::GatewayResponse' && restApiId === api.restApiId)
    .map(({ responseType }) => responseType!);
}

function claimOf(scope: IConstruct, api: apigateway.RestApi): Claim | undefined {
  return appClaims<Claim>(scope, 'gatewayResponses').get(api.node.path);
}
