import type { IncomingMessage } from 'http';
import { Failure } from '../failure';
import type { RunEvents } from '../services';
import { mediaType } from './api-request';
import type { ApiReply, ApiRequest } from './api-request';
import { Access } from './authorization/access';
import { accessServices } from './authorization/access-services';
import type { AccessServices } from './authorization/access-services';
import { GatewayError } from './gateway-error';
import { GatewayResponses } from './gateway-response';
import type { Services } from './integration';
import { JsonBody } from './json-body';
import { Method } from './method';
import { readBody, requestTarget } from './request';
import { Routes, decoded } from './routes';
import { readStages } from './stage';
import type { Stage } from './stage';
import type { Clock } from './throttle';
import { Models } from './validator';
import { RequestContext } from './vtl-context';
import type { Deployment, Resource } from '../template/deployment';

/** A REST API of the template: gives a reply to each request. */
export class Api {
  private readonly routes: Routes<Method>;
  private readonly stages: ReadonlyMap<string, Stage>;
  private readonly gatewayResponses: GatewayResponses;
  private readonly access: Access;

  constructor(
    private readonly deployment: Deployment, private readonly restApi: Resource, services: Services, private readonly events: RunEvents, clock: Clock,
    access: Partial<AccessServices> = {},
  ) {
    const ofApi = (type: string) => deployment.resources(type).filter(({ properties }) => properties.RestApiId === restApi.ref);
    const models = new Models(restApi.ref, ofApi('AWS::ApiGateway::Model'));
    const resources = ofApi('AWS::ApiGateway::Resource');
    const ids = new Set(resources.map(({ ref }) => ref));
    const methods = ofApi('AWS::ApiGateway::Method');
    // The root is the only parent that no resource of the template is.
    const root: string = [...resources.map(({ properties }) => properties.ParentId), ...methods.map(({ properties }) => properties.ResourceId)]
      .find(id => !ids.has(id)) ?? '';
    this.routes = new Routes(root, resources, methods, (method, path) => new Method(method, path, deployment, models, services));
    this.stages = readStages(deployment, restApi, clock);
    this.gatewayResponses = new GatewayResponses(ofApi('AWS::ApiGateway::GatewayResponse'));
    this.access = new Access({ deployment, restApi, ...accessServices(deployment, clock, access) });
    if (this.stages.size === 0) throw new Failure(`${restApi.logicalId} has no stage: add an AWS::ApiGateway::Stage to the template, the API is mounted at /<stage>`);
  }

  async reply(message: IncomingMessage): Promise<ApiReply> {
    const [path, query = ''] = split(requestTarget(message), '?');
    const [, stageName = ''] = path.split('/', 2);
    const stage = this.stages.get(decoded(stageName));
    const request = this.request(message, path, query, stage);
    try {
      // The body is read before anything is decided: the connection stays usable whatever the reply is.
      const body = new JsonBody(await readBody(message));
      if (stage === undefined) return forbidden(request);
      return await this.route({ ...request, body }, stage, path.slice(stageName.length + 1));
    } catch (error) {
      return this.gatewayReply(error, request);
    }
  }

  private async route(request: ApiRequest, stage: Stage, path: string): Promise<ApiReply> {
    const { context } = request;
    const match = this.routes.find(context.httpMethod, path === '' ? '/' : path);
    if (match === undefined) throw new GatewayError('MISSING_AUTHENTICATION_TOKEN');
    const { method, pathParameters } = match;
    context.resourcePath = method.resourcePath;
    context.resourceId = String(method.resource.properties.ResourceId);
    if (!stage.admits(method.resourcePath, String(method.resource.properties.HttpMethod))) throw new GatewayError('THROTTLED');
    const routed = { ...request, parameters: { ...request.parameters, path: pathParameters } };
    await this.access.admit(method.resource, routed, path);
    return method.reply(routed);
  }

  private gatewayReply(error: unknown, request: ApiRequest): ApiReply {
    if (error instanceof GatewayError) {
      if (error.reason !== undefined) this.events.warn(error.reason);
      if (error.type === 'REQUEST_TOO_LARGE') return tooLarge(error, request);
      return this.gatewayResponses.reply(error, request);
    }
    if (error instanceof Error && error.name === 'ClientGone') throw error;
    this.events.warn(`the API failed on ${request.context.httpMethod} ${request.context.path}: ${error instanceof Error ? error.message : String(error)}`);
    return this.gatewayResponses.reply(new GatewayError('API_CONFIGURATION_ERROR'), request);
  }

  private request(message: IncomingMessage, path: string, query: string, stage: Stage | undefined): ApiRequest {
    const { headers, rawHeaders, socket } = message;
    return {
      body: new JsonBody(''),
      contentType: mediaType(headers['content-type']),
      headers: joined(headers),
      parameters: { path: {}, querystring: readQuery(query), header: asSent(rawHeaders) },
      sent: { rawHeaders, query },
      stageVariables: stage?.variables ?? {},
      context: new RequestContext({
        accountId: this.deployment.accountId,
        apiId: this.restApi.ref,
        stage: stage?.name ?? '',
        httpMethod: message.method ?? 'GET',
        path,
        protocol: `HTTP/${message.httpVersion}`,
        domainName: headers.host ?? '',
        sourceIp: (socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
        userAgent: headers['user-agent'] ?? '',
      }),
    };
  }
}

function split(text: string, separator: string): string[] {
  const position = text.indexOf(separator);
  return position < 0 ? [text] : [text.slice(0, position), text.slice(position + 1)];
}

/** A stage that is not there is no matter of the API, so none of its gateway responses applies. */
function forbidden({ context }: ApiRequest): ApiReply {
  return {
    status: 403,
    headers: { 'Content-Type': 'application/json', 'x-amzn-RequestId': context.requestId, 'x-amzn-ErrorType': 'ForbiddenException' },
    body: '{"message":"Forbidden"}',
  };
}

/** The one gateway response that cannot be customized. */
function tooLarge(error: GatewayError, request: ApiRequest): ApiReply {
  return new GatewayResponses([]).reply(error, request);
}

function joined(headers: IncomingMessage['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value ?? '']));
}

/** Names as the client spelled them; of a repeated header the last one, as API Gateway takes it. */
function asSent(rawHeaders: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) headers[rawHeaders[index]] = rawHeaders[index + 1];
  return headers;
}

function readQuery(query: string): Record<string, string> {
  return query === '' ? {} : Object.fromEntries(new URLSearchParams(query));
}
