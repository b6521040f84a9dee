import { DROPPED_RECORDS, FAILED_RECORDS, METRIC_DIMENSION, METRIC_NAMESPACE } from '../contract';
import type { Batch } from './process-batch';

/**
 * One line for each distinct reason of a batch and one for what was skipped, in CloudWatch's embedded metric format: CloudWatch makes the metrics
 * out of the log, so that the function needs no permission for them. Nothing of an event's text is in it.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function logLines(batch: Batch, functionName: string, time: number): string[] {
  const line = (metric: string, count: number, details: object) => JSON.stringify({
    _aws: {
      Timestamp: time,
      CloudWatchMetrics: [{
        Namespace: METRIC_NAMESPACE,
        Dimensions: [[METRIC_DIMENSION]],
        Metrics: [{ Name: metric, Unit: 'Count' }],
      }],
    },
    [METRIC_DIMENSION]: functionName,
    [metric]: count,
    ...details,
  });
  return [
    ...batch.failures.map(({ code, message, count, sha256 }) => line(FAILED_RECORDS, count, { code, message, sha256 })),
    ...batch.dropped > 0 ? [line(DROPPED_RECORDS, batch.dropped, {})] : [],
  ];
}
