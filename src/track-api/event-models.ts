import * as apigateway from 'aws-cdk-lib/aws-apigateway';

/** The content types that are taken. A browser sends `text/plain` without asking first (`sendBeacon`). */
export const CONTENT_TYPES = ['application/json', 'text/plain'];

/** Firehose takes at most 500 records in one call. */
export const MAX_BATCH = 500;

/** One event. API Gateway repairs broken JSON in silence, so a model stands before every template. */
export function eventSchema(): apigateway.JsonSchema {
  return {
    schema: apigateway.JsonSchemaVersion.DRAFT4,
    title: 'Event',
    type: apigateway.JsonSchemaType.OBJECT,
  };
}

/** Many events. */
export function batchSchema(): apigateway.JsonSchema {
  return {
    schema: apigateway.JsonSchemaVersion.DRAFT4,
    title: 'Batch',
    type: apigateway.JsonSchemaType.ARRAY,
    minItems: 1,
    maxItems: MAX_BATCH,
    items: { type: apigateway.JsonSchemaType.OBJECT },
  };
}
