import { Failure } from '../failure';

export function asText(value: unknown, at: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Failure(`${at}: expected a text, got ${describe(value)}`);
}

export function asList(value: unknown, at: string, length?: number): unknown[] {
  if (!Array.isArray(value) || (length !== undefined && value.length !== length)) {
    throw new Failure(`${at}: expected a list${length === undefined ? '' : ` of ${length}`}, got ${describe(value)}`);
  }
  return value;
}

export function asMap(value: unknown, at: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Failure(`${at}: expected a map, got ${describe(value)}`);
  return value as Record<string, unknown>;
}

function describe(value: unknown): string {
  return typeof value === 'symbol' ? value.description ?? 'nothing' : JSON.stringify(value) ?? 'nothing';
}
