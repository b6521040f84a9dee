import * as cdk from 'aws-cdk-lib/core';
import { ServerlessDataPipeline, TrackAuthorization, Transform } from 'cdk-serverless-data-pipeline';
import { Construct } from 'constructs';

const ITEMS_BY_DAY = `
SELECT dt, json_extract_scalar(event, '$.sku') AS sku, sum(CAST(json_extract_scalar(event, '$.quantity') AS bigint)) AS sold
FROM order_items
WHERE dt >= '2026-01-01' AND json_extract_scalar(event, '$.name') = 'order'
GROUP BY 1, 2 ORDER BY 1, 3 DESC`;

/** Events of a shop, each order taken apart on its way. */
export class CustomTransformStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props?: cdk.StackProps) {
    super(scope, id, props);

    new ServerlessDataPipeline(this, 'Shop', {
      authorization: TrackAuthorization.none(),
      allowedOrigins: ['https://shop.example.com', 'https://www.example.com'],
      transform: Transform.node('transform.mjs'),
      tableName: 'order_items',
      bufferingInterval: cdk.Duration.minutes(5),
      bufferingSize: cdk.Size.mebibytes(64),
      queries: {
        scanLimit: cdk.Size.gibibytes(10),
        namedQueries: [{ name: 'items-by-day', description: 'What was sold on each day', sql: ITEMS_BY_DAY }],
      },
    });
  }
}
