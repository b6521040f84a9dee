import { createHash } from 'crypto';
import { appendFile, rename, stat } from 'fs/promises';
import * as path from 'path';
import { reasonKey } from './failure-reasons';
import type { FailureReason } from './failure-reasons';
import { PRIVATE_FILE } from '../s3/private-folder';
import type { FailedRecord, FailureListener } from '../services';
import { detailText } from '../terminal/log-text';

/** How long lines of a function's log may still come after its answer, in milliseconds. */
const LOG_DELAY = 200;
/** Names of records that log lines are remembered by. */
const MAX_NAMES = 20_000;
const MAX_LENGTH = 300;
/** The file is put aside then, in bytes, and the one that was put aside before is gone. */
const MAX_BYTES = 8 * 1024 * 1024;
/** How a log names a record: by its id, or by the SHA-256 of its bytes. */
const NAME = /\b(?:\d{56}|[0-9a-f]{64})\b/g;

interface Batch {
  readonly records: readonly FailedRecord[];
  readonly timer: NodeJS.Timeout;
}

/** Where a run keeps the reasons, inside the data folder, and where they are once there are many. */
export function journalFiles(data: string): { readonly current: string; readonly previous: string } {
  return { current: path.join(data, '.failure-reasons.ndjson'), previous: path.join(data, '.failure-reasons.previous.ndjson') };
}

/**
 * Keeps the reason of each failed record beside the data. Error objects have only the service's fixed messages, here as on AWS; the reason is in
 * the error of the call or in the log of the function. It never keeps the bytes of a record, only a hash.
 */
export class FailureJournal implements FailureListener {
  private readonly lines = new Map<string, string>();
  private readonly waiting = new Set<Batch>();
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly data: string, private readonly warn: (message: string) => void) {}

  /** Reads a line that a function wrote to its log. */
  hear(line: string): void {
    for (const name of line.match(NAME) ?? []) {
      this.lines.delete(name);
      this.lines.set(name, shorten(detailText(line)));
    }
    for (const [oldest] of this.lines) {
      if (this.lines.size <= MAX_NAMES) {
        break;
      }
      this.lines.delete(oldest);
    }
  }

  failed(records: readonly FailedRecord[]): void {
    const batch: Batch = { records, timer: setTimeout(() => this.explain(batch), LOG_DELAY) };
    this.waiting.add(batch);
  }

  /** Writes what is known by now. */
  async close(): Promise<void> {
    for (const batch of this.waiting) {
      clearTimeout(batch.timer);
      this.explain(batch);
    }
    await this.writing;
  }

  /** A log may name a sample of the records only: another one of the batch gets the lines about those that are named. */
  private explain(batch: Batch): void {
    this.waiting.delete(batch);
    const named = batch.records.map(({ id, data, reason }) => reason ?? this.lines.get(id) ?? this.lines.get(sha256(data)));
    const all = [...new Set(named.filter((line) => line !== undefined))].join('; ');
    const reasons = batch.records.map((record, index): FailureReason => {
      return { key: reasonKey(record.errorCode, Buffer.from(record.data, 'base64').toString('utf8')), reason: shorten(named[index] ?? all) };
    }).filter(({ reason }) => reason !== '');
    if (reasons.length > 0) {
      this.writing = this.writing.then(async () => this.write(reasons)).catch((error: Error) => {
        this.warn(`the reasons of failed records cannot be kept for \`query\`: ${error.message}`);
      });
    }
  }

  private async write(reasons: readonly FailureReason[]): Promise<void> {
    const { current, previous } = journalFiles(this.data);
    // A run that was killed may have left half a line.
    await appendFile(current, reasons.map((reason) => `\n${JSON.stringify(reason)}`).join(''), { mode: PRIVATE_FILE });
    if ((await stat(current)).size > MAX_BYTES) {
      await rename(current, previous);
    }
  }
}

/** Of the bytes, in hex. */
function sha256(base64: string): string {
  return createHash('sha256').update(base64, 'base64').digest('hex');
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line;
}
