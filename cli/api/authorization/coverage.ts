import { needsApiKey } from './access';
import { enabledApiKeys } from './api-keys';
import { issuers } from './user-pools';
import type { Coverage, Deployment, Resource } from '../../template/deployment';

/** What the authorization of requests does with the properties of each type it reads. */
export const authorizationCoverage: Coverage = {
  'AWS::ApiGateway::ApiKey': {
    run: ['Enabled', 'Name', 'Value'],
    // Stages are the keys' own only where there are no usage plans, which is nowhere any more.
    inert: ['CustomerId', 'Description', 'GenerateDistinctId', 'StageKeys', 'Tags'],
  },
  'AWS::ApiGateway::Authorizer': {
    run: [
      'AuthorizerResultTtlInSeconds', 'AuthorizerUri', 'IdentitySource', 'IdentityValidationExpression', 'ProviderARNs', 'RestApiId', 'Type',
    ],
    inert: ['AuthType', 'AuthorizerCredentials', 'Name'],
  },
  'AWS::ApiGateway::UsagePlan': {
    run: ['ApiStages.ApiId', 'ApiStages.Stage', 'ApiStages.Throttle', 'Quota', 'Throttle'],
    inert: ['Description', 'Tags', 'UsagePlanName'],
  },
  'AWS::ApiGateway::UsagePlanKey': { run: ['KeyId', 'UsagePlanId'], inert: ['KeyType'] },
};

/** In what the authorization of requests differs from the one on AWS; one line each. */
export function authorizationNotes(deployment: Deployment): string[] {
  const methods = deployment.resources('AWS::ApiGateway::Method');
  const authorizers = deployment.resources('AWS::ApiGateway::Authorizer');
  return [
    ...signatureNote(methods.filter(({ properties }) => properties.AuthorizationType === 'AWS_IAM')),
    ...authorizers.filter(({ properties }) => properties.Type === 'COGNITO_USER_POOLS').map(tokenNote),
    ...methods.flatMap(method => authorizerNote(method, authorizers)),
    ...enabledApiKeys(deployment).filter(({ isGiven }) => !isGiven)
      .map(({ logicalId }) => `${logicalId}: the value that AWS makes or keeps for it (here it has one of its own)`),
    ...methods.some(needsApiKey) ? deployment.resources('AWS::ApiGateway::UsagePlan').flatMap(quotaNote) : [],
  ];
}

function signatureNote(methods: readonly Resource[]): string[] {
  if (methods.length === 0) return [];
  const names = methods.map(({ logicalId }) => logicalId).join(', ');
  return [`${names}: what AWS_IAM asks beyond a Signature Version 4 of the last 5 minutes (signatures, regions and permissions are not checked, `
    + 'and of $context.identity only accessKey is known)'];
}

function tokenNote(authorizer: Resource): string {
  return `${authorizer.logicalId}: the signatures of tokens (every token of ${issuers(authorizer).join(' or ')} that has not expired counts as signed)`;
}

function authorizerNote({ logicalId, properties }: Resource, authorizers: readonly Resource[]): string[] {
  const { AuthorizationType: type, AuthorizerId: id } = properties;
  if (!['CUSTOM', 'COGNITO_USER_POOLS'].includes(type) || authorizers.some(({ ref }) => ref === id)) return [];
  return [`${logicalId}: the authorizer ${String(id)}, which the template does not define (replies 500)`];
}

function quotaNote({ logicalId, properties }: Resource): string[] {
  return properties.Quota === undefined ? [] : [`${logicalId}: the quota over several runs (each run counts from 0)`];
}
