import type { FirehoseTransformationEvent, FirehoseTransformationResult } from 'aws-lambda';
import { logLines } from './batch-log';
import { loadTransform } from './load-transform';
import type { LinesOf, SpliceBatch } from './process-batch';
import { processBatch } from './process-batch';
import { TRANSFORM_MODULE } from '../contract';

/** What Firehose calls with a batch of records. */
export type Handler = (event: FirehoseTransformationEvent) => Promise<FirehoseTransformationResult>;

/**
 * Makes the handler when the function starts.
 * @param environment the environment of the function
 * @param root the folder of the asset
 * @param linesOf what a record is: one event, or many
 * @throws Error that names the transform and the reason, if it cannot be loaded
 */
export async function createHandler(environment: NodeJS.ProcessEnv, root: string, linesOf: LinesOf, spliceBatch: SpliceBatch): Promise<Handler> {
  const module = environment[TRANSFORM_MODULE];
  const transform = module === undefined ? undefined : await loadTransform(root, module);
  return async (event) => {
    const batch = await processBatch(event.records, linesOf, spliceBatch, transform);
    for (const line of logLines(batch, environment.AWS_LAMBDA_FUNCTION_NAME ?? 'local', Date.now())) {
      // Not the console: Lambda puts a prefix before its lines, or wraps them where the log format is JSON, and then there is no metric.
      process.stdout.write(`${line}\n`);
    }
    return { records: batch.records };
  };
}
