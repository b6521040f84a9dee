import type { IncomingMessage } from 'http';
import { Failure } from '../failure';
import type { AccessLogTarget, Firewall, RunEvents } from '../services';
import { accessLogLine } from './access-log';
import { mediaType, sentLength } from './api-request';
import type { ApiReply, ApiRequest } from './api-request';
import { Access } from './authorization/access';
import { accessServices } from './authorization/access-services';
import type { AccessServices } from './authorization/access-services';
import { BodyBudget, OverloadedError } from './body-budget';
import type { BodyShare } from './body-budget';
import { forbidden } from './forbidden';
import { GatewayError } from './gateway-error';
import { GatewayResponses } from './gateway-response';
import { GATEWAY_RESPONSE_TYPES } from './gateway-response-types';
import type { Services } from './integration';
import { JsonBody } from './json-body';
import { Method } from './method';
import { refusalReason } from './refusal-reason';
import { bodyText, receiveBody, requestTarget } from './request';
import { RequestFacts } from './request-facts';
import { Routes, decoded } from './routes';
import { readStages } from './stage';
import type { Stage } from './stage';
import type { Clock } from './throttle';
import { Models } from './validator';
import { RequestContext } from './vtl-context';
import type { Deployment, Resource } from '../template/deployment';

/** What stands around an API, each if there is any. */
export interface ApiSurroundings extends Partial<AccessServices> {
  readonly firewall?: Firewall;
  readonly accessLogs?: AccessLogTarget;
  /** Shared by the APIs of a run. */
  readonly bodies?: BodyBudget;
}

/** Where a request enters an API. */
export interface Entry {
  /** Undefined for an address that nothing is behind. */
  readonly stageName: string | undefined;
  /** The path below the stage, as it was sent. */
  readonly path: string;
  readonly domainName: string;
  /** The base path that a custom domain found the stage by. */
  readonly basePathMatched?: string;
}

/** The ids that a client may choose. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A REST API of the template: gives a reply to each request. */
export class Api {
  private readonly routes: Routes<Method>;
  private readonly stages: ReadonlyMap<string, Stage>;
  private readonly gatewayResponses: GatewayResponses;
  private readonly access: Access;
  private readonly bodies: BodyBudget;

  constructor(
    private readonly deployment: Deployment, private readonly restApi: Resource, services: Services, private readonly events: RunEvents,
    private readonly clock: Clock, private readonly around: ApiSurroundings = {},
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
    this.access = new Access({ deployment, restApi, ...accessServices(deployment, clock, around) });
    this.bodies = around.bodies ?? new BodyBudget();
    if (this.stages.size === 0) throw new Failure(`${restApi.logicalId} has no stage: add an AWS::ApiGateway::Stage to the template, the API is mounted at /<stage>`);
  }

  /** Replies to a request at the API's own address, where the path begins with the stage. */
  async reply(message: IncomingMessage): Promise<ApiReply> {
    const [path] = split(requestTarget(message), '?');
    const [, stageName = ''] = path.split('/', 2);
    const isDisabled = String(this.restApi.properties.DisableExecuteApiEndpoint) === 'true';
    return this.replyAt(message, {
      stageName: isDisabled ? undefined : decoded(stageName),
      path: path.slice(stageName.length + 1),
      domainName: message.headers.host ?? '',
    });
  }

  async replyAt(message: IncomingMessage, entry: Entry): Promise<ApiReply> {
    const stage = entry.stageName === undefined ? undefined : this.stages.get(entry.stageName);
    const request = this.request(message, entry, stage);
    const reply = await this.bodies.share(async share => this.judged(message, request, stage, entry, share));
    if (stage !== undefined) this.log(stage, request, reply);
    return reply;
  }

  private async judged(message: IncomingMessage, request: ApiRequest, stage: Stage | undefined, entry: Entry, share: BodyShare): Promise<ApiReply> {
    try {
      // The body is read before anything is decided: the connection stays usable whatever the reply is.
      const received = await receiveBody(message, share);
      if (stage === undefined) return forbidden(stageReason(entry), request.context.requestId);
      this.passFirewall(request, stage, received.size);
      return await this.route({ ...request, body: new JsonBody(await bodyText(received, message, share)) }, stage, routedPath(entry.path));
    } catch (error) {
      return this.gatewayReply(error, request);
    }
  }

  private passFirewall({ context }: ApiRequest, stage: Stage, bodySize: number): void {
    const verdict = this.around.firewall?.judge(this.restApi.ref, stage.name, { sourceIp: context.identity.sourceIp, bodySize });
    if (verdict === undefined) return;
    context.webaclArn = verdict.webAclArn;
    context.wafResponseCode = verdict.isBlocked ? 'WAF_BLOCK' : 'WAF_ALLOW';
    if (verdict.isBlocked) throw new GatewayError('WAF_FILTERED', { reason: `the web ACL ${verdict.webAclArn}` });
  }

  /** Whatever becomes of the line, the client gets its reply. */
  private log({ name, accessLog }: Stage, request: ApiRequest, reply: ApiReply): void {
    const { accessLogs: target } = this.around;
    if (accessLog === undefined || target === undefined) return;
    try {
      request.facts.replied(reply.status, sentLength(reply));
      target.write(accessLog.destinationArn, accessLogLine(accessLog.format, request));
    } catch (error) {
      this.events.warn(`stage ${name} cannot write its access log: ${(error as Error).message}`);
    }
  }

  private async route(request: ApiRequest, stage: Stage, path: string): Promise<ApiReply> {
    const { context } = request;
    const match = this.routes.find(context.httpMethod, path);
    if (match === undefined) throw new GatewayError('MISSING_AUTHENTICATION_TOKEN', { reason: 'no such route' });
    const { method, pathParameters } = match;
    context.resourcePath = method.resourcePath;
    context.resourceId = String(method.resource.properties.ResourceId);
    if (!stage.admits(method.resourcePath, String(method.resource.properties.HttpMethod))) {
      throw new GatewayError('THROTTLED', { reason: `the throttle of stage ${stage.name}` });
    }
    const routed = { ...request, parameters: { ...request.parameters, path: pathParameters } };
    await this.access.admit(method.resource, routed, path);
    return method.reply(routed);
  }

  private gatewayReply(error: unknown, request: ApiRequest): ApiReply {
    if (error instanceof GatewayError) {
      // What the API does wrong is worth more than the line of a refusal.
      if (error.reason !== undefined && GATEWAY_RESPONSE_TYPES[error.type].status >= 500) this.events.warn(error.reason);
      const reply = error.type === 'REQUEST_TOO_LARGE' ? tooLarge(error, request) : this.gatewayResponses.reply(error, request);
      return { ...reply, reason: refusalReason(error) };
    }
    if (error instanceof OverloadedError) return this.overloaded(error, request);
    if (error instanceof Error && error.name === 'ClientGone') throw error;
    this.events.warn(`the API failed on ${request.context.httpMethod} ${request.context.path}: ${error instanceof Error ? error.message : String(error)}`);
    return this.gatewayResponses.reply(new GatewayError('API_CONFIGURATION_ERROR'), request);
  }

  /** No reply of API Gateway: the run protects the machine. It looks like any other 5XX of the API, so that pages can read it too. */
  private overloaded({ message }: OverloadedError, request: ApiRequest): ApiReply {
    const { headers, body } = this.gatewayResponses.reply(new GatewayError('INTEGRATION_FAILURE', { message: `the local run is busy: ${message}` }), request);
    return { status: 503, headers: { ...headers, 'Retry-After': '1' }, body, reason: message };
  }

  private request(message: IncomingMessage, entry: Entry, stage: Stage | undefined): ApiRequest {
    const { headers, rawHeaders, socket } = message;
    const [path, query = ''] = split(requestTarget(message), '?');
    const chosenId = String(headers['x-amzn-requestid'] ?? '');
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
        domainName: entry.domainName,
        basePathMatched: entry.basePathMatched,
        sourceIp: (socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
        userAgent: headers['user-agent'] ?? '',
        requestId: UUID.test(chosenId) ? chosenId : undefined,
      }),
      facts: new RequestFacts(this.clock),
    };
  }
}

function split(text: string, separator: string): string[] {
  const position = text.indexOf(separator);
  return position < 0 ? [text] : [text.slice(0, position), text.slice(position + 1)];
}

/** Slashes between the stage and the path count as one, as on AWS: clients join a base that ends with one and a path that begins with one. */
function routedPath(path: string): string {
  return path.replace(/^\/*/, '/');
}

function stageReason({ stageName }: Entry): string {
  return stageName === undefined ? 'the API has no address of its own (DisableExecuteApiEndpoint)' : `no stage '${stageName}'`;
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
