import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { AuthorizationKind } from './authorization-kind';
import type { RequestContext } from './request-context';
import { requireKind } from '../private/kinds';
import { invalid } from '../private/validate';
import { EVENT_ID, RECEIVED_AT } from '../record-processor/contract';

const WHAT = 'http.context';
const FIELD = /^[a-z_][a-z0-9_]{0,63}$/;
/** The fields that every row has, or may come to have. */
const RESERVED = [EVENT_ID, RECEIVED_AT, 'replayed_from'];
/** Names of headers, claims and keys: they stand in a template, in single quotes. */
const KEY = /^[A-Za-z0-9._:-]{1,128}$/;
const HEADER = /^[A-Za-z0-9._-]{1,128}$/;
/** They let someone in, and would lie in the bucket for all who may read it. */
const CREDENTIALS = ['authorization', 'cookie', 'proxy-authorization', 'x-amz-security-token', 'x-api-key'];

/**
 * @param kind of the authorization; undefined if it is someone else's own
 * @throws Error if a field has no good name, two have the same, or a value would never be there
 */
export function validateContext(scope: IConstruct, context: readonly RequestContext[], kind: AuthorizationKind | undefined): void {
  context.forEach((each, n) => {
    requireKind(scope, `${WHAT}[${n}]`, each, 'requestContext');
    validateField(scope, `${WHAT}[${n}]`, each.fieldName, context.slice(0, n));
    validateSource(scope, `${WHAT}[${n}]`, each, kind);
  });
}

function validateField(scope: IConstruct, what: string, fieldName: string, before: readonly RequestContext[]): void {
  if (Token.isUnresolved(fieldName) || !FIELD.test(fieldName) || RESERVED.includes(fieldName)) {
    const got = Token.isUnresolved(fieldName) ? 'a field name that is known only at deployment (a token)' : `the field name '${fieldName}'`;
    throw invalid(scope, {
      what,
      got,
      allowed: `1 to 64 of a-z 0-9 _, not beginning with a digit, but none of ${RESERVED.join(', ')}`,
      fix: 'give the field another name, as the last argument',
    });
  }
  if (before.some((other) => other.fieldName === fieldName)) {
    throw invalid(scope, { what, got: `the field name '${fieldName}' a second time`, allowed: 'each name once', fix: 'give the field another name, as the last argument' });
  }
}

function validateSource(scope: IConstruct, what: string, { _details }: RequestContext, kind: AuthorizationKind | undefined): void {
  const { key, header, needs, fix } = _details;
  if (key !== undefined && (Token.isUnresolved(key) || !(header === undefined ? KEY : HEADER).test(key))) {
    const got = Token.isUnresolved(key) ? 'a name that is known only at deployment (a token)' : `the name '${key}'`;
    throw invalid(scope, { what, got, allowed: `1 to 128 of A-Z a-z 0-9 . _ ${header === undefined ? ': ' : ''}-`, fix: 'write the name out: it stands in a template' });
  }
  if (header !== undefined && CREDENTIALS.includes(header.toLowerCase())) {
    throw invalid(scope, { what, got: `the header ${header}`, allowed: 'a header that lets nobody in', fix: 'leave it out: it would be stored with each event, for all who may read them' });
  }
  if (needs && kind && !needs.includes(kind)) {
    throw invalid(scope, { what, got: `a value that is never there with the authorization ${kind}`, allowed: `one that comes with it, or ${fix}`, fix: `choose ${fix}, or leave it out` });
  }
}
