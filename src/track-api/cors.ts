import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { Token } from 'aws-cdk-lib/core';
import type { TrackApiProps } from './track-api-props';

const ALLOW_ORIGIN = 'Access-Control-Allow-Origin';
const REPLY_HEADER = 'method.response.header.';
// Chromium caps the age at two hours, Firefox at a day. Each preflight is billed like a request.
const MAX_AGE_SECONDS = 86_400;
/** What every page may send: the headers of a body, which SDKs compress, and those of credentials. */
const ALLOW_HEADERS = ['Content-Type', 'Content-Encoding', 'X-Amz-Date', 'Authorization', 'X-Api-Key', 'X-Amz-Security-Token'];

/** What a user chooses. */
type CorsProps = Pick<TrackApiProps, 'allowedOrigins' | 'allowedHeaders'>;

/**
 * The CORS headers of every reply. One origin (or `*`) is a static value. Of several, a reply carries the one that asked: replies with a
 * template compare, and gateway responses, which run none, repeat the request's origin; they hold no data, and credentials are never allowed.
 */
export class Cors {
  private readonly origins: string[];
  private readonly allowHeaders: string[];
  private readonly allowedHeaders: readonly string[];

  /**
   * @param props as `validateEdge` let them pass
   * @param headers that the API itself looks at
   */
  constructor({ allowedOrigins = ['*'], allowedHeaders = [] }: CorsProps, headers: readonly string[] = []) {
    this.origins = [...allowedOrigins];
    this.allowedHeaders = allowedHeaders;
    const all = [...ALLOW_HEADERS, ...headers, ...allowedHeaders];
    this.allowHeaders = all.filter((header, n) => all.findIndex((known) => known.toLowerCase() === header.toLowerCase()) === n);
  }

  /** What pipelines on one API must agree on, besides its gateway responses: order and capitals of the headers do not matter. */
  agreement(): readonly string[] {
    return this.allowedHeaders.map((header) => Token.isUnresolved(header) ? header : header.toLowerCase()).sort();
  }

  /** Declared on each method response, so that templates may set them. */
  methodResponseParameters(): Record<string, boolean> {
    return this.declared('Access-Control-Expose-Headers', 'Retry-After');
  }

  /** The static headers of a reply that runs a template. */
  integrationResponseParameters(): Record<string, string> {
    return this.fixed({ 'Access-Control-Expose-Headers': 'Retry-After' });
  }

  /** Put in front of a reply template: with several origins, it answers with the one that asked. */
  templateHeader(): string {
    if (!this.several) {
      return '';
    }
    const matches = this.origins.map((origin) => `$origin == '${origin}'`).join(' || ');
    return [
      // HTTP/2 clients send header names in lower case.
      '#set($origin = "$!input.params(\'Origin\')")#if($origin == "")#set($origin = "$!input.params(\'origin\')")#end',
      `#if(${matches})#set($context.responseOverride.header['${ALLOW_ORIGIN}'] = $origin)#end`,
      '',
    ].join('\n');
  }

  /** The headers of a gateway response, such as a 429. */
  gatewayResponseHeaders(): Record<string, string> {
    return {
      ...this.several
        ? { [ALLOW_ORIGIN]: 'method.request.header.Origin', Vary: quoted('Origin') }
        : { [ALLOW_ORIGIN]: quoted(this.origins[0]) },
      'Access-Control-Expose-Headers': quoted('Retry-After'),
    };
  }

  /** The reply to a preflight. */
  preflightResponse(): apigateway.IntegrationResponse {
    return {
      statusCode: '204',
      responseParameters: this.fixed({
        'Access-Control-Allow-Methods': 'OPTIONS,POST',
        'Access-Control-Allow-Headers': this.allowHeaders.join(','),
        'Access-Control-Max-Age': String(MAX_AGE_SECONDS),
      }),
      responseTemplates: this.several ? { 'application/json': this.templateHeader() } : undefined,
    };
  }

  /** What a preflight may carry. */
  preflightParameters(): Record<string, boolean> {
    return this.declared('Access-Control-Allow-Methods', 'Access-Control-Allow-Headers', 'Access-Control-Max-Age');
  }

  private get several(): boolean {
    return this.origins.length > 1;
  }

  private declared(...headers: string[]): Record<string, boolean> {
    const all = [ALLOW_ORIGIN, ...headers, ...this.several ? ['Vary'] : []];
    return Object.fromEntries(all.map((header) => [`${REPLY_HEADER}${header}`, true]));
  }

  /** Of several origins a template chooses, so none is fixed. */
  private fixed(headers: Record<string, string>): Record<string, string> {
    const all = { ...this.several ? { Vary: 'Origin' } : { [ALLOW_ORIGIN]: this.origins[0] }, ...headers };
    return Object.fromEntries(Object.entries(all).map(([name, value]) => [`${REPLY_HEADER}${name}`, quoted(value)]));
  }
}

/** API Gateway takes a text in single quotes for a static value. */
export function quoted(value: string): string {
  return `'${value}'`;
}
