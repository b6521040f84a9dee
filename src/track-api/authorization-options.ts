import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { Duration } from 'aws-cdk-lib/core';

/**
 * Options of `TrackAuthorization.apiKey`.
 */
export interface ApiKeyAuthorizationOptions {
  /**
   * A usage plan of yours that gets the stage of the API, with the keys it has. Its limits are its own.
   *
   * @default - a plan for this API, with the limits and keys below
   */
  // Stages cannot be added to what only has the interface.
  // eslint-disable-next-line awscdk/no-construct-in-interface
  readonly usagePlan?: apigateway.UsagePlan;

  /**
   * How many requests each key may make: `rateLimit` in requests a second, `burstLimit` in requests. Not together with a plan of yours.
   *
   * @default - as many as the methods take
   */
  readonly throttle?: apigateway.ThrottleSettings;

  /**
   * How many requests each key may make in a day, a week or a month. Not together with a plan of yours.
   *
   * @default - no quota
   */
  readonly quota?: apigateway.QuotaSettings;

  /**
   * The keys that are let in: 1 or more. Not together with a plan of yours. The value of a key that is set in the app stands in the template for all to
   * read; leave it to API Gateway.
   *
   * @default - one key is made, of which API Gateway makes the value: `aws apigateway get-api-key --api-key <ApiKeyId> --include-value` shows it
   */
  readonly apiKeys?: apigateway.IApiKey[];
}

/**
 * Options of `TrackAuthorization.userPools`.
 */
export interface UserPoolsOptions {
  /**
   * Access tokens with one of these scopes are asked for: 1 or more, as tokens have them, such as `<resource server>/<scope>`.
   *
   * @default - identity tokens are asked for
   */
  readonly scopes?: string[];

  /**
   * How long API Gateway remembers that a token is good: 0 to 3,600 seconds.
   *
   * @default - 300 seconds
   */
  readonly resultsCacheTtl?: Duration;
}

/**
 * Options of `TrackAuthorization.authorizer`.
 */
export interface AuthorizerOptions {
  /**
   * Access tokens with one of these scopes are asked for: 1 or more, as tokens have them, such as `<resource server>/<scope>`. Only of an authorizer of user
   * pools.
   *
   * @default - none are asked for
   */
  readonly scopes?: string[];
}
