import type { APIGatewayRequestAuthorizerEvent, APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import type { ApiRequest } from '../api-request';

/** What the function of an authorizer of type TOKEN is called with. */
export function tokenEvent(authorizationToken: string, methodArn: string): APIGatewayTokenAuthorizerEvent {
  return { type: 'TOKEN', methodArn, authorizationToken };
}

/**
 * What the function of an authorizer of type REQUEST is called with.
 * @param path below the stage, as the client sent it
 */
export function requestEvent(request: ApiRequest, path: string, methodArn: string): APIGatewayRequestAuthorizerEvent {
  const { context, parameters, sent, stageVariables } = request;
  const { identity } = context;
  return {
    type: 'REQUEST',
    methodArn,
    resource: context.resourcePath,
    path: path === '' ? '/' : path,
    httpMethod: context.httpMethod,
    headers: parameters.header,
    multiValueHeaders: allValues(pairs(sent.rawHeaders)),
    queryStringParameters: parameters.querystring,
    multiValueQueryStringParameters: allValues(new URLSearchParams(sent.query)),
    pathParameters: parameters.path,
    stageVariables: { ...stageVariables },
    requestContext: {
      resourceId: context.resourceId,
      resourcePath: context.resourcePath,
      httpMethod: context.httpMethod,
      extendedRequestId: context.extendedRequestId,
      requestTime: context.requestTime,
      path: context.path,
      accountId: context.accountId,
      protocol: context.protocol,
      stage: context.stage,
      domainPrefix: context.domainPrefix,
      requestTimeEpoch: context.requestTimeEpoch,
      requestId: context.requestId,
      identity: {
        cognitoIdentityPoolId: null,
        accountId: null,
        cognitoIdentityId: null,
        caller: null,
        sourceIp: identity.sourceIp,
        principalOrgId: null,
        accessKey: null,
        apiKey: identity.apiKey ?? null,
        apiKeyId: identity.apiKeyId ?? null,
        cognitoAuthenticationType: null,
        cognitoAuthenticationProvider: null,
        userArn: null,
        userAgent: identity.userAgent,
        user: null,
        clientCert: null,
      },
      domainName: context.domainName,
      apiId: context.apiId,
      authorizer: undefined,
    },
  };
}

function* pairs(rawHeaders: readonly string[]): Generator<[string, string]> {
  for (let index = 0; index < rawHeaders.length; index += 2) yield [rawHeaders[index], rawHeaders[index + 1]];
}

function allValues(given: Iterable<[string, string]>): Record<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of given) values.set(name, [...values.get(name) ?? [], value]);
  return Object.fromEntries(values);
}
