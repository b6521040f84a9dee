import type { ThrottleSettings } from 'aws-cdk-lib/aws-apigateway';
import type { IConstruct } from 'constructs';
import { Cors } from './cors';
import { invalid, requireConcrete, requireRange, requireWhole } from '../private/validate';

/** What an API and a pipeline have under the same name. */
interface EdgeSettings {
  readonly stageName?: string;
  readonly throttle?: ThrottleSettings;
  readonly allowedOrigins?: string[];
}

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
  new Cors(scope, settings.allowedOrigins);
}

function validateStageName(scope: IConstruct, stageName: string): void {
  const fix = 'choose a name such as \'dev\' or \'prod\'';
  // It is a part of the stage's logical id.
  requireConcrete(scope, 'stageName', stageName, fix);
  if (!STAGE_NAME.test(stageName)) {
    throw invalid(scope, { what: 'stageName', got: `'${stageName}'`, allowed: '1 to 128 of A-Z a-z 0-9 _ -', fix });
  }
}
