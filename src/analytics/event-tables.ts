import { PROJECTION_ENABLED, projectDays, projectValues } from './partition-projection';
import { JSON_LINES, WHOLE_LINES } from './table-definition';
import type { ColumnDefinition, TableDefinition } from './table-definition';
import { DAY_KEY, ERROR_TYPE_KEY, errorPrefix } from '../private/s3-layout';

/** Where the files of the tables lie, and how the tables are called. */
export interface EventFiles {
  readonly bucketName: string;
  readonly dataPrefix: string;
  readonly tableName: string;
  /** The first day that has data, `yyyy-MM-dd`. */
  readonly startDate: string;
}

const DAY: ColumnDefinition = { name: DAY_KEY, type: 'string', comment: 'arrival day (UTC) of the oldest record in the file, yyyy-MM-dd' };
const WHOLE_EVENT: ColumnDefinition = { name: 'event', type: 'string', comment: 'the event as JSON text' };

/** What can go wrong with a record on its way to S3, in Firehose's words. */
const ERROR_TYPES = ['processing-failed', 'format-conversion-failed', 'metadata-extraction-failed'];

/** Firehose's fields around a failed record. A JSON SerDe finds `attemptsMade` under the column `attemptsmade`: Glue knows no capitals. */
const ERROR_ENVELOPE: ColumnDefinition[] = [
  { name: 'attemptsmade', type: 'int', comment: 'how often Firehose tried' },
  { name: 'arrivaltimestamp', type: 'bigint', comment: 'arrival of the record, milliseconds since 1970' },
  { name: 'errorcode', type: 'string' },
  { name: 'errormessage', type: 'string' },
  { name: 'attemptendingtimestamp', type: 'bigint', comment: 'end of the last attempt, milliseconds since 1970' },
  { name: 'rawdata', type: 'string', comment: 'the record as it arrived, base64' },
  { name: 'lambdaarn', type: 'string' },
];

/** The events: what queries are written against. */
export function recordsTable(files: EventFiles): TableDefinition {
  return { ...wholeEvents(files), name: files.tableName, description: 'Events, one row each' };
}

/** The events as the lines they are: whatever the columns of the other table become, a query on this one goes on working. */
export function rawRecordsTable(files: EventFiles): TableDefinition {
  return { ...wholeEvents(files), name: `${files.tableName}_raw`, description: 'Events as JSON text, one row each, whatever their shape' };
}

/** The records that could not be made an event, with the reason. */
export function failedRecordsTable(files: EventFiles): TableDefinition {
  return {
    name: `${files.tableName}_errors`,
    description: 'Records that failed on their way, one row each',
    columns: ERROR_ENVELOPE,
    partitionKeys: [{ name: ERROR_TYPE_KEY, type: 'string', comment: 'what failed' }, DAY],
    location: `s3://${files.bucketName}/${errorPrefix(files.dataPrefix)}`,
    format: JSON_LINES,
    parameters: {
      classification: 'json',
      ...PROJECTION_ENABLED,
      ...projectValues(ERROR_TYPE_KEY, ERROR_TYPES),
      ...projectDays(DAY_KEY, files.startDate),
    },
  };
}

function wholeEvents(files: EventFiles): Omit<TableDefinition, 'name' | 'description'> {
  return {
    columns: [WHOLE_EVENT],
    partitionKeys: [DAY],
    location: `s3://${files.bucketName}/${files.dataPrefix}`,
    format: WHOLE_LINES,
    parameters: { classification: 'json', ...PROJECTION_ENABLED, ...projectDays(DAY_KEY, files.startDate) },
  };
}
