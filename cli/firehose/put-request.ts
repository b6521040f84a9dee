import { ApiError, serializationError, validationError } from './api-error';
import { base64Size } from './base64';

export const MAX_RECORD_BYTES = 1_024_000;
export const MAX_BATCH_RECORDS = 500;
export const MAX_BATCH_BYTES = 4 * 1024 * 1024;

export interface PutData {
  readonly data: string;
  readonly size: number;
}

export interface PutRequest {
  readonly streamName: string;
  readonly records: readonly PutData[];
}

/** Reads the body of PutRecord. */
export function readPutRecord(body: string): PutRequest {
  const input = parse(body);
  const problems: string[] = [];
  const streamName = readName(input.DeliveryStreamName, problems);
  if (input.Record === undefined || input.Record === null) problems.push(missing('record'));
  const records = input.Record === undefined || input.Record === null ? [] : [readRecord(input.Record, 'record', problems)];
  if (problems.length > 0) throw validationError(problems);
  return { streamName, records };
}

/** Reads the body of PutRecordBatch. */
export function readPutRecordBatch(body: string): PutRequest {
  const input = parse(body);
  const problems: string[] = [];
  const streamName = readName(input.DeliveryStreamName, problems);
  const records = readRecords(input.Records, problems);
  if (problems.length > 0) throw validationError(problems);
  const bytes = records.reduce((sum, record) => sum + record.size, 0);
  if (bytes > MAX_BATCH_BYTES) throw new ApiError('InvalidArgumentException', 'Records size exceeds 4 MB limit');
  return { streamName, records };
}

function parse(body: string): Record<string, unknown> {
  let input: unknown;
  try {
    input = JSON.parse(body);
  } catch (error) {
    throw serializationError(`the request is not JSON: ${(error as Error).message}`);
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw serializationError('the request is not a JSON object');
  return input as Record<string, unknown>;
}

function readName(name: unknown, problems: string[]): string {
  if (name === undefined || name === null) {
    problems.push(missing('deliveryStreamName'));
    return '';
  }
  if (typeof name !== 'string') throw serializationError('DeliveryStreamName is not a string');
  if (!/^[a-zA-Z0-9_.-]+$/.test(name)) {
    problems.push(constraint(`'${name}' at 'deliveryStreamName'`, 'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+'));
  }
  if (name.length > 64) problems.push(constraint(`'${name}' at 'deliveryStreamName'`, 'Member must have length less than or equal to 64'));
  return name;
}

function readRecords(input: unknown, problems: string[]): PutData[] {
  if (input === undefined || input === null) {
    problems.push(missing('records'));
    return [];
  }
  if (!Array.isArray(input)) throw serializationError('Records is not a list');
  if (input.length === 0) problems.push(constraint("'[]' at 'records'", 'Member must have length greater than or equal to 1'));
  if (input.length > MAX_BATCH_RECORDS) {
    problems.push(constraint("at 'records'", `Member must have length less than or equal to ${MAX_BATCH_RECORDS}`));
    return [];
  }
  return input.map((record, index) => readRecord(record, `records.${index + 1}.member`, problems));
}

function readRecord(record: unknown, at: string, problems: string[]): PutData {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) throw serializationError(`${at} is not a structure`);
  const data = (record as Record<string, unknown>).Data;
  if (data === undefined || data === null) {
    problems.push(missing(`${at}.data`));
    return { data: '', size: 0 };
  }
  if (typeof data !== 'string') throw serializationError(`${at}.data is not a string`);
  const size = base64Size(data);
  if (size === undefined) throw serializationError(`${at}.data is not base64`);
  if (size > MAX_RECORD_BYTES) {
    problems.push(constraint(`at '${at}.data'`, `Member must have length less than or equal to ${MAX_RECORD_BYTES}`));
  }
  return { data, size };
}

function missing(member: string): string {
  return constraint(`null at '${member}'`, 'Member must not be null');
}

function constraint(value: string, rule: string): string {
  return `Value ${value} failed to satisfy constraint: ${rule}`;
}
