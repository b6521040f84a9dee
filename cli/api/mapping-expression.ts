import type { ApiRequest } from './api-request';
import type { JsonBody } from './json-body';

/** What an expression like `integration.response.body.message` can read. */
export interface ExpressionSource {
  readonly request: ApiRequest;
  /** What the integration answered; none in a gateway response. */
  readonly integrationBody?: JsonBody;
}

/** A parameter mapping, read once. Gives undefined when there is nothing to map. */
export type MappingExpression = (source: ExpressionSource) => string | undefined;

const EXPRESSIONS: readonly [RegExp, (name: string) => MappingExpression][] = [
  [/^'(.*)'$/s, text => () => text],
  [/^method\.request\.header\.(.+)$/, name => ({ request }) => request.headers[name.toLowerCase()]],
  [/^method\.request\.(?:multivalue)?querystring\.(.+)$/, name => ({ request }) => request.parameters.querystring[name]],
  [/^method\.request\.path\.(.+)$/, name => ({ request }) => request.parameters.path[name]],
  [/^context\.(.+)$/, path => ({ request }) => contextVariable(request, path)],
  [/^stageVariables\.(.+)$/, name => ({ request }) => request.stageVariables[name]],
  [/^integration\.response\.body$/, () => ({ integrationBody }) => integrationBody?.text],
  [/^integration\.response\.body\.(.+)$/, path => ({ integrationBody }) => bodyValue(integrationBody, path)],
  // Services here answer with a status and a body, never with headers of their own.
  [/^integration\.response\.(?:multivalue)?header\.(.+)$/, () => () => undefined],
];

/** Reads a mapping expression; undefined for one that API Gateway would not know. */
export function mappingExpression(text: string): MappingExpression | undefined {
  for (const [pattern, make] of EXPRESSIONS) {
    const match = pattern.exec(text);
    if (match !== null) return make(match[1]);
  }
  return undefined;
}

/** `$context.<path>` as text; undefined if it is not set. */
export function contextVariable(request: ApiRequest, path: string): string | undefined {
  // Neither what every object has, nor what a text has.
  const below = (value: any, key: string) => typeof value === 'object' && value !== null && !(key in Object.prototype) ? value[key] : undefined;
  const value = path.split('.').reduce<any>(below, request.context);
  return value === undefined || value === null || typeof value === 'object' || typeof value === 'function' ? undefined : String(value);
}

function bodyValue(body: JsonBody | undefined, path: string): string | undefined {
  const value = body?.path(`$.${path}`);
  if (value === undefined || value === '') return undefined;
  return typeof value === 'object' ? body?.json(`$.${path}`) : String(value);
}
