import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { invalid } from '../private/validate';

const ALLOW_ORIGIN = 'Access-Control-Allow-Origin';
// Of an app in a shell of its own, such as capacitor://localhost.
const APP_ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[A-Za-z0-9.-]+$/;
// Chromium caps the age at two hours, Firefox at a day. Each preflight is billed like a request.
const MAX_AGE_SECONDS = 86_400;
const ALLOW_HEADERS = ['Content-Type', 'X-Amz-Date', 'Authorization', 'X-Api-Key', 'X-Amz-Security-Token'];

/**
 * The CORS headers of every reply. One origin (or `*`) is a static value. Of several, a reply carries the one that asked: replies with a
 * template compare, and gateway responses, which run none, repeat the request's origin; they hold no data, and credentials are never allowed.
 */
export class Cors {
  private readonly origins: string[];

  /** @throws Error if an origin is not `*` alone, or what a browser sends as one */
  constructor(scope: IConstruct, allowedOrigins: string[] = ['*']) {
    const fix = 'write origins as a browser sends them, such as \'https://example.com\', or leave the prop out for any';
    const allowed = '\'*\' alone, or one or more of scheme://host[:port] in lower case, without a path and without the default port';
    const wrong = allowedOrigins.find((origin) => !Token.isUnresolved(origin) && !isOrigin(origin)
      && !(origin === '*' && allowedOrigins.length === 1));
    if (wrong !== undefined) {
      throw invalid(scope, { what: 'allowedOrigins', got: allowedOrigins.length === 1 ? `'${wrong}'` : `'${wrong}' among ${allowedOrigins.length}`, allowed, fix });
    }
    if (allowedOrigins.length === 0) {
      throw invalid(scope, { what: 'allowedOrigins', got: 'an empty list', allowed, fix });
    }
    this.origins = [...allowedOrigins];
  }

  /** Declared on each method response, so that templates may set them. */
  methodResponseParameters(): Record<string, boolean> {
    const headers = [ALLOW_ORIGIN, 'Access-Control-Expose-Headers', 'Retry-After', ...this.several ? ['Vary'] : []];
    return Object.fromEntries(headers.map((header) => [`method.response.header.${header}`, true]));
  }

  /** The static headers of a reply that runs a template. */
  integrationResponseParameters(): Record<string, string> {
    return prefixed('method.response.header.', {
      ...this.several ? { Vary: 'Origin' } : { [ALLOW_ORIGIN]: this.origins[0] },
      'Access-Control-Expose-Headers': 'Retry-After',
    });
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
      responseParameters: prefixed('method.response.header.', {
        ...this.several ? { Vary: 'Origin' } : { [ALLOW_ORIGIN]: this.origins[0] },
        'Access-Control-Allow-Methods': 'OPTIONS,POST',
        'Access-Control-Allow-Headers': ALLOW_HEADERS.join(','),
        'Access-Control-Max-Age': String(MAX_AGE_SECONDS),
      }),
      responseTemplates: this.several ? { 'application/json': this.templateHeader() } : undefined,
    };
  }

  /** What a preflight may carry. */
  preflightParameters(): Record<string, boolean> {
    const headers = [ALLOW_ORIGIN, 'Access-Control-Allow-Methods', 'Access-Control-Allow-Headers', 'Access-Control-Max-Age', ...this.several ? ['Vary'] : []];
    return Object.fromEntries(headers.map((header) => [`method.response.header.${header}`, true]));
  }

  private get several(): boolean {
    return this.origins.length > 1;
  }
}

/** As a browser writes it: in lower case, without a default port, without a path. */
function isOrigin(text: string): boolean {
  if (!/^https?:/.test(text)) {
    return APP_ORIGIN.test(text);
  }
  return URL.canParse(text) && new URL(text).origin === text && !text.includes('\'');
}

/** API Gateway takes a text in single quotes for a static value. */
export function quoted(value: string): string {
  return `'${value}'`;
}

function prefixed(prefix: string, headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [`${prefix}${name}`, quoted(value)]));
}
