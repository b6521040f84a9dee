import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { BatchMode } from '../batch-mode';

/** The content types that are taken. A browser sends `text/plain` without asking first (`sendBeacon`). */
export const CONTENT_TYPES = ['application/json', 'text/plain'];

/** How many events `POST /batch` takes at most. Firehose takes 500 records in one call; in one record of 1,000 KiB, 250 events of 4 KB on average fit. */
export function maxBatch(batchMode: BatchMode | undefined): number {
  return batchMode === BatchMode.PACKED ? 250 : 500;
}

/**
 * One event. API Gateway repairs broken JSON in silence, so a model stands before every template.
 *
 * @param reserved members that the API itself writes: an event that has one is refused, so that nobody can pass one off as the API's
 */
export function eventSchema(reserved: readonly string[]): apigateway.JsonSchema {
  return {
    schema: apigateway.JsonSchemaVersion.DRAFT4,
    title: 'Event',
    ...objectSchema(reserved),
  };
}

/** Many events. */
export function batchSchema(reserved: readonly string[], maxItems: number): apigateway.JsonSchema {
  return {
    schema: apigateway.JsonSchemaVersion.DRAFT4,
    title: 'Batch',
    type: apigateway.JsonSchemaType.ARRAY,
    minItems: 1,
    maxItems,
    items: objectSchema(reserved),
  };
}

function objectSchema(reserved: readonly string[]): apigateway.JsonSchema {
  const type = apigateway.JsonSchemaType.OBJECT;
  return reserved.length === 0 ? { type } : { type, not: { anyOf: reserved.map((name) => ({ required: [name] })) } };
}
