import type { Duration, Size } from 'aws-cdk-lib/core';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** What a user has to know about a wrong value. */
export interface Problem {
  /** The prop. */
  readonly what: string;
  /** The value, with its unit. */
  readonly got: string;
  /** The values that are allowed, with their unit. */
  readonly allowed: string;
  /** What to do now. */
  readonly fix: string;
}

/** How the CDK writes a token into text; its number says nothing to a reader. */
const TOKEN = /\$\{Token\[[^\]]*\]\}/g;
/** What a token is, in a message. */
export const LATE_VALUE = 'a value that is known only at deployment (a token)';

/**
 * The one shape of every synth error. A plain `Error`: the error classes of aws-cdk-lib are internal and their constructors change within
 * the peer range.
 */
export function invalid(scope: IConstruct, problem: Problem): Error {
  return new Error(`[${scope.node.path}] ${problem.what}: got ${problem.got.replace(TOKEN, '(a token)')}, allowed ${problem.allowed}; ${problem.fix}`);
}

/** A number within limits; a token passes. */
export function requireRange(scope: IConstruct, what: string, value: number | undefined, min: number, max: number, unit: string, fix?: string): void {
  if (value === undefined || Token.isUnresolved(value)) {
    return;
  }
  if (!(value >= min && value <= max)) {
    const allowed = max === Number.MAX_SAFE_INTEGER ? `${min} ${unit} or more` : `${min} to ${max} ${unit}`;
    throw invalid(scope, { what, got: `${value} ${unit}`, allowed, fix: fix ?? `choose a value of ${allowed}` });
  }
}

/** A duration of whole seconds within limits; a token passes. */
export function requireSeconds(scope: IConstruct, what: string, value: Duration | undefined, min: number, max: number, fix?: string): void {
  if (value === undefined) {
    return;
  }
  requireUnit(scope, what, value, 'Duration.seconds', () => value.toSeconds());
  if (value.isUnresolved()) {
    return;
  }
  const seconds = value.toSeconds({ integral: false });
  requireRange(scope, what, seconds, min, max, 'seconds', fix);
  requireWhole(scope, what, seconds, 'seconds');
}

/** A size of whole MiB within limits; a token passes. */
export function requireMebibytes(scope: IConstruct, what: string, value: Size | undefined, min: number, max: number, fix?: string): void {
  if (value === undefined) {
    return;
  }
  requireUnit(scope, what, value, 'Size.mebibytes', () => value.toMebibytes());
  if (value.isUnresolved()) {
    return;
  }
  const mebibytes = value.toBytes() / 1024 ** 2;
  requireRange(scope, what, mebibytes, min, max, 'MiB', fix);
  requireWhole(scope, what, mebibytes, 'MiB');
}

/**
 * A token is a number that nobody can convert, so it must have the unit that the service takes.
 *
 * @param unit what makes a value of that unit
 * @param convert what will be asked for it; it throws if the token has another
 */
export function requireUnit(scope: IConstruct, what: string, value: Duration | Size, unit: string, convert: () => number): void {
  if (!value.isUnresolved()) {
    return;
  }
  try {
    convert();
  } catch {
    throw invalid(scope, { what, got: `${LATE_VALUE} in another unit`, allowed: `a token in ${unit}()`, fix: `write it as ${unit}(token): a token cannot be converted` });
  }
}

/** A text that is cut or compared at synth, so that a token cannot stand for it. */
export function requireConcrete(scope: IConstruct, what: string, value: string, fix: string): void {
  if (Token.isUnresolved(value)) {
    throw invalid(scope, { what, got: LATE_VALUE, allowed: 'concrete text', fix });
  }
}

/** A number without a fraction; a token passes. */
export function requireWhole(scope: IConstruct, what: string, value: number | undefined, unit: string): void {
  if (value !== undefined && !Token.isUnresolved(value) && !Number.isInteger(value)) {
    throw invalid(scope, { what, got: `${value} ${unit}`, allowed: `whole ${unit}`, fix: `choose ${Math.ceil(value)} ${unit}` });
  }
}
