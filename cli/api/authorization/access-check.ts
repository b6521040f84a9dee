import type { ApiRequest } from '../api-request';

/**
 * Lets a request pass to its method, or throws the GatewayError that ends it. What it learns about the client stands in the request's context.
 * @param path below the stage, as the client sent it
 */
export type AccessCheck = (request: ApiRequest, path: string) => void | Promise<void>;

/** An `AWS::ApiGateway::Authorizer`, prepared to be asked. */
export interface Authorizer {
  /** The `AuthorizationType` of the methods that may use it. */
  readonly authorizationType: 'CUSTOM' | 'COGNITO_USER_POOLS';
  /** @param scopes the `AuthorizationScopes` of the method */
  check(request: ApiRequest, path: string, scopes: readonly string[]): void | Promise<void>;
}
