import { Failure } from '../failure';
import { OverBodyLimit } from './body-limit';
import { NoReply } from '../http-client';
import { notTried } from './point';
import type { Outcome, Point } from './point';
import { QuotaUsedUp } from './quota';
import type { Session } from './session';

/** What came out of one point. */
export interface Finding {
  readonly point: Point;
  readonly outcome: Outcome;
}

/** Checks the points one after the other. @param onFinding told as soon as a point is checked */
export async function runSuite(suite: readonly Point[], session: Session, onFinding: (finding: Finding) => void): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const point of suite) {
    const outcome = session.stopped ? notTried('interrupted') : await check(point, session);
    const finding = { point, outcome };
    findings.push(finding);
    onFinding(finding);
  }
  return findings;
}

async function check(point: Point, session: Session): Promise<Outcome> {
  try {
    return await point.check(session);
  } catch (error) {
    if (error instanceof OverBodyLimit || error instanceof QuotaUsedUp) {
      return notTried(error.message);
    }
    if (error instanceof NoReply || error instanceof Failure) {
      return { kind: 'failed', problems: [{ what: point.title, got: error.message, expected: error instanceof NoReply ? 'a reply' : 'to be able to look' }] };
    }
    throw error;
  }
}
