import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { invalid } from '../private/validate';

// Of an app in a shell of its own, such as capacitor://localhost.
const APP_ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[A-Za-z0-9.-]+$/;
/**
 * Every reply template of the API compares with each origin, and CloudFormation takes templates of up to 1 MB.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const MAX_CHARACTERS = 20_000;

const WHAT = 'allowedOrigins';
const FIX = 'write origins as a browser sends them, such as \'https://example.com\', or leave the prop out for any';
const ALLOWED = '\'*\' alone, or one or more of scheme://host[:port] in lower case, without a path and without the default port';

/** @throws Error if the list is empty, too long or not known at synth, or if one of it is no origin or stands there twice */
export function validateOrigins(scope: IConstruct, allowedOrigins: readonly string[]): void {
  if (Token.isUnresolved(allowedOrigins)) {
    throw invalid(scope, {
      what: WHAT,
      got: 'a list that is known only at deployment (a token)',
      allowed: 'a list of origins, each of which may be a token',
      fix: 'write the list out: templates compare with each origin of it',
    });
  }
  const wrong = allowedOrigins.find((origin) => !Token.isUnresolved(origin) && !isOrigin(origin)
    && !(origin === '*' && allowedOrigins.length === 1));
  if (wrong !== undefined) {
    const got = allowedOrigins.length === 1 ? `'${wrong}'` : `'${wrong}' among ${allowedOrigins.length}`;
    throw invalid(scope, { what: WHAT, got, allowed: ALLOWED, fix: FIX });
  }
  if (allowedOrigins.length === 0) {
    throw invalid(scope, { what: WHAT, got: 'an empty list', allowed: ALLOWED, fix: FIX });
  }
  const twice = allowedOrigins.find((origin, n) => allowedOrigins.indexOf(origin) !== n);
  if (twice !== undefined) {
    throw invalid(scope, { what: WHAT, got: `'${twice}' twice`, allowed: 'each origin once', fix: 'leave out the second' });
  }
  const characters = allowedOrigins.join('').length;
  if (characters > MAX_CHARACTERS) {
    throw invalid(scope, {
      what: WHAT,
      got: `${allowedOrigins.length} origins with ${characters} characters together`,
      allowed: `up to ${MAX_CHARACTERS} characters together`,
      fix: 'allow any origin: CORS is not access control',
    });
  }
}

/** As a browser writes it: in lower case, without a default port, without a path. */
function isOrigin(text: string): boolean {
  if (!/^https?:/.test(text)) {
    return APP_ORIGIN.test(text);
  }
  return URL.canParse(text) && new URL(text).origin === text && !text.includes('\'');
}
