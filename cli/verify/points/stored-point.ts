import { collectEvidence } from '../bucket/evidence';
import type { Evidence, StoredRow } from '../bucket/evidence';
import type { SentEvent } from '../ledger';
import { notTried, outcomeOf } from '../point';
import type { Outcome, Point, Problem } from '../point';
import type { Session } from '../session';

/** Of the problems of one point. */
export const SHOWN = 5;

/** What is wrong with what lies in the bucket. */
export type Look = (evidence: Evidence, session: Session) => Problem[] | Outcome;

/** A point about what lies in the bucket, once everything that was sent is there. */
export function stored(name: string, title: string, look: Look): Point {
  return {
    id: `stored.${name}`,
    title,
    check: async (session) => {
      if (session.options.bucket === undefined) {
        return notTried('give the folder or s3://… of the bucket with --bucket');
      }
      const evidence = await session.once('evidence', async () => collectEvidence(session));
      const unreadable = evidence.objects.find(({ format, place }) => format === 'unreadable' && place === 'rows');
      if (unreadable !== undefined) {
        return notTried(`${unreadable.key} is neither gzip nor plain text: only JSON pipelines are read`);
      }
      const found = look(evidence, session);
      return Array.isArray(found) ? outcomeOf(found.slice(0, SHOWN)) : found;
    },
  };
}

/** Each accepted event that is stored, with its first row. */
export function pairs({ rows }: Evidence, { ledger }: Session): { sent: SentEvent; row: StoredRow }[] {
  return [...ledger.accepted.values()].flatMap((sent) => (rows.get(sent.n) ?? []).slice(0, 1).map((row) => ({ sent, row })));
}

/** As in JSON, with the numbers as they stand there. */
export function text(value: unknown): string {
  const json = value === undefined ? 'nothing' : JSON.stringify(value).replace(/"#(-?\d[^"]*)"/g, '$1');
  return json.length > 160 ? `${json.slice(0, 160)}…` : json;
}
