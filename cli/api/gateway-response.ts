import type { ApiReply, ApiRequest } from './api-request';
import type { GatewayError } from './gateway-error';
import { GATEWAY_RESPONSE_TYPES } from './gateway-response-types';
import { contextVariable, mappingExpression } from './mapping-expression';
import type { MappingExpression } from './mapping-expression';
import { ErrorContext } from './vtl-context';
import type { Resource } from '../template/deployment';

const DEFAULT_TEMPLATE = '{"message":$context.error.messageString}';
const HEADER_PREFIX = 'gatewayresponse.header.';

interface GatewayResponse {
  readonly status: number | undefined;
  readonly headers: readonly (readonly [string, MappingExpression])[];
  readonly contentType: string;
  readonly template: string;
}

/** The replies that API Gateway gives by itself, as the API customizes them. */
export class GatewayResponses {
  private readonly byType: ReadonlyMap<string, GatewayResponse>;

  constructor(resources: readonly Resource[]) {
    this.byType = new Map(resources.map(({ properties }) => [properties.ResponseType as string, prepare(properties)]));
  }

  /** An explicit response stands for itself: it takes nothing from DEFAULT_4XX or DEFAULT_5XX. */
  reply(error: GatewayError, request: ApiRequest): ApiReply {
    const type = GATEWAY_RESPONSE_TYPES[error.type];
    const response = this.byType.get(error.type) ?? this.byType.get(type.status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
    const { context } = request;
    context.error = new ErrorContext(error);
    const headers: Record<string, string> = {
      'Content-Type': response?.contentType ?? 'application/json',
      'x-amzn-RequestId': context.requestId,
      'x-amzn-ErrorType': error.errorType,
    };
    for (const [name, expression] of response?.headers ?? []) {
      const value = expression({ request });
      if (value !== undefined) headers[name] = value;
    }
    return { status: response?.status ?? type.status, headers, body: substitute(response?.template ?? DEFAULT_TEMPLATE, request) };
  }
}

function prepare(properties: Record<string, any>): GatewayResponse {
  const headers = Object.entries<string>(properties.ResponseParameters ?? {})
    .filter(([target]) => target.startsWith(HEADER_PREFIX))
    .map(([target, expression]) => [target.slice(HEADER_PREFIX.length), mappingExpression(expression) ?? (() => undefined)] as const);
  const templates = Object.entries<string>(properties.ResponseTemplates ?? {});
  const [contentType, template] = templates.find(([type]) => type === 'application/json') ?? templates[0] ?? ['application/json', DEFAULT_TEMPLATE];
  return { status: properties.StatusCode === undefined ? undefined : Number(properties.StatusCode), headers, contentType, template };
}

/** Variables only: gateway responses run no Velocity. */
function substitute(template: string, request: ApiRequest): string {
  return template.replace(/\$(context|stageVariables|method\.request)\.([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)/g, (_, root: string, path: string) => {
    if (root === 'context') return contextVariable(request, path) ?? '';
    return mappingExpression(`${root}.${path}`)?.({ request }) ?? '';
  });
}
