import type { ApiReply, ApiRequest } from './api-request';
import { mediaType } from './api-request';
import { configurationError } from './gateway-error';
import { JsonBody } from './json-body';
import { mappingExpression } from './mapping-expression';
import type { MappingExpression } from './mapping-expression';
import { MappingTemplate } from './vtl';
import { templateVariables } from './vtl-variables';

const HEADER_PREFIX = 'method.response.header.';

interface PreparedResponse {
  readonly pattern: RegExp | undefined;
  readonly status: number;
  readonly headers: readonly (readonly [string, MappingExpression])[];
  readonly templates: ReadonlyMap<string, MappingTemplate>;
  /** Why this response cannot be given: API Gateway answers 500 then. */
  readonly fault: string | undefined;
}

/** Turns what an integration answered into the reply of the method. */
export class IntegrationResponses {
  private readonly responses: readonly PreparedResponse[];

  /** @param place the method, for messages */
  constructor(integrationResponses: readonly any[], methodResponses: readonly any[], private readonly place: string) {
    this.responses = integrationResponses.map(response => prepare(response, methodResponses, place));
  }

  /** @param status what the selection patterns are compared with: the service's HTTP status */
  reply(status: string, body: string, request: ApiRequest): ApiReply {
    const response = this.responses.find(({ pattern }) => pattern?.test(status)) ?? this.responses.find(({ pattern }) => pattern === undefined);
    if (response === undefined) throw configurationError(`${this.place}: no integration response matches status ${status} and none is the default`);
    if (response.fault !== undefined) throw configurationError(response.fault);
    const integrationBody = new JsonBody(body);
    const headers: Record<string, string> = { 'Content-Type': 'application/json', 'x-amzn-RequestId': request.context.requestId };
    for (const [name, expression] of response.headers) {
      const value = expression({ request, integrationBody });
      if (value !== undefined) setHeader(headers, name, value);
    }
    const template = response.templates.get('application/json') ?? response.templates.values().next().value;
    const text = template === undefined ? body : template.render(templateVariables(integrationBody, request));
    const { overrides } = request.context;
    for (const [name, value] of Object.entries(overrides?.header ?? {})) setHeader(headers, name, value);
    return { status: overrides?.status ?? response.status, headers, body: text };
  }
}

function prepare(response: any, methodResponses: readonly any[], place: string): PreparedResponse {
  const { SelectionPattern: pattern, StatusCode: status, ResponseParameters: parameters = {}, ResponseTemplates: templates = {} } = response;
  const declared = methodResponses.find(({ StatusCode: code }) => String(code) === String(status));
  const faults: string[] = [];
  if (declared === undefined) faults.push(`${place}: the integration response ${status} is not among the method's responses`);
  const headers = Object.entries<string>(parameters).map(([target, text]) => {
    const expression = mappingExpression(text);
    if (!target.startsWith(HEADER_PREFIX) || expression === undefined) faults.push(`${place}: the mapping ${target} = ${text} is not one`);
    if (declared !== undefined && !Object.hasOwn(declared.ResponseParameters ?? {}, target)) {
      faults.push(`${place}: the method response ${status} does not declare ${target}`);
    }
    return [target.slice(HEADER_PREFIX.length), expression ?? (() => undefined)] as const;
  });
  return {
    // The whole status must match.
    pattern: pattern === undefined || pattern === '' ? undefined : new RegExp(`^(?:${pattern})$`),
    status: Number(status),
    headers,
    templates: new Map(Object.entries<string>(templates).map(([type, text]) => [mediaType(type), new MappingTemplate(text, `${place}, response ${status}`)])),
    fault: faults[0],
  };
}

/** Names of headers have no case; the last one wins. */
function setHeader(headers: Record<string, string>, name: string, value: string): void {
  const before = Object.keys(headers).find(key => key.toLowerCase() === name.toLowerCase());
  if (before !== undefined) delete headers[before];
  headers[name] = value;
}
