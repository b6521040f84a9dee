import { authorizationCoverage, authorizationNotes } from './authorization/coverage';
import { describeIntegration, serviceAction } from './integration';
import type { Coverage, Deployment, Resource } from '../template/deployment';

/** What the API server does with the properties of each type it reads. */
export const apiCoverage: Coverage = {
  ...authorizationCoverage,
  'AWS::ApiGateway::RestApi': {
    run: ['ApiKeySourceType', 'DisableExecuteApiEndpoint'],
    // The first two are looked at by apiNotes.
    inert: ['EndpointConfiguration', 'Policy', 'Name', 'Description', 'Tags', 'FailOnWarnings', 'SecurityPolicy', 'EndpointAccessMode'],
  },
  'AWS::ApiGateway::Resource': { run: ['RestApiId', 'ParentId', 'PathPart'], inert: [] },
  'AWS::ApiGateway::Method': {
    run: [
      'ApiKeyRequired', 'AuthorizationScopes', 'AuthorizationType', 'AuthorizerId',
      'RestApiId', 'ResourceId', 'HttpMethod', 'RequestModels', 'RequestParameters', 'RequestValidatorId', 'MethodResponses',
      'Integration.Type', 'Integration.Uri', 'Integration.RequestTemplates', 'Integration.PassthroughBehavior', 'Integration.TimeoutInMillis',
      'Integration.IntegrationResponses.SelectionPattern', 'Integration.IntegrationResponses.StatusCode',
      'Integration.IntegrationResponses.ResponseParameters', 'Integration.IntegrationResponses.ResponseTemplates',
    ],
    // The values of the first are looked at by apiNotes.
    inert: ['Integration.RequestParameters', 'Integration.Credentials', 'Integration.IntegrationHttpMethod', 'OperationName'],
  },
  'AWS::ApiGateway::Model': { run: ['RestApiId', 'Name', 'Schema'], inert: ['ContentType', 'Description'] },
  'AWS::ApiGateway::RequestValidator': { run: ['RestApiId', 'ValidateRequestBody', 'ValidateRequestParameters'], inert: ['Name'] },
  'AWS::ApiGateway::GatewayResponse': { run: ['RestApiId', 'ResponseType', 'StatusCode', 'ResponseParameters', 'ResponseTemplates'], inert: [] },
  'AWS::ApiGateway::Deployment': { run: ['RestApiId', 'StageName', 'StageDescription.MethodSettings', 'StageDescription.Variables', 'StageDescription.AccessLogSetting'], inert: ['Description'] },
  'AWS::ApiGateway::Stage': {
    run: [
      // Where the log goes is looked at by accessLogNotes.
      'RestApiId', 'StageName', 'Variables', 'AccessLogSetting.DestinationArn', 'AccessLogSetting.Format',
      'MethodSettings.ResourcePath', 'MethodSettings.HttpMethod', 'MethodSettings.ThrottlingRateLimit', 'MethodSettings.ThrottlingBurstLimit',
    ],
    inert: ['DeploymentId', 'Description', 'DocumentationVersion', 'Tags', 'TracingEnabled', 'MethodSettings.MetricsEnabled', 'MethodSettings.LoggingLevel', 'MethodSettings.DataTraceEnabled'],
  },
};

/** The values, rather than the properties, that the API server does not run; one line each. */
export function apiNotes(deployment: Deployment, services: readonly string[]): string[] {
  const notes = [
    ...deployment.resources('AWS::ApiGateway::RestApi').flatMap(privacyNotes),
    ...deployment.resources('AWS::ApiGateway::Method').flatMap(method => methodNotes(method, services)),
  ];
  for (const { logicalId, properties } of deployment.resources('AWS::ApiGateway::Model')) {
    if (/"format":/.test(JSON.stringify(properties.Schema ?? {}))) notes.push(`${logicalId}: format in a schema`);
  }
  return [...notes, ...authorizationNotes(deployment)];
}

/** Who may reach an API is up to a network and a policy that are not here. */
function privacyNotes({ logicalId, properties: { Policy: policy, EndpointConfiguration: endpoint = {} } }: Resource): string[] {
  const guards = [
    ...[endpoint.Types ?? []].flat().includes('PRIVATE') ? ['the private network'] : [],
    ...policy === undefined ? [] : ['the resource policy'],
  ];
  return guards.length === 0 ? [] : [`${logicalId}: ${guards.join(' and ')} (every request on this machine passes)`];
}

function methodNotes(method: Resource, services: readonly string[]): string[] {
  const { Integration: integration = {} } = method.properties;
  const notes: string[] = [];
  const note = (text: string) => notes.push(`${method.logicalId}: ${text}`);
  const action = serviceAction(integration.Uri);
  const isRun = integration.Type === 'MOCK' || (integration.Type === 'AWS' && action !== undefined && services.includes(action.service));
  if (!isRun) note(`${describeIntegration(method)} (replies 500)`);
  for (const [target, source] of Object.entries<string>(integration.RequestParameters ?? {})) {
    if (!/^'.*'$/s.test(source)) note(`integration parameter ${target} = ${source}`);
  }
  return notes;
}
