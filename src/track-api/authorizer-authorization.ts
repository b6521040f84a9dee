import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as cognito from 'aws-cdk-lib/aws-cognito';
import { Token } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import type { AuthorizerOptions, UserPoolsOptions } from './authorization-options';
import { requireKind, requireKinds } from '../private/kinds';
import { invalid, requireSeconds } from '../private/validate';

const HEADER_SOURCE = /^method\.request\.header\.(.+)$/;

/** @throws Error if there is no pool, or a value is out of its range */
export function validateUserPools(scope: IConstruct, userPools: cognito.IUserPool[], options: UserPoolsOptions): void {
  const what = 'authorization.userPools';
  requireKind(scope, what, userPools, 'list');
  if (userPools.length === 0) {
    throw invalid(scope, { what, got: 'an empty list', allowed: '1 user pool or more', fix: 'give the pools whose users may send events' });
  }
  userPools.forEach((pool, n) => requireKind(scope, `${what}[${n}]`, pool, 'userPool'));
  requireKinds(scope, options, { scopes: 'list', resultsCacheTtl: 'duration' }, `${what}.`);
  requireSeconds(scope, `${what}.resultsCacheTtl`, options.resultsCacheTtl, 0, 3600);
  requireScopes(scope, `${what}.scopes`, options.scopes);
}

/** Asks for a token of a user pool. */
export function bindUserPools(place: Construct, userPools: cognito.IUserPool[], options: UserPoolsOptions) {
  return {
    authorizationType: apigateway.AuthorizationType.COGNITO,
    authorizer: new apigateway.CognitoUserPoolsAuthorizer(place, 'Authorizer', {
      cognitoUserPools: userPools,
      resultsCacheTtl: options.resultsCacheTtl,
    }),
    authorizationScopes: options.scopes,
  };
}

/** @throws Error if it is no authorizer, or one that takes no scopes */
export function validateAuthorizer(scope: IConstruct, authorizer: apigateway.IAuthorizer, options: AuthorizerOptions): void {
  const what = 'authorization.authorizer';
  requireKind(scope, what, authorizer, 'authorizer');
  requireKinds(scope, options, { scopes: 'list' }, `${what}.`);
  requireScopes(scope, `${what}.scopes`, options.scopes);
  const authorizationType = typeOf(authorizer);
  if (options.scopes && authorizationType !== apigateway.AuthorizationType.COGNITO) {
    throw invalid(scope, {
      what: `${what}.scopes`,
      got: `scopes for an authorizer of the type ${authorizationType}`,
      allowed: 'scopes for one of the type COGNITO_USER_POOLS',
      fix: 'leave them out, and let the function of the authorizer look at the scopes',
    });
  }
}

/** Asks an authorizer of someone else. */
export function bindAuthorizer(authorizer: apigateway.IAuthorizer, options: AuthorizerOptions) {
  return { authorizationType: typeOf(authorizer), authorizer, authorizationScopes: options.scopes, credentialHeaders: headersOf(authorizer) };
}

function typeOf(authorizer: apigateway.IAuthorizer): apigateway.AuthorizationType {
  return authorizer.authorizationType ?? apigateway.AuthorizationType.CUSTOM;
}

function requireScopes(scope: IConstruct, what: string, scopes: string[] | undefined): void {
  if (scopes?.length === 0) {
    throw invalid(scope, { what, got: 'an empty list', allowed: '1 scope or more', fix: 'leave it out' });
  }
}

/** Where it looks for credentials, as far as that is known at synth: a page must be allowed to send them. */
function headersOf(authorizer: apigateway.IAuthorizer): string[] {
  const resource = (authorizer as Partial<Construct>).node?.defaultChild as apigateway.CfnAuthorizer | undefined;
  const source = resource?.identitySource;
  if (source === undefined || Token.isUnresolved(source)) {
    return [];
  }
  return source.split(',').flatMap((each) => HEADER_SOURCE.exec(each.trim())?.[1] ?? []);
}
