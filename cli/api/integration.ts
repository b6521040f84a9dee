import { Failure } from '../failure';
import type { ActionEndpoint, ServiceReply } from '../services';
import { mediaType } from './api-request';
import type { ApiRequest } from './api-request';
import { GatewayError, configurationError } from './gateway-error';
import { withinTime } from './time-limit';
import { MappingTemplate } from './vtl';
import { templateVariables } from './vtl-variables';
import type { Resource } from '../template/deployment';

/** What the integration answers: the text that selection patterns are compared with, and a body. */
export interface IntegrationResult {
  readonly status: string;
  readonly body: string;
}

export type Services = Readonly<Record<string, ActionEndpoint>>;

const DEFAULT_TIMEOUT = 29_000;

/** The back end of a method: an action of a service, or a mock. */
export class Integration {
  private readonly type: string;
  private readonly templates: ReadonlyMap<string, MappingTemplate>;
  private readonly passthrough: string;
  private readonly timeout: number;
  private readonly target: ServiceAction | undefined;

  constructor(private readonly method: Resource, private readonly services: Services) {
    const { Integration: integration = {} } = method.properties;
    this.type = integration.Type ?? 'MOCK';
    this.passthrough = integration.PassthroughBehavior ?? 'WHEN_NO_MATCH';
    this.timeout = Number(integration.TimeoutInMillis ?? DEFAULT_TIMEOUT);
    this.target = serviceAction(integration.Uri);
    this.templates = new Map(Object.entries<string>(integration.RequestTemplates ?? {})
      .map(([type, text]) => [mediaType(type), new MappingTemplate(text, `${method.logicalId}, request template ${type}`)]));
    if (!['NEVER', 'WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES'].includes(this.passthrough)) {
      throw new Failure(`${method.logicalId}: PassthroughBehavior is ${this.passthrough}, allowed are NEVER, WHEN_NO_MATCH and WHEN_NO_TEMPLATES`);
    }
  }

  /** The template for the request's content type; undefined hands the body on as it is. */
  templateFor({ contentType }: ApiRequest): MappingTemplate | undefined {
    const template = this.templates.get(contentType);
    const mayPass = this.passthrough === 'WHEN_NO_MATCH' || (this.passthrough === 'WHEN_NO_TEMPLATES' && this.templates.size === 0);
    if (template === undefined && !mayPass) throw new GatewayError('UNSUPPORTED_MEDIA_TYPE', { reason: `content-type ${contentType}` });
    return template;
  }

  async call(request: ApiRequest, template: MappingTemplate | undefined): Promise<IntegrationResult> {
    const body = template === undefined ? request.body.text : renderRequest(template, request);
    if (this.type === 'MOCK') return { status: mockStatus(body, this.method.logicalId), body: '' };
    const service = this.target === undefined ? undefined : this.services[this.target.service];
    if (this.type !== 'AWS' || service === undefined || this.target === undefined) {
      throw configurationError(`${this.method.logicalId}: the local run has nothing behind ${describeIntegration(this.method)}`);
    }
    const reply = await this.inTime(service.call(this.target.action, body));
    return { status: String(reply.status), body: reply.body };
  }

  private async inTime(call: Promise<ServiceReply>): Promise<ServiceReply> {
    try {
      return await withinTime(call, this.timeout, () => new GatewayError('INTEGRATION_TIMEOUT', { reason: `${this.method.logicalId}: no answer within ${this.timeout} ms` }));
    } catch (error) {
      if (error instanceof GatewayError) throw error;
      throw new GatewayError('INTEGRATION_FAILURE', { reason: `${this.method.logicalId}: ${(error as Error).message}` });
    }
  }
}

interface ServiceAction {
  readonly service: string;
  readonly action: string;
}

/** Reads `arn:<partition>:apigateway:<region>:<service>:action/<Action>`. */
export function serviceAction(uri: unknown): ServiceAction | undefined {
  const [, service, action] = /^arn:[^:]+:apigateway:[^:]*:([^:]+):action\/([^/?&]+)/.exec(String(uri)) ?? [];
  return service === undefined ? undefined : { service, action };
}

/** The integration of a method in a few words. */
export function describeIntegration({ properties: { Integration: integration = {} } }: Resource): string {
  return integration.Uri === undefined ? `a ${integration.Type} integration` : `the ${integration.Type} integration ${integration.Uri}`;
}

function renderRequest(template: MappingTemplate, request: ApiRequest): string {
  try {
    return template.render(templateVariables(request.body, request));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // The template asks for JSON and the body is none; a body validator would have said so before.
    throw new GatewayError('BAD_REQUEST_BODY', { message: `Could not parse request body into json: ${error.message}` });
  }
}

/** The service reads the status out of texts that are not quite JSON too, like `{ statusCode: 204 }`. */
function mockStatus(body: string, place: string): string {
  const [, status] = /["']?statusCode["']?\s*:\s*["']?(\d{3})\b/.exec(body) ?? [];
  if (status === undefined) throw configurationError(`${place}: the request template of the mock integration gives no statusCode`);
  return status;
}
