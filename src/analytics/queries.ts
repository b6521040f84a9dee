/**
 * The SQL of the named queries: Trino's dialect (Athena engine 3), within the part of it that the local run understands too. Each text filters
 * the partition key, is ordered down to the last tie, and never rests on an approximate function.
 */

/** A table with its database. */
export interface QueriedTable {
  readonly database: string;
  readonly name: string;
}

/** How a query gets at the parts of an event: SQL expressions over the columns of its table. */
export interface EventColumns {
  /** The event as JSON text. */
  readonly event: string;
  readonly eventId: string;
  /** A timestamp. */
  readonly receivedAt: string;
}

/** Over a table with the event as its one column. A value that is missing or no timestamp is null: it never fails a query. */
export const JSON_EVENT: EventColumns = {
  event: 'event',
  eventId: 'json_extract_scalar(event, \'$.event_id\')',
  receivedAt: 'try_cast(json_extract_scalar(event, \'$.received_at\') AS timestamp)',
};

/** A few events, to see what is there and to start a query of one's own from. */
export function sample(table: QueriedTable, columns: EventColumns): string {
  return `SELECT
  ${as(columns.eventId, 'event_id')},
  ${as(columns.receivedAt, 'received_at')},
  ${as(columns.event, 'event')},
  dt
FROM ${from(table)}
WHERE ${since(7)}
ORDER BY dt DESC, event_id, event
LIMIT 10`;
}

/** How many events arrived in each hour (UTC) of the last days. */
export function eventsPerHour(table: QueriedTable, columns: EventColumns): string {
  return `SELECT
  date_format(date_trunc('hour', ${columns.receivedAt}), '%Y-%m-%d %H:%i') AS event_hour,
  count(*) AS events
FROM ${from(table)}
WHERE ${since(7)}
GROUP BY 1
ORDER BY event_hour DESC`;
}

/** The newest events. */
export function latestEvents(table: QueriedTable, columns: EventColumns): string {
  return `SELECT
  ${as(columns.receivedAt, 'received_at')},
  ${as(columns.eventId, 'event_id')},
  ${as(columns.event, 'event')}
FROM ${from(table)}
WHERE ${since(7)}
ORDER BY received_at DESC, event_id, event
LIMIT 100`;
}

/** Events and their size as JSON text, by arrival day. */
export function volumeByDay(table: QueriedTable, columns: EventColumns): string {
  return `SELECT
  dt,
  count(*) AS events,
  count(DISTINCT ${columns.eventId}) AS distinct_events,
  sum(length(to_utf8(${columns.event}))) AS json_bytes
FROM ${from(table)}
WHERE ${since(30)}
GROUP BY dt
ORDER BY dt DESC`;
}

/** Events that were delivered more than once: Firehose delivers at least once, and a client may resend. */
export function duplicateEvents(table: QueriedTable, columns: EventColumns): string {
  return `SELECT
  ${as(columns.eventId, 'event_id')},
  count(*) AS copies,
  min(${columns.receivedAt}) AS first_received_at,
  max(${columns.receivedAt}) AS last_received_at
FROM ${from(table)}
WHERE ${since(7)}
  AND ${columns.eventId} IS NOT NULL
GROUP BY 1
HAVING count(*) > 1
ORDER BY copies DESC, event_id
LIMIT 100`;
}

/** The newest failed records with their bytes as text. */
export function failedRecords(errors: QueriedTable): string {
  return `SELECT
  date_format(from_unixtime(arrivaltimestamp / 1000), '%Y-%m-%d %H:%i:%s') AS arrived_at,
  type AS error_type,
  errorcode AS error_code,
  errormessage AS error_message,
  attemptsmade AS attempts,
  from_utf8(from_base64(rawdata)) AS raw_data
FROM ${from(errors)}
WHERE ${since(7)}
  AND rawdata IS NOT NULL
ORDER BY arrivaltimestamp DESC, rawdata, type
LIMIT 100`;
}

/** A column that has the name already needs no second one. */
function as(expression: string, name: string): string {
  return expression === name ? name : `${expression} AS ${name}`;
}

function from(table: QueriedTable): string {
  return `"${table.database}"."${table.name}"`;
}

/** The filter on the partition key: without it a query reads, and pays for, everything that was ever stored. */
function since(days: number): string {
  return `dt >= date_format(current_date - interval '${days}' day, '%Y-%m-%d')`;
}
