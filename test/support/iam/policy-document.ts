/** A policy as IAM takes it, every function of the template resolved. */
export interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  /** The trust policy of a role has none. */
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

/** A policy that belongs to a role or a user. */
export interface AttachedPolicy {
  readonly name: string;
  readonly policy: PolicyDocument;
}

/** One or many are written alike. */
export function listOf(value: string | readonly string[] | undefined): string[] {
  return value === undefined ? [] : [value].flat() as string[];
}
