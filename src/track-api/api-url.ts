import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { HttpOptions } from './http-options';

/** Where a path of the API is called. */
export function urlOf(api: apigateway.RestApi, path: string, domain: HttpOptions['domain']): string {
  if (domain) {
    return `${urlOfDomain(domain.domainName, domain.basePath)}${path}`;
  }
  const mapped = isClosed(api) ? mappedUrl(api) : undefined;
  return mapped === undefined ? api.urlForPath(path) : `${mapped}${path}`;
}

/** Whether an API of someone else is called under a domain only, and none is known. */
export function hasNoUrl(api: apigateway.RestApi): boolean {
  return isClosed(api) && mappedUrl(api) === undefined;
}

function isClosed(api: apigateway.RestApi): boolean {
  return (api.node.defaultChild as apigateway.CfnRestApi).disableExecuteApiEndpoint === true;
}

/** By the first domain that the API was given, and the base path that it has there. */
function mappedUrl(api: apigateway.RestApi): string | undefined {
  const mapping = api.domainName?.node.findAll()
    .map((construct) => construct as unknown as Record<string, string | undefined>)
    .find(({ cfnResourceType, restApiId, apiId }) => cfnResourceType !== undefined && [restApiId, apiId].includes(api.restApiId));
  return mapping && urlOfDomain(api.domainName!.domainName, mapping.basePath ?? mapping.apiMappingKey);
}

function urlOfDomain(domainName: string, basePath: string | undefined): string {
  return `https://${[domainName, ...basePath ? [basePath] : []].join('/')}`;
}
