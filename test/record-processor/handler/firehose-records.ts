import type { FirehoseTransformationEventRecord, FirehoseTransformationResultRecord } from 'aws-lambda';

/** 2026-11-22 09:08:07.006 UTC */
export const ARRIVAL = Date.UTC(2026, 10, 22, 9, 8, 7, 6);
export const ARRIVAL_TEXT = '2026-11-22 09:08:07.006';

/** A record as Firehose hands it over. */
export function record(payload: string | Uint8Array, recordId = 'id-0'): FirehoseTransformationEventRecord {
  return encoded(Buffer.from(payload as string).toString('base64'), recordId);
}

/** A record whose data may not even be base64. */
export function encoded(data: string, recordId = 'id-0'): FirehoseTransformationEventRecord {
  return { recordId, approximateArrivalTimestamp: ARRIVAL, data };
}

export function records(...payloads: (string | Uint8Array)[]): FirehoseTransformationEventRecord[] {
  return payloads.map((payload, n) => record(payload, `id-${n}`));
}

/** What an answer writes to S3. */
export function written(answer: FirehoseTransformationResultRecord): string {
  if (answer.result !== 'Ok' || answer.data === undefined) {
    throw new Error(`${answer.recordId} is ${answer.result}`);
  }
  return Buffer.from(answer.data, 'base64').toString('utf8');
}
