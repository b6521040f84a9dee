import type { AccessCheck, Authorizer } from './access-check';
import { LambdaAuthorizer } from './lambda-authorizer';
import { checkSignature } from './signature-check';
import { UserPools } from './user-pools';
import { Failure } from '../../failure';
import type { Functions } from '../../services';
import type { Deployment, Resource } from '../../template/deployment';
import { GatewayError } from '../gateway-error';

/** What the `AuthorizationType` of a method asks of a request. */
export class Authorization {
  private readonly authorizers: ReadonlyMap<string, Authorizer>;

  constructor(deployment: Deployment, restApi: Resource, functions: Functions, private readonly now: () => number) {
    const prepare = (resource: Resource): Authorizer => {
      switch (resource.properties.Type) {
        case 'TOKEN':
        case 'REQUEST': return new LambdaAuthorizer(resource, restApi, deployment.region, functions, now);
        case 'COGNITO_USER_POOLS': return new UserPools(resource, now);
        default: throw new Failure(`${resource.logicalId}: Type is ${String(resource.properties.Type)}, allowed are TOKEN, REQUEST and COGNITO_USER_POOLS`);
      }
    };
    const ofApi = deployment.resources('AWS::ApiGateway::Authorizer').filter(({ properties }) => properties.RestApiId === restApi.ref);
    this.authorizers = new Map(ofApi.map(resource => [resource.ref, prepare(resource)]));
  }

  /** Undefined for a method that is open to anyone. */
  check(method: Resource): AccessCheck | undefined {
    const { AuthorizationType: type = 'NONE', AuthorizerId: authorizerId, AuthorizationScopes: scopes = [] } = method.properties;
    switch (type) {
      case 'NONE': return undefined;
      case 'AWS_IAM': return request => checkSignature(request, this.now());
      case 'CUSTOM':
      case 'COGNITO_USER_POOLS': return this.askAuthorizer(method, type, String(authorizerId), scopes);
      default: throw new Failure(`${method.logicalId}: AuthorizationType is ${String(type)}, allowed are NONE, AWS_IAM, CUSTOM and COGNITO_USER_POOLS`);
    }
  }

  private askAuthorizer({ logicalId }: Resource, type: string, authorizerId: string, scopes: readonly string[]): AccessCheck {
    const authorizer = this.authorizers.get(authorizerId);
    if (authorizer === undefined) {
      return () => { throw new GatewayError('AUTHORIZER_CONFIGURATION_ERROR', { reason: `${logicalId}: the template does not define its authorizer ${authorizerId}` }); };
    }
    if (authorizer.authorizationType !== type) {
      throw new Failure(`${logicalId}: AuthorizationType is ${type}, its authorizer is one for ${authorizer.authorizationType}`);
    }
    return (request, path) => authorizer.check(request, path, scopes);
  }
}
