import type { PutRecord } from './record';

/** The event of a data transformation, as JSON text. It is put together from the records' base64 text, which needs no escaping. */
export function lambdaEvent(invocationId: string, streamArn: string, region: string, records: readonly PutRecord[]): string {
  const parts = records.map((record) =>
    `{"recordId":"${record.id}","approximateArrivalTimestamp":${record.arrival},"data":"${record.data}"}`);
  return `{"invocationId":"${invocationId}","deliveryStreamArn":${JSON.stringify(streamArn)},"region":${JSON.stringify(region)},"records":[${parts.join(',')}]}`;
}

/** What stands around the values of a record, with the comma behind it. */
const FRAME = '{"recordId":"","approximateArrivalTimestamp":,"data":""},'.length;

/** The bytes of a record in the event, all of them ASCII. */
export function eventSizeOf(record: Pick<PutRecord, 'id' | 'arrival' | 'data'>): number {
  return FRAME + record.id.length + String(record.arrival).length + record.data.length;
}
