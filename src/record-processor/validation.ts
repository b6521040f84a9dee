import type { Duration } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { requireKinds } from '../private/kinds';
import { MAX_TIMEOUT } from '../private/processor-functions';
import { requireRange, requireSeconds, requireWhole } from '../private/validate';

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
  requireKinds(scope, { [names.timeout]: settings.timeout, [names.memorySize]: settings.memorySize },
    { [names.timeout]: 'duration', [names.memorySize]: 'number' });
  requireSeconds(scope, names.timeout, settings.timeout, 1, MAX_TIMEOUT);
  requireRange(scope, names.memorySize, settings.memorySize, 128, 10_240, 'MiB');
  requireWhole(scope, names.memorySize, settings.memorySize, 'MiB');
}
