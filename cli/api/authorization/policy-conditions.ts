import { BlockList, isIP } from 'net';
import { matchesWildcards } from './wildcards';
import type { ApiRequest } from '../api-request';

/** By operator, by key: the values of which one must fit. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What is known of a request, by the key of the condition in lower case. */
export type ConditionValues = Readonly<Record<string, string>>;

type Comparison = (actual: string, wanted: string) => boolean;

const OPERATORS: Readonly<Record<string, Comparison>> = {
  StringEquals: (actual, wanted) => actual === wanted,
  StringEqualsIgnoreCase: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  StringLike: (actual, wanted) => matchesWildcards(wanted, actual),
  NumericEquals: (actual, wanted) => Number(actual) === Number(wanted),
  NumericLessThan: (actual, wanted) => Number(actual) < Number(wanted),
  NumericLessThanEquals: (actual, wanted) => Number(actual) <= Number(wanted),
  NumericGreaterThan: (actual, wanted) => Number(actual) > Number(wanted),
  NumericGreaterThanEquals: (actual, wanted) => Number(actual) >= Number(wanted),
  DateEquals: (actual, wanted) => time(actual) === time(wanted),
  DateLessThan: (actual, wanted) => time(actual) < time(wanted),
  DateLessThanEquals: (actual, wanted) => time(actual) <= time(wanted),
  DateGreaterThan: (actual, wanted) => time(actual) > time(wanted),
  DateGreaterThanEquals: (actual, wanted) => time(actual) >= time(wanted),
  Bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  IpAddress: isInRange,
};

/** These hold where their opposite does not, also if the request has no such value. */
const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
};

/** The keys that API Gateway knows of every request. */
export function conditionValues({ context, headers }: ApiRequest, now: number): ConditionValues {
  const { sourceIp, userAgent } = context.identity;
  return {
    'aws:sourceip': sourceIp,
    'aws:useragent': userAgent,
    'aws:currenttime': new Date(now).toISOString(),
    'aws:epochtime': String(Math.floor(now / 1000)),
    // Every request comes over TLS there.
    'aws:securetransport': 'true',
    ...headers.referer === undefined ? {} : { 'aws:referer': headers.referer },
  };
}

/** Whether every condition of a statement holds. */
export function conditionsHold(conditions: Conditions, values: ConditionValues): boolean {
  return Object.entries(conditions).every(([operator, byKey]) => Object.entries(byKey).every(([key, wanted]) => {
    const actual = Object.hasOwn(values, key.toLowerCase()) ? values[key.toLowerCase()] : undefined;
    return holds(operator, actual, [wanted].flat().map(String));
  }));
}

function holds(operator: string, actual: string | undefined, wanted: readonly string[]): boolean {
  if (operator === 'Null') return wanted.includes(String(actual === undefined));
  const name = operator.replace(/IfExists$/, '');
  if (actual === undefined) return name !== operator || Object.hasOwn(NEGATED, name);
  if (Object.hasOwn(NEGATED, name)) return !wanted.some(value => OPERATORS[NEGATED[name]](actual, value));
  return wanted.some(value => OPERATORS[name](actual, value));
}

/** Whether it is one of those that fit a value of a request here. */
export function isOperator(operator: string): boolean {
  const name = operator.replace(/IfExists$/, '');
  return operator === 'Null' || Object.hasOwn(OPERATORS, name) || Object.hasOwn(NEGATED, name);
}

/** A time of ISO 8601, or seconds since the epoch. */
function time(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

function isInRange(actual: string, wanted: string): boolean {
  const [network, bits] = wanted.split('/');
  const family = isIP(network);
  if (family === 0 || isIP(actual) !== family) return false;
  const [type, most] = family === 4 ? ['ipv4', 32] as const : ['ipv6', 128] as const;
  const prefix = Number(bits ?? most);
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > most) return false;
  const range = new BlockList();
  range.addSubnet(network, prefix, type);
  return range.check(actual, type);
}
