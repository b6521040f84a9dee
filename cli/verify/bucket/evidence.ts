import type { Ledger, NoEvent } from '../ledger';
import type { Session } from '../session';
import { parseLossless } from './lossless-json';
import { ObjectWindow } from './object-window';
import type { StoredObject } from './stored-objects';
import { StoredObjects } from './stored-objects';

/** A line among the rows that holds an event of this run. */
export interface StoredRow {
  readonly key: string;
  readonly line: string;
  /** Numbers are texts, as `parseLossless` gives them. */
  readonly event: Readonly<Record<string, unknown>>;
}

/** What lies in the bucket of everything that was sent. */
export interface Evidence {
  readonly objects: readonly StoredObject[];
  /** By the number of the event. */
  readonly rows: ReadonlyMap<number, readonly StoredRow[]>;
  /** Lines among the rows that are not one JSON object, whoever sent them. */
  readonly noObjects: readonly { readonly key: string; readonly line: string }[];
  /** What was sent, as the objects under the error prefix kept it. */
  readonly failed: readonly string[];
  /** Lines under the error prefix that are no envelope. */
  readonly noEnvelopes: readonly { readonly key: string; readonly line: string }[];
  readonly seconds: number;
}

/** Waits until everything that was accepted is somewhere in the bucket, or the time is over. */
export async function collectEvidence(session: Session): Promise<Evidence> {
  const { bucket, clock, waitSeconds, onStatus } = session.options;
  const window = new ObjectWindow(session.startedAt);
  const stored = new StoredObjects();
  const begin = clock.now();
  for (;;) {
    const hours = window.hours(clock.now());
    const evidence = sift(stored.in(await bucket!.refresh(hours), hours), session.options.runId);
    const awaited = session.ledger.accepted.size + traceable(session.ledger).length;
    const found = foundOf(session, evidence);
    const seconds = Math.round((clock.now() - begin) / 1000);
    if (found === awaited || seconds >= waitSeconds || session.stopped) {
      return { ...evidence, seconds };
    }
    onStatus(`waiting for delivery: ${found} of ${awaited} (${seconds} s of at most ${waitSeconds})`);
    await clock.sleep(1000 * Math.min(bucket!.pollSeconds, waitSeconds - seconds));
  }
}

/** How much of what was taken is there, as a row or as a failed record. */
function foundOf({ ledger }: Session, evidence: Omit<Evidence, 'seconds'>): number {
  return [...ledger.accepted.values()].filter(({ n, id }) => evidence.rows.has(n) || (id !== undefined && isFailed(id, evidence))).length
    + traceable(ledger).filter(({ mark }) => isThere(mark, evidence)).length;
}

/** Bodies that are no event, were taken, and are one record each, so that what became of them can be found. */
export function traceable(ledger: Ledger): readonly NoEvent[] {
  return ledger.gotThrough.filter(({ route, text, mark }) => route === 'track' && text.includes(mark));
}

export function isThere(mark: string, { objects, failed }: Pick<Evidence, 'objects' | 'failed'>): boolean {
  return failed.some((bytes) => bytes.includes(mark)) || objects.some(({ place, text }) => place === 'rows' && text.includes(mark));
}

/** Whether the event lies among the failed records. */
export function isFailed(id: string, { failed }: Pick<Evidence, 'failed'>): boolean {
  return failed.some((bytes) => bytes.includes(`"${id}"`));
}

function sift(objects: readonly StoredObject[], runId: string): Omit<Evidence, 'seconds'> {
  const rows = new Map<number, StoredRow[]>();
  const noObjects: { key: string; line: string }[] = [];
  const failed: string[] = [];
  const noEnvelopes: { key: string; line: string }[] = [];
  for (const { key, place, line } of objects.flatMap(linesOf)) {
    const value = parsed(line, line.includes(runId));
    if (place === 'errors') {
      if (typeof value?.rawData === 'string') {
        failed.push(Buffer.from(value.rawData, 'base64').toString());
      } else {
        noEnvelopes.push({ key, line });
      }
    } else if (value === undefined) {
      noObjects.push({ key, line });
    } else if (value.run === runId) {
      const n = Number(String(value.n).replace('#', ''));
      rows.set(n, [...rows.get(n) ?? [], { key, line, event: value }]);
    }
  }
  return { objects, rows, noObjects, failed, noEnvelopes };
}

/** The line feed at the end of an object ends its last line; without one, what follows in the next object is another matter. */
function linesOf({ key, place, text }: StoredObject): { key: string; place: StoredObject['place']; line: string }[] {
  const lines = text.split('\n');
  return (lines.at(-1) === '' ? lines.slice(0, -1) : lines).map((line) => ({ key, place, line }));
}

/** The line as one JSON object; undefined if it is none. */
function parsed(line: string, isOurs: boolean): Record<string, unknown> | undefined {
  try {
    const value = isOurs ? parseLossless(line) : JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : undefined;
  } catch {
    return undefined;
  }
}
