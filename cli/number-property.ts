import { Failure } from './failure';

export interface NumberRange {
  readonly min: number;
  /** undefined: the service's limit is high, or is raised now and then. */
  readonly max?: number;
  /** Whether fractions are allowed. */
  readonly fractions?: boolean;
  /** Taken where the template says nothing; must be given where that may happen. */
  readonly absent?: number;
}

/**
 * Reads a number of the template; text that is a number is one, as CloudFormation takes it.
 * @param resource the kind and the logical id, as in `the function MyFunction`
 * @throws Failure when it is none, or the service would refuse it
 */
export function numberProperty(resource: string, property: string, value: unknown, range: NumberRange): number {
  if (value === undefined && range.absent !== undefined) return range.absent;
  const number = typeof value === 'string' && /^\s*[+-]?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && isAllowed(number, range)) return number;
  throw new Failure(`${resource}: ${property} is ${JSON.stringify(value)}, allowed is ${allowed(range)}; change it in the template`);
}

function isAllowed(number: number, { min, max = Number.MAX_SAFE_INTEGER, fractions = false }: NumberRange): boolean {
  return number >= min && number <= max && (fractions || Number.isInteger(number));
}

function allowed({ min, max, fractions = false }: NumberRange): string {
  return `${fractions ? 'a number' : 'a whole number'} from ${min}${max === undefined ? ' on' : ` to ${max}`}`;
}
