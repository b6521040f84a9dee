import { needsApiKey } from '../api/authorization/access';
import type { ApiKey } from '../api/authorization/api-keys';
import { readMappings } from '../api/base-path-mapping';
import { domainResources } from '../api/custom-domain';
import { serviceAction } from '../api/integration';
import { readStages } from '../api/stage';
import { Models } from '../api/validator';
import type { Deployment, Resource } from '../template/deployment';

/** An event that shows how one is sent. */
export const SAMPLE_EVENT = { name: 'signup', plan: 'pro' };

/** A path that takes events, with what a client has to send. */
export interface EventRoute {
  readonly url: string;
  /** Whether it takes an array of events. */
  readonly isBatch: boolean;
  /** How many events a batch may have; undefined if its model does not say. */
  readonly maxEvents: number | undefined;
  /** Whether its model takes the sample event. */
  readonly takesSample: boolean;
  /** The names of headers and query parameters that an authorizer reads. */
  readonly identityHeaders: readonly string[];
  readonly identityParameters: readonly string[];
  /** The value of `x-api-key`; undefined if the path needs none. */
  readonly apiKey: string | undefined;
  /** The region that requests are signed for; undefined if they need no signature. */
  readonly signingRegion: string | undefined;
}

/**
 * Every `POST` of the template that puts records into a stream, at each stage of its API.
 * @param toLocal rewrites a URL of AWS to where the run serves it
 * @param keysOf the API keys that one of these APIs takes
 * @param outputs values of outputs, as they are here: where there is more than one URL, the one that an output names is taken
 */
export function findEventRoutes(
  deployment: Deployment, toLocal: (url: string) => string, keysOf: (apiIds: readonly string[]) => readonly ApiKey[], outputs: readonly string[],
): readonly EventRoute[] {
  return deployment.resources('AWS::ApiGateway::RestApi').flatMap((restApi) => {
    const ofApi = (type: string) => deployment.resources(type).filter(({ properties }) => properties.RestApiId === restApi.ref);
    const models = new Models(restApi.ref, ofApi('AWS::ApiGateway::Model'));
    const resources = ofApi('AWS::ApiGateway::Resource');
    const apiKey = restApi.properties.ApiKeySourceType === 'AUTHORIZER' ? undefined : keysOf([restApi.ref])[0]?.value ?? '<key>';
    const stages = [...readStages(deployment, restApi, () => 0).keys()];
    const methods = ofApi('AWS::ApiGateway::Method').filter(({ properties: { HttpMethod: method, Integration: integration } }) => (
      (method === 'POST' || method === 'ANY') && serviceAction(integration?.Uri)?.service === 'firehose'));
    return methods.flatMap((method) => stages.flatMap((stage) => {
      const path = pathOf(method.properties.ResourceId, resources);
      const urls = awsUrls(deployment, restApi, stage, path).map(toLocal);
      const url = urls.find((each) => outputs.includes(each)) ?? urls[0];
      return url === undefined ? [] : [{ url, ...describeRoute(deployment, method, path, models, apiKey) }];
    }));
  });
}

function describeRoute(deployment: Deployment, method: Resource, path: string, models: Models, apiKey: string | undefined): Omit<EventRoute, 'url'> {
  const { AuthorizationType: type, AuthorizerId: authorizerId, Integration: integration, RequestModels: requestModels = {} } = method.properties;
  const modelName: string | undefined = requestModels['application/json'];
  const validate = modelName === undefined ? undefined : models.validate(modelName, method.logicalId);
  const isBatch = serviceAction(integration.Uri)?.action === 'PutRecordBatch' || path.endsWith('/batch');
  const schema = validate?.schema as { readonly maxItems?: number } | undefined;
  const identity = deployment.resources('AWS::ApiGateway::Authorizer').filter(({ ref }) => ref === authorizerId).flatMap(identityExpressions);
  const named = (kind: string) => identity.filter((text) => text.startsWith(`method.request.${kind}.`)).map((text) => text.split('.').slice(3).join('.'));
  return {
    isBatch,
    maxEvents: schema?.maxItems,
    takesSample: validate?.(isBatch ? [SAMPLE_EVENT] : SAMPLE_EVENT) !== false,
    identityHeaders: named('header'),
    identityParameters: named('querystring'),
    apiKey: needsApiKey(method) ? apiKey : undefined,
    signingRegion: type === 'AWS_IAM' ? deployment.region : undefined,
  };
}

function identityExpressions({ properties: { IdentitySource: source, Type: type } }: Resource): string[] {
  const text = source ?? (type === 'REQUEST' ? '' : 'method.request.header.Authorization');
  return String(text).split(',').map((part) => part.trim()).filter((part) => part !== '');
}

/** The URLs of a path as they are on AWS: at the API's own address, and at each custom domain that leads to the stage. */
function awsUrls(deployment: Deployment, restApi: Resource, stage: string, path: string): string[] {
  const isDisabled = String(restApi.properties.DisableExecuteApiEndpoint) === 'true';
  // A wildcard is no address that a client can call.
  const domains = domainResources(deployment).filter(({ ref }) => !ref.startsWith('*'));
  const atDomains = domains.flatMap(({ ref }) => readMappings(deployment, ref)
    .filter((mapping) => mapping.restApiId === restApi.ref && (mapping.stage ?? stage) === stage)
    .map((mapping) => {
      const parts = [ref, mapping.basePath, mapping.stage === undefined ? stage : ''].filter((part) => part !== '');
      return `https://${parts.join('/')}${path}`;
    }));
  return [...isDisabled ? [] : [`https://${restApi.ref}.execute-api.${deployment.region}.amazonaws.com/${stage}${path}`], ...atDomains];
}

function pathOf(resourceId: string, resources: readonly Resource[]): string {
  const resource = resources.find(({ ref }) => ref === resourceId);
  return resource === undefined ? '' : `${pathOf(resource.properties.ParentId, resources)}/${resource.properties.PathPart}`;
}
