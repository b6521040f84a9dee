import type { FirehoseTransformationEvent, FirehoseTransformationResult } from 'aws-lambda';
import { logLines } from './batch-log';
import { TRANSFORM_MODULE } from '../contract';
import { loadTransform } from './load-transform';
import { processBatch } from './process-batch';

const transform = process.env[TRANSFORM_MODULE];
// Starts while the function is initialised.
const loading = transform === undefined ? Promise.resolve(undefined) : loadTransform(__dirname, transform);
// Not an end of the process: each invocation reports it, so that Firehose retries and then keeps the batch under the error prefix.
loading.catch(() => undefined);

/** Called by Firehose with a batch of records. */
export async function handler(event: FirehoseTransformationEvent): Promise<FirehoseTransformationResult> {
  const batch = await processBatch(event.records, await loading);
  for (const line of logLines(batch, process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'local', Date.now())) {
    // Not the console: Lambda puts a prefix before its lines, or wraps them where the log format is JSON, and then there is no metric.
    process.stdout.write(`${line}\n`);
  }
  return { records: batch.records };
}
