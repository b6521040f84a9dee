import type * as DuckDb from '@duckdb/node-api';

/** A value of a result: a number where JavaScript holds it exactly, else the text that Athena would give. */
export type ResultValue = string | number | null;

export function resultValue(value: DuckDb.DuckDBValue, duckdb: typeof DuckDb): ResultValue {
  if (value === null) {
    return null;
  }
  if (typeof value === 'number' && Number.isFinite(value)) {
    return value;
  }
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) {
    return Number(value);
  }
  return athenaText(value, duckdb);
}

/** A value as Athena prints it: timestamps with milliseconds, bytes in hexadecimal, nested values without quotes. */
function athenaText(value: DuckDb.DuckDBValue, duckdb: typeof DuckDb): string {
  const text = (part: DuckDb.DuckDBValue) => athenaText(part, duckdb);
  if (value === null) {
    return 'null';
  }
  if (value instanceof duckdb.DuckDBTimestampValue) {
    return timestampText(value.micros);
  }
  if (value instanceof duckdb.DuckDBTimestampMillisecondsValue) {
    return timestampText(value.millis * 1000n);
  }
  if (value instanceof duckdb.DuckDBTimestampTZValue) {
    return `${timestampText(value.micros)} UTC`;
  }
  if (value instanceof duckdb.DuckDBBlobValue) {
    return [...value.bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  }
  if (value instanceof duckdb.DuckDBListValue) {
    return `[${value.items.map(text).join(', ')}]`;
  }
  if (value instanceof duckdb.DuckDBMapValue) {
    return `{${value.entries.map((entry) => `${text(entry.key)}=${text(entry.value)}`).join(', ')}}`;
  }
  if (value instanceof duckdb.DuckDBStructValue) {
    return `{${Object.entries(value.entries).map(([name, member]) => `${name}=${text(member)}`).join(', ')}}`;
  }
  return String(value);
}

function timestampText(micros: bigint): string {
  // Rounded down, also before 1970, where the remainder of a division would be negative.
  const millis = Number((micros - (((micros % 1000n) + 1000n) % 1000n)) / 1000n);
  return new Date(millis).toISOString().replace('T', ' ').replace('Z', '');
}
