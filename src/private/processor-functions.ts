import type { IDataProcessor } from 'aws-cdk-lib/aws-kinesisfirehose';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { requireSameEnvironment } from './environment';
import { requireSeconds } from './validate';
import { warn } from './warnings';

/** Seconds that Firehose waits for a processor, whatever Lambda allows. https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html */
export const MAX_TIMEOUT = 300;
/** Calls that Firehose may make at once for each of its shards. https://docs.aws.amazon.com/firehose/latest/dev/limits.html */
const CONCURRENT_CALLS = 5;

/** The functions that a processor keeps in a field, as ours, the CDK's and most people's do: binding it would tell, but also grant already. */
export function functionsOf(processor: IDataProcessor): lambda.IFunction[] {
  return Object.values(processor).filter((value) => typeof value === 'object' && value !== null && 'functionArn' in value);
}

/** @throws Error if the function is known to be where the stream is not */
export function requireBeside(scope: IConstruct, what: string, called: lambda.IFunction, stream: IConstruct): void {
  requireSameEnvironment(scope, what, called, stream, 'bring a function beside the stream: Firehose calls functions of its own region and account only');
}

/**
 * What is known of a function that someone brings. An alias or a version is looked through; of an imported function nothing is known.
 * @throws Error if Firehose would give up before the function does
 */
export function requireTimeout(scope: IConstruct, what: string, brought: lambda.IFunction): void {
  requireSeconds(scope, what, ownFunction(brought).timeout, 1, MAX_TIMEOUT, 'lower it: Firehose waits no longer');
}

/** Warns of a function that Firehose alone can throttle. */
export function warnOfConcurrency(scope: IConstruct, what: string, brought: lambda.IFunction): void {
  const reserved = (ownFunction(brought).node.defaultChild as lambda.CfnFunction | undefined)?.reservedConcurrentExecutions;
  if (typeof reserved === 'number' && reserved >= 0 && reserved < CONCURRENT_CALLS) {
    warn(scope, 'lowConcurrency', `${what}: got a function with a reserved concurrency of ${reserved}, below the ${CONCURRENT_CALLS} calls that Firehose `
      + 'may make at once; a batch that is throttled more often than it is retried goes to the error prefix; reserve more or nothing');
  }
}

function ownFunction(brought: lambda.IFunction): lambda.Function {
  return ((brought as Partial<lambda.Alias>).lambda ?? brought) as lambda.Function;
}
