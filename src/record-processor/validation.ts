import type { Duration } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { requireRange, requireSeconds, requireWhole } from '../private/validate';

/** Seconds that Firehose waits for a processor, whatever Lambda allows. */
export const MAX_TIMEOUT = 300;

/** What a processor and a pipeline choose about the function. */
interface FunctionSettings {
  readonly timeout?: Duration;
  readonly memorySize?: number;
}

/**
 * @param names what the user calls the two
 * @throws Error if a value is out of its limits
 */
export function validateFunction(scope: IConstruct, settings: FunctionSettings, names = { timeout: 'timeout', memorySize: 'memorySize' }): void {
  requireSeconds(scope, names.timeout, settings.timeout, 1, MAX_TIMEOUT);
  requireRange(scope, names.memorySize, settings.memorySize, 128, 10_240, 'MiB');
  requireWhole(scope, names.memorySize, settings.memorySize, 'MiB');
}
