import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as cognito from 'aws-cdk-lib/aws-cognito';
import type { Construct, IConstruct } from 'constructs';
import { bindApiKey, validateApiKey } from './api-key-authorization';
import type { AuthorizationKind } from './authorization-kind';
import type { ApiKeyAuthorizationOptions, AuthorizerOptions, UserPoolsOptions } from './authorization-options';
import { bindAuthorizer, bindUserPools, validateAuthorizer, validateUserPools } from './authorizer-authorization';

/**
 * What an authorization is told about the API.
 */
export interface TrackAuthorizationBindOptions {
  /** The API whose methods ask for credentials, with its stage. */
  readonly restApi: apigateway.IRestApi;
}

/**
 * What the methods of the API get from an authorization.
 */
export interface TrackAuthorizationConfig {
  /** Which credentials `POST /track` and `POST /batch` ask for. `OPTIONS` stays open: a preflight never carries any. */
  readonly authorizationType: apigateway.AuthorizationType;

  /**
   * What checks them.
   *
   * @default - API Gateway itself, if anything does
   */
  readonly authorizer?: apigateway.IAuthorizer;

  /**
   * One of these scopes must be in an access token: 1 or more, as tokens have them, such as `<resource server>/<scope>`.
   *
   * @default - identity tokens are asked for
   */
  readonly authorizationScopes?: string[];

  /**
   * Whether a request must carry the key of a usage plan.
   *
   * @default false
   */
  readonly apiKeyRequired?: boolean;

  /**
   * The key that was made for the API.
   *
   * @default - none was made
   */
  readonly apiKey?: apigateway.IApiKey;

  /**
   * Headers that credentials come in, which a preflight then allows pages to send: names of at least 1 of `A-Z a-z 0-9 ! # $ % & * + . ^ _ | ~ -`.
   *
   * @default - those of API Gateway: `Authorization`, `X-Api-Key`, `X-Amz-Date`, `X-Amz-Security-Token`
   */
  readonly credentialHeaders?: string[];
}

/**
 * Who may send events. The choices are the static members; an own one extends this class.
 *
 * `OPTIONS` stays open with each of them. CORS is not access control: it tells browsers which pages may read a reply, and stops nobody else.
 */
export abstract class TrackAuthorization {
  /**
   * Anyone who knows the URL may send events. Chosen here it is meant, and no warning is given.
   */
  static none(): TrackAuthorization {
    return new Choice({ kind: 'none', bind: () => ({ authorizationType: apigateway.AuthorizationType.NONE }) });
  }

  /**
   * Requests carry the key of a usage plan in the header `x-api-key`; without one they get 403, above its throttle or quota 429.
   *
   * A key tells clients apart and slows each of them down. It is no proof of who calls, and a usage plan is no cost control: AWS applies both as well
   * as it can, not exactly.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
   * @throws Error when the API is made, if a limit is out of its range
   */
  static apiKey(options: ApiKeyAuthorizationOptions = {}): TrackAuthorization {
    return new Choice({
      kind: 'apiKey',
      validate: (scope) => validateApiKey(scope, options),
      bind: (scope, { restApi }) => bindApiKey(scope, restApi, options),
    });
  }

  /**
   * Requests are signed with AWS credentials (Signature Version 4) whose owner may call the API: `grantTrack` gives that permission. Others get 403.
   *
   * A path that does not exist gets 403 then, not 404: API Gateway has one reply for both.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html
   */
  static iam(): TrackAuthorization {
    return new Choice({ kind: 'iam', bind: () => ({ authorizationType: apigateway.AuthorizationType.IAM }) });
  }

  /**
   * Requests carry a token of one of these Cognito user pools in the header `Authorization`; others get 401.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
   * @throws Error when the API is made, if the list is empty
   */
  static userPools(userPools: cognito.IUserPool[], options: UserPoolsOptions = {}): TrackAuthorization {
    return new Choice({
      kind: 'userPools',
      validate: (scope) => validateUserPools(scope, userPools, options),
      bind: (scope) => bindUserPools(scope, userPools, options),
    });
  }

  /**
   * An authorizer decides, such as a `TokenAuthorizer` or a `RequestAuthorizer` with a Lambda function of yours. It serves one API only. Its function is
   * paid for each request whose answer is not cached.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
   * @throws Error when the API is made, if it is no authorizer
   */
  static authorizer(authorizer: apigateway.IAuthorizer, options: AuthorizerOptions = {}): TrackAuthorization {
    return new Choice({
      kind: authorizer?.authorizationType === apigateway.AuthorizationType.COGNITO ? 'userPools' : 'authorizer',
      validate: (scope) => validateAuthorizer(scope, authorizer, options),
      bind: () => bindAuthorizer(authorizer, options),
    });
  }

  /**
   * Called once by the API, which then asks its methods for what the configuration says.
   *
   * @param scope where the parts of the authorization are made; of an API in another stack, it lies in that stack
   */
  abstract bind(scope: Construct, options: TrackAuthorizationBindOptions): TrackAuthorizationConfig;

  /**
   * Which choice it is; none of them if it is one of someone else's own.
   * @internal
   */
  get _kind(): AuthorizationKind | undefined {
    return undefined;
  }

  /**
   * Called before anything is built.
   *
   * @throws Error if an option is out of its limits
   * @internal
   */
  _validate(_scope: IConstruct): void {
    // One of someone else's own says so when it is bound.
  }
}

interface Chosen {
  readonly kind: AuthorizationKind;
  readonly validate?: (scope: IConstruct) => void;
  readonly bind: (scope: Construct, options: TrackAuthorizationBindOptions) => TrackAuthorizationConfig;
}

class Choice extends TrackAuthorization {
  constructor(private readonly chosen: Chosen) {
    super();
  }

  bind(scope: Construct, options: TrackAuthorizationBindOptions): TrackAuthorizationConfig {
    return this.chosen.bind(scope, options);
  }

  /** @internal */
  get _kind(): AuthorizationKind {
    return this.chosen.kind;
  }

  /** @internal */
  _validate(scope: IConstruct): void {
    this.chosen.validate?.(scope);
  }
}
