import { EVENT_NAME } from './marked-events';
import type { Session } from './session';
import type { Finding } from './suite-run';

const HOUR = 3_600_000;

/** What a run found, for whoever prints it. */
export interface VerifyReport {
  readonly url: string;
  readonly runId: string;
  /** Whether the API says that a batch is one record. */
  readonly packed: boolean;
  readonly passed: number;
  readonly failed: number;
  readonly notTried: number;
  readonly seconds: number;
  /** What this run left in the pipeline. */
  readonly stored: StoredEvents;
  readonly points: readonly object[];
}

export interface StoredEvents {
  readonly events: number;
  /** Nobody knows: the reply said nothing certain. */
  readonly perhaps: number;
  /** Bodies that are no event and were taken all the same. */
  readonly noEvents: number;
  /** Finds all of them. */
  readonly sql: string;
}

export function reportOf(session: Session, findings: readonly Finding[]): VerifyReport {
  const { options: { url, runId, clock }, contract: { packed }, ledger, startedAt } = session;
  const count = (kind: string) => findings.filter(({ outcome }) => outcome.kind === kind).length;
  return {
    url: url.at('/track'),
    runId,
    packed,
    passed: count('passed'),
    failed: count('failed'),
    notTried: count('not tried'),
    seconds: Math.round((clock.now() - startedAt) / 100) / 10,
    stored: { events: ledger.accepted.size, perhaps: ledger.unknown.size, noEvents: ledger.gotThrough.length, sql: sqlFor(startedAt, runId) },
    points: findings.map(({ point: { id, title }, outcome: { kind, ...detail } }) => ({ id, title, outcome: kind, ...detail })),
  };
}

/** A row lies under the day of the oldest record in its object, which may have waited in the buffer since the day before. */
function sqlFor(startedAt: number, runId: string): string {
  const day = new Date(startedAt - HOUR).toISOString().slice(0, 10);
  return `SELECT event FROM records_raw WHERE dt >= '${day}' AND json_extract_scalar(event, '$.name') = '${EVENT_NAME}' AND json_extract_scalar(event, '$.run') = '${runId}'`;
}
