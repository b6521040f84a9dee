/**
 * How a macro fails: by a cast that cannot be. DuckDB's own `error()` counts as volatile, and nothing volatile may be inside TRY, where Trino's queries
 * put what can fail.
 */
const MARK = 'failed: ';

/**
 * @param message SQL of a text
 * @param row SQL of a text that differs from row to row: what fails for all rows alike is found before TRY can catch it
 */
export function failWith(message: string, row: string): string {
  return `CASE WHEN CAST('${MARK}' || ${message} || left(${row}, 0) AS BOOLEAN) THEN NULL END`;
}

/** The message of a macro that failed; undefined for other errors. */
export function macroFailure(error: string): string | undefined {
  return new RegExp(`^Conversion Error: Could not convert string '${MARK}([\\s\\S]*)' to BOOL`).exec(error)?.[1];
}
