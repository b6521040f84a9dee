import type { EventTableNames } from './event-catalog';
import type { EventFiles } from './event-tables';
import { recordsTable } from './event-tables';
import { createDatabase, createTable } from './hive-ddl';
import * as sql from './queries';
import type { NamedQueryOptions } from './query-options';

/** A named query with its place in the construct tree, a fixed word. */
export interface BuiltInQuery extends NamedQueryOptions {
  readonly id: string;
}

/** The names people type and tools look for; none of them may change. */
export const BUILT_IN_NAMES = [
  'create-database', 'create-table', 'sample', 'events-per-hour', 'latest-events', 'volume-by-day', 'duplicate-events', 'failed-records',
];

/** What the built-in queries are about. */
export interface QueriedCatalog {
  readonly databaseName: string;
  readonly databaseDescription: string;
  readonly tableNames: EventTableNames;
  readonly files: EventFiles;
}

/** The queries that every pipeline has. */
export function builtInQueries({ databaseName: database, databaseDescription, tableNames, files }: QueriedCatalog): BuiltInQuery[] {
  const records = { ...recordsTable(files), name: tableNames.records };
  const events = { database, name: tableNames.records };
  const failures = { database, name: tableNames.failedRecords };
  const columns = sql.JSON_EVENT;
  return [
    {
      id: 'CreateDatabase',
      name: 'create-database',
      sql: createDatabase(database, databaseDescription),
      description: 'Creates the database where it is missing; the stack has already done so',
    },
    {
      id: 'CreateTable',
      name: 'create-table',
      sql: createTable(database, records),
      description: 'Creates the table of events where it is missing; the stack has already done so',
    },
    { id: 'Sample', name: 'sample', sql: sql.sample(events, columns), description: 'Ten events of the last 7 days' },
    { id: 'EventsPerHour', name: 'events-per-hour', sql: sql.eventsPerHour(events, columns), description: 'Events per hour (UTC), last 7 days' },
    { id: 'LatestEvents', name: 'latest-events', sql: sql.latestEvents(events, columns), description: 'The newest 100 events of the last 7 days' },
    {
      id: 'VolumeByDay',
      name: 'volume-by-day',
      sql: sql.volumeByDay(events, columns),
      description: 'Events, distinct events and bytes of JSON by arrival day (UTC), last 30 days',
    },
    {
      id: 'DuplicateEvents',
      name: 'duplicate-events',
      sql: sql.duplicateEvents(events, columns),
      description: 'Events delivered more than once, by event_id, last 7 days',
    },
    {
      id: 'FailedRecords',
      name: 'failed-records',
      sql: sql.failedRecords(failures),
      description: 'The newest 100 failed records, decoded, last 7 days',
    },
  ];
}
