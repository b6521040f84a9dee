import { createHash } from 'crypto';
import { existsSync, readFileSync } from 'fs';

/** Why a record failed, as the run knows it. */
export interface FailureReason {
  /** Of the record and its error code. */
  readonly key: string;
  readonly reason: string;
}

/** The result of a query, as far as it is looked at here. */
interface Result {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** The name of the column that a result gets here, and not on AWS. */
const COLUMN = 'local_reason';

/**
 * Names a failed record without its text. Bytes that are not UTF-8 are replaced when they are read as text, one by one or several at once: a run of
 * replacement characters counts as one.
 */
export function reasonKey(errorCode: string, text: string): string {
  return createHash('sha256').update(`${errorCode}\n${text.replace(/\uFFFD+/g, '\uFFFD')}`).digest('hex');
}

/**
 * Adds a column with the reason that the local run kept of each failed record in a result. A row is one of a failed record if it has its error
 * code and its bytes, as text or in base64; a result without such rows stays as it is.
 *
 * @param files what the run kept, the oldest first
 */
export function addFailureReasons<R extends Result>(result: R, files: readonly string[]): R {
  const reasons = readReasons(files);
  const found = reasons.size === 0 ? [] : result.rows.map((row) => findReason(row, reasons));
  if (!found.some((reason) => reason !== undefined)) {
    return result;
  }
  const name = result.columns.includes(COLUMN) ? `${COLUMN}_2` : COLUMN;
  return { ...result, columns: [...result.columns, name], rows: result.rows.map((row, index) => [...row, found[index] ?? null]) };
}

function findReason(row: readonly unknown[], reasons: ReadonlyMap<string, string>): string | undefined {
  const texts = row.filter((cell) => typeof cell === 'string');
  for (const code of texts.filter((text) => /^[\w-]+\.[\w-]+$/.test(text))) {
    for (const text of texts) {
      const reason = reasons.get(reasonKey(code, text)) ?? reasons.get(reasonKey(code, Buffer.from(text, 'base64').toString('utf8')));
      if (reason !== undefined) {
        return reason;
      }
    }
  }
  return undefined;
}

/** By their keys; of a record that failed several times in the same way, the last one. */
function readReasons(files: readonly string[]): ReadonlyMap<string, string> {
  const lines = files.filter((file) => existsSync(file)).flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  return new Map(lines.flatMap((line) => {
    const read = parse(line);
    return read === undefined ? [] : [[read.key, read.reason] as const];
  }));
}

/** A run that was killed may have left half a line. */
function parse(line: string): FailureReason | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
