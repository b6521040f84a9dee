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

/**
 * The one shape of every synth error. A plain `Error`: the error classes of aws-cdk-lib are internal and their constructors change within
 * the peer range.
 */
export function invalid(scope: IConstruct, problem: Problem): Error {
  return new Error(`[${scope.node.path}] ${problem.what}: got ${problem.got}, allowed ${problem.allowed}; ${problem.fix}`);
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
  if (value === undefined || value.isUnresolved()) {
    return;
  }
  const seconds = value.toSeconds({ integral: false });
  requireRange(scope, what, seconds, min, max, 'seconds', fix);
  requireWhole(scope, what, seconds, 'seconds');
}

/** A size of whole MiB within limits; a token passes. */
export function requireMebibytes(scope: IConstruct, what: string, value: Size | undefined, min: number, max: number, fix?: string): void {
  if (value === undefined || value.isUnresolved()) {
    return;
  }
  const mebibytes = value.toBytes() / 1024 ** 2;
  requireRange(scope, what, mebibytes, min, max, 'MiB', fix);
  requireWhole(scope, what, mebibytes, 'MiB');
}

/** A text that is cut or compared at synth, so that a token cannot stand for it. */
export function requireConcrete(scope: IConstruct, what: string, value: string, fix: string): void {
  if (Token.isUnresolved(value)) {
    throw invalid(scope, { what, got: 'a value that is known only at deployment (a token)', allowed: 'concrete text', fix });
  }
}

/** A number without a fraction; a token passes. */
export function requireWhole(scope: IConstruct, what: string, value: number | undefined, unit: string): void {
  if (value !== undefined && !Token.isUnresolved(value) && !Number.isInteger(value)) {
    throw invalid(scope, { what, got: `${value} ${unit}`, allowed: `whole ${unit}`, fix: `choose ${Math.ceil(value)} ${unit}` });
  }
}
