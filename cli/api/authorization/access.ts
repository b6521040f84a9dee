import type { AccessCheck } from './access-check';
import type { AccessServices } from './access-services';
import { apiKeyCheck, noteApiKey } from './api-key-check';
import { Authorization } from './authorization';
import type { Deployment, Resource } from '../../template/deployment';
import type { ApiRequest } from '../api-request';

export interface AccessProps extends AccessServices {
  readonly deployment: Deployment;
  readonly restApi: Resource;
}

/** Decides whether a request may call its method, in the order of API Gateway: its authorization first, then the API key and its usage plan. */
export class Access {
  private readonly checks = new Map<Resource, readonly AccessCheck[]>();

  constructor({ deployment, restApi, functions, usagePlans, now }: AccessProps) {
    const isKeyInHeader = restApi.properties.ApiKeySourceType !== 'AUTHORIZER';
    const authorization = new Authorization(deployment, restApi, functions, now);
    for (const method of deployment.resources('AWS::ApiGateway::Method').filter(({ properties }) => properties.RestApiId === restApi.ref)) {
      const isKeyRequired = needsApiKey(method);
      const checks = [
        isKeyRequired && isKeyInHeader ? noteApiKey : undefined,
        authorization.check(method),
        isKeyRequired ? apiKeyCheck(method, usagePlans) : undefined,
      ];
      this.checks.set(method, checks.filter(check => check !== undefined));
    }
  }

  async admit(method: Resource, request: ApiRequest, path: string): Promise<void> {
    for (const check of this.checks.get(method) ?? []) await check(request, path);
  }
}

/** CloudFormation takes booleans as texts too. */
export function needsApiKey({ properties: { ApiKeyRequired: isRequired } }: Resource): boolean {
  return isRequired === true || isRequired === 'true';
}
