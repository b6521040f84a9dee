import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { requireKind } from '../private/kinds';
import { invalid } from '../private/validate';

const WHAT = 'allowedHeaders';
/** A token, without the apostrophe that would end a static value of API Gateway. https://www.rfc-editor.org/rfc/rfc9110#name-tokens */
const HEADER = /^[A-Za-z0-9!#$%&*+.^_`|~-]{1,128}$/;
/** Browsers set these themselves and let no page do it. https://fetch.spec.whatwg.org/#forbidden-request-header */
const FORBIDDEN = /^(?:accept-charset|accept-encoding|access-control-request-.+|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|proxy-.*|sec-.*)$/i;
/** The headers of a reply have up to 10,240 bytes together. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const MAX_CHARACTERS = 5_000;

/** @throws Error if the list is too long or not known at synth, or if an element is not the name of a header that a page can set, or is there twice */
export function validateAllowedHeaders(scope: IConstruct, allowedHeaders: readonly string[]): void {
  const refuse = (got: string, allowed: string, fix: string) => invalid(scope, { what: WHAT, got, allowed, fix });
  if (Token.isUnresolved(allowedHeaders)) {
    throw refuse('a list that is known only at deployment (a token)', 'a list of headers, each of which may be a token', 'write the list out: it is added to the headers that are always allowed');
  }
  allowedHeaders.forEach((header, n) => requireKind(scope, `${WHAT}[${n}]`, header, 'text'));
  const known = allowedHeaders.filter((header) => !Token.isUnresolved(header));
  const wrong = known.find((header) => !HEADER.test(header) || header === '*' && allowedHeaders.length > 1);
  if (wrong !== undefined) {
    throw refuse(`'${wrong}'${allowedHeaders.length === 1 ? '' : ` among ${allowedHeaders.length}`}`,
      '\'*\' alone, or names of headers: 1 to 128 of A-Z a-z 0-9 ! # $ % & * + . ^ _ ` | ~ -',
      'give each header as an element of its own, without a colon and a value');
  }
  const forbidden = known.find((header) => FORBIDDEN.test(header));
  if (forbidden !== undefined) {
    throw refuse(`'${forbidden}'`, 'headers that a page can set', 'leave it out: browsers set it themselves, and never ask whether they may');
  }
  const twice = known.find((header, n) => known.findIndex((other) => other.toLowerCase() === header.toLowerCase()) !== n);
  if (twice !== undefined) {
    throw refuse(`'${twice}' twice`, 'each header once, in capitals or not', 'leave out the second');
  }
  const characters = allowedHeaders.join(',').length;
  if (characters > MAX_CHARACTERS) {
    throw refuse(`${allowedHeaders.length} headers with ${characters} characters together`, `up to ${MAX_CHARACTERS} characters together`, 'allow any with \'*\': CORS is not access control');
  }
}
