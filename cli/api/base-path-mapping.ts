import { decoded } from './routes';
import type { Deployment } from '../template/deployment';

/** What of a custom domain leads to which stage of which API. */
export interface BasePathMapping {
  /** Without slashes around it; empty for what stands at the root of the domain. */
  readonly basePath: string;
  readonly restApiId: string;
  /** Undefined: the path of each request names it after the base path. */
  readonly stage: string | undefined;
}

/** Where a request goes. */
export interface MappedPath {
  readonly mapping: BasePathMapping;
  readonly stageName: string;
  /** The path below the stage, as it was sent. */
  readonly path: string;
}

/** The mappings of a domain, of both generations of the service's API. */
export function readMappings(deployment: Deployment, domainName: string): readonly BasePathMapping[] {
  const ofDomain = (type: string) => deployment.all().filter(resource => resource.type === type && resource.properties.DomainName === domainName);
  return [
    ...ofDomain('AWS::ApiGateway::BasePathMapping').map(({ properties: { BasePath: basePath, RestApiId: restApiId, Stage: stage } }) => (
      { basePath: basePath === '(none)' ? '' : trimmed(basePath), restApiId: String(restApiId), stage: stage === undefined ? undefined : String(stage) })),
    ...ofDomain('AWS::ApiGatewayV2::ApiMapping').map(({ properties: { ApiMappingKey: basePath, ApiId: restApiId, Stage: stage } }) => (
      { basePath: trimmed(basePath), restApiId: String(restApiId), stage: String(stage) })),
  ];
}

/** The mapping with the longest base path that a path begins with, part by part. */
export function findMapping(mappings: readonly BasePathMapping[], path: string): MappedPath | undefined {
  const parts = path.split('/').slice(1);
  const [mapping] = mappings
    .filter(({ basePath }) => partsOf(basePath).every((part, index) => part === decoded(parts[index] ?? '')))
    .sort((left, right) => partsOf(right.basePath).length - partsOf(left.basePath).length);
  if (mapping === undefined) return undefined;
  const rest = parts.slice(partsOf(mapping.basePath).length);
  const stageName = mapping.stage ?? decoded(rest.shift() ?? '');
  return { mapping, stageName, path: rest.length === 0 ? '' : `/${rest.join('/')}` };
}

function partsOf(basePath: string): string[] {
  return basePath === '' ? [] : basePath.split('/');
}

function trimmed(basePath: unknown): string {
  return String(basePath ?? '').replace(/^\/+|\/+$/g, '');
}
