import type { ThrottleSettings } from 'aws-cdk-lib/aws-apigateway';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { invalid, requireConcrete, requireRange, requireWhole } from '../private/validate';

/** What an API and a pipeline have under the same name. */
interface EdgeSettings {
  readonly stageName?: string;
  readonly throttle?: ThrottleSettings;
  readonly allowedOrigins?: string[];
}

// Of an app in a shell of its own, such as capacitor://localhost.
const APP_ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[A-Za-z0-9.-]+$/;
const STAGE_NAME = /^[A-Za-z0-9_-]{1,128}$/;

/** @throws Error if a value is out of its limits */
export function validateEdge(scope: IConstruct, settings: EdgeSettings): void {
  if (settings.stageName !== undefined) {
    validateStageName(scope, settings.stageName);
  }
  // The upper limits are quotas of an account, which AWS raises.
  requireRange(scope, 'throttle.rateLimit', settings.throttle?.rateLimit, 0, Number.MAX_SAFE_INTEGER, 'requests a second');
  requireRange(scope, 'throttle.burstLimit', settings.throttle?.burstLimit, 0, Number.MAX_SAFE_INTEGER, 'requests');
  requireWhole(scope, 'throttle.burstLimit', settings.throttle?.burstLimit, 'requests');
  if (settings.allowedOrigins !== undefined) {
    validateOrigins(scope, settings.allowedOrigins);
  }
}

function validateStageName(scope: IConstruct, stageName: string): void {
  const fix = 'choose a name such as \'dev\' or \'prod\'';
  // It is a part of the stage's logical id.
  requireConcrete(scope, 'stageName', stageName, fix);
  if (!STAGE_NAME.test(stageName)) {
    throw invalid(scope, { what: 'stageName', got: `'${stageName}'`, allowed: '1 to 128 of A-Z a-z 0-9 _ -', fix });
  }
}

function validateOrigins(scope: IConstruct, allowedOrigins: string[]): void {
  const fix = 'write origins as a browser sends them, such as \'https://example.com\', or leave the prop out for any';
  const allowed = '\'*\' alone, or one or more of scheme://host[:port] in lower case, without a path and without the default port';
  const wrong = allowedOrigins.find((origin) => !Token.isUnresolved(origin) && !isOrigin(origin)
    && !(origin === '*' && allowedOrigins.length === 1));
  if (wrong !== undefined) {
    const got = allowedOrigins.length === 1 ? `'${wrong}'` : `'${wrong}' among ${allowedOrigins.length}`;
    throw invalid(scope, { what: 'allowedOrigins', got, allowed, fix });
  }
  if (allowedOrigins.length === 0) {
    throw invalid(scope, { what: 'allowedOrigins', got: 'an empty list', allowed, fix });
  }
}

/** As a browser writes it: in lower case, without a default port, without a path. */
function isOrigin(text: string): boolean {
  if (!/^https?:/.test(text)) {
    return APP_ORIGIN.test(text);
  }
  return URL.canParse(text) && new URL(text).origin === text && !text.includes('\'');
}
