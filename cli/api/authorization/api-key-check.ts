import type { AccessCheck } from './access-check';
import type { UsagePlans } from './usage-plans';
import type { Resource } from '../../template/deployment';
import type { ApiRequest } from '../api-request';
import { GatewayError } from '../gateway-error';

/** What the client sent as its key; a Lambda authorizer is told it too. */
export function noteApiKey({ headers, context }: ApiRequest): void {
  context.identity.apiKey = headers['x-api-key'];
}

/** Wants the value of a key whose usage plan has this stage, and counts the request for that key. */
export function apiKeyCheck({ properties: { HttpMethod: httpMethod } }: Resource, usagePlans: UsagePlans): AccessCheck {
  return ({ context }) => {
    const { apiId, stage, resourcePath, identity } = context;
    const found = identity.apiKey === undefined ? undefined : usagePlans.find(identity.apiKey, apiId, stage);
    if (found === undefined) {
      throw new GatewayError('INVALID_API_KEY', { reason: identity.apiKey === undefined ? 'no x-api-key' : 'the x-api-key is not of a usage plan of the stage' });
    }
    identity.apiKeyId = found.key.id;
    found.plan.admit(found.key.id, { apiId, stage, method: `${resourcePath}/${String(httpMethod)}` });
  };
}
