import type { Session } from './session';

/** One thing that was not as it must be. */
export interface Problem {
  /** The request or the object it is about. */
  readonly what: string;
  readonly got: string;
  readonly expected: string;
}

export type Outcome =
  | { readonly kind: 'passed'; readonly note?: string }
  | { readonly kind: 'failed'; readonly problems: readonly Problem[] }
  | { readonly kind: 'not tried'; readonly reason: string };

/** One point of the contract. */
export interface Point {
  /** Never changes: scripts and docs/verified.md name it. */
  readonly id: string;
  readonly title: string;
  readonly check: (session: Session) => Promise<Outcome>;
}

/** @param note what else is worth knowing if all is well */
export function outcomeOf(problems: readonly Problem[], note?: string): Outcome {
  return problems.length === 0 ? { kind: 'passed', note } : { kind: 'failed', problems };
}

export function notTried(reason: string): Outcome {
  return { kind: 'not tried', reason };
}
