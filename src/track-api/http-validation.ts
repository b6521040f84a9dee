import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { validateBroughtApi } from './brought-api';
import { validateContext } from './context-validation';
import type { HttpOptions } from './http-options';
import type { TrackAuthorization } from './track-authorization';
import { requireKind, requireKinds } from '../private/kinds';
import { invalid, requireConcrete } from '../private/validate';

/** What an API and a pipeline have under the same name. */
interface HttpSettings {
  readonly http?: HttpOptions;
  readonly stageName?: string;
  readonly authorization?: TrackAuthorization;
}

const PATH = /^[A-Za-z0-9._:$-]+(\/[A-Za-z0-9._:$-]+)*$/;
const DOMAIN_NAME = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;
// https://docs.aws.amazon.com/apigateway/latest/api/API_CreateBasePathMapping.html
const BASE_PATH = /^[A-Za-z0-9$_.+!*'()-]+(\/[A-Za-z0-9$_.+!*'()-]+)*$/;

/** @throws Error if a value is out of its limits, or if two do not go together */
export function validateHttp(scope: IConstruct, settings: HttpSettings): void {
  const { http = {} } = settings;
  requireKinds(scope, http, {
    api: 'api', path: 'text', domain: 'settings', vpcEndpoints: 'list', accessLog: 'accessLog', webAcl: 'webAcl', tracing: 'flag', context: 'list',
  }, 'http.');
  if (http.path !== undefined) {
    validatePath(scope, http.path);
  }
  validateContext(scope, http.context ?? [], settings.authorization?._kind ?? (settings.authorization ? undefined : 'none'));
  http.accessLog?._validate?.(scope);
  http.webAcl?._validate?.(scope);
  if (http.domain) {
    validateDomain(scope, http.domain);
  }
  if (http.vpcEndpoints) {
    validateEndpoints(scope, http);
  }
  if (http.api) {
    requireNothingOfItsOwn(scope, settings);
    validateBroughtApi(scope, http.api, http.path ?? '');
  }
}

function validatePath(scope: IConstruct, path: string): void {
  const fix = 'write it as \'events\' or \'v1/events\'';
  // It is cut into resources.
  requireConcrete(scope, 'http.path', path, fix);
  if (!PATH.test(path)) {
    throw invalid(scope, { what: 'http.path', got: `'${path}'`, allowed: 'parts of A-Z a-z 0-9 . _ : $ - with one slash between two of them', fix });
  }
}

function validateDomain(scope: IConstruct, domain: apigateway.DomainNameOptions): void {
  const what = 'http.domain';
  requireKind(scope, `${what}.domainName`, domain.domainName, 'text');
  requireKind(scope, `${what}.certificate`, domain.certificate, 'certificate');
  requireKinds(scope, domain, { basePath: 'text', mtls: 'settings' }, `${what}.`);
  const refuse = (prop: string, got: string, allowed: string, fix: string) => invalid(scope, { what: `${what}.${prop}`, got, allowed, fix });
  if (!Token.isUnresolved(domain.domainName) && !DOMAIN_NAME.test(domain.domainName)) {
    throw refuse('domainName', `'${domain.domainName}'`, 'a name in lower case, without a scheme, a path or *', 'write it as \'events.example.com\'');
  }
  // The id of its mapping contains the base path, and what it is decides how the CDK makes the mapping.
  for (const [prop, fix] of [['basePath', 'write it as \'events\', or leave it out'], ['endpointType', 'leave it out for REGIONAL'], ['securityPolicy', 'leave it out for TLS 1.2']] as const) {
    requireConcrete(scope, `${what}.${prop}`, domain[prop] ?? '', fix);
  }
  if (domain.securityPolicy === apigateway.SecurityPolicy.TLS_1_0) {
    throw refuse('securityPolicy', 'TLS_1_0', 'TLS 1.2 or later', 'leave it out for TLS 1.2');
  }
  if (domain.endpointType === apigateway.EndpointType.PRIVATE) {
    throw refuse('endpointType', 'PRIVATE', 'REGIONAL or EDGE', 'leave it out; a private API is made with vpcEndpoints, and has no such domain');
  }
  if (domain.mtls) {
    requireKind(scope, `${what}.mtls.bucket`, domain.mtls.bucket, 'bucket');
    requireKind(scope, `${what}.mtls.key`, domain.mtls.key, 'text');
  }
  const isEdge = domain.endpointType === apigateway.EndpointType.EDGE;
  if (isEdge && (domain.mtls || domain.basePath?.includes('/'))) {
    const beside = domain.mtls ? 'mtls' : 'a base path of several parts';
    throw refuse('endpointType', `EDGE together with ${beside}`, `REGIONAL for ${beside}`, 'leave endpointType out');
  }
  if (domain.basePath !== undefined && !BASE_PATH.test(domain.basePath)) {
    throw refuse('basePath', `'${domain.basePath}'`, 'parts of A-Z a-z 0-9 $ _ . + ! * \' ( ) - with one slash between two of them', 'write it as \'events\', or leave it out');
  }
}

function validateEndpoints(scope: IConstruct, { vpcEndpoints = [], domain }: HttpOptions): void {
  const what = 'http.vpcEndpoints';
  if (vpcEndpoints.length === 0) {
    throw invalid(scope, { what, got: 'an empty list', allowed: '1 endpoint or more', fix: 'give the interface endpoints of execute-api, or leave it out for an API on the internet' });
  }
  vpcEndpoints.forEach((endpoint, n) => {
    requireKind(scope, `${what}[${n}]`, endpoint, 'vpcEndpoint');
    if ((endpoint.node.defaultChild as Partial<ec2.CfnVPCEndpoint> | undefined)?.vpcEndpointType === 'Gateway') {
      throw invalid(scope, { what: `${what}[${n}]`, got: `${endpoint.node.path}, a gateway endpoint`, allowed: 'an interface endpoint of execute-api', fix: 'add one with InterfaceVpcEndpointAwsService.APIGATEWAY' });
    }
  });
  if (domain) {
    throw invalid(scope, { what, got: 'endpoints together with domain', allowed: 'one of the two', fix: 'leave domain out: such a domain is not one of a private API' });
  }
}

/** They are settings of the API or of its stage, which all of its methods share. */
function requireNothingOfItsOwn(scope: IConstruct, { http = {}, stageName }: HttpSettings): void {
  const given = (['domain', 'vpcEndpoints', 'accessLog', 'webAcl', 'tracing'] as const).find((prop) => http[prop] !== undefined);
  const what = given ? `http.${given}` : stageName === undefined ? undefined : 'stageName';
  if (what) {
    throw invalid(scope, { what, got: 'a value together with http.api', allowed: 'no value: it belongs to the API', fix: `set it where the API is made, and leave ${what} out here` });
  }
}
