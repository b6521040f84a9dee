import type { RouteName } from '../pipeline-url';
import type { BatchContract } from './batch-contract';
import { describe, show } from './exchange';
import type { Exchange, Reply } from './exchange';
import type { Problem } from './point';

/** What a reply must be. */
export interface Expected {
  readonly text: string;
  readonly fits: (reply: Reply) => boolean;
}

/** All `count` events are kept. */
export function acceptedAll(count: number): Expected {
  return { text: `200 {"accepted":${count}}`, fits: ({ status, json }) => status === 200 && hasExactly(json, { accepted: (value) => value === count }) };
}

/** All `count` events of a request are kept. A packed batch is one record, so its reply knows only all or nothing. */
export function acceptedBy(route: RouteName, { packed }: BatchContract, count: number): Expected {
  return packed && route === 'batch'
    ? { text: '200 {"accepted":"all"}', fits: ({ status, json }) => status === 200 && hasExactly(json, { accepted: (value) => value === 'all' }) }
    : acceptedAll(count);
}

/** The body is no event; the text is fixed, with a hint. */
export function refusedBody({ hint }: BatchContract): Expected {
  return {
    text: `400 {"message":"…","hint":"${hint}"}`,
    fits: ({ status, json }) => status === 400 && hasExactly(json, { message: isText, hint: (value) => value === hint }),
  };
}

/** An error that says what it is, and nothing else. */
export function errorOnly(status: number): Expected {
  return { text: `${status} {"message":"…"}`, fits: (reply) => reply.status === status && hasExactly(reply.json, { message: isText }) };
}

/** What is wrong with the reply: one problem, or none. */
export function judge({ question, reply }: Exchange, expected: Expected, detail?: string): Problem[] {
  if (expected.fits(reply)) {
    return [];
  }
  return [{ what: `${describe(question)}${detail === undefined ? '' : `: ${detail}`}`, got: show(reply), expected: expected.text }];
}

/** The seconds that a reply asks to wait; undefined if it does not say so in whole seconds. */
export function retryAfter({ headers }: Reply): number | undefined {
  const text = headers['retry-after'];
  return text !== undefined && /^[1-9]\d*$/.test(text) ? Number(text) : undefined;
}

/** A reply that asks to come back says when. */
export function judgeRetryAfter({ question, reply }: Exchange): Problem[] {
  return retryAfter(reply) !== undefined ? [] : [{
    what: `${describe(question)}, the ${reply.status}`,
    got: headerText(reply, 'retry-after'),
    expected: 'retry-after: a number of seconds, 1 or more',
  }];
}

export function headerText({ headers }: Reply, name: string): string {
  return headers[name] === undefined ? `no ${name}` : `${name}: ${headers[name]}`;
}

/** Whether a value is an object with these members and no other. */
export function hasExactly(value: any, members: Readonly<Record<string, (member: unknown) => boolean>>): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    && Object.keys(value).length === Object.keys(members).length
    && Object.entries(members).every(([name, fits]) => Object.hasOwn(value, name) && fits(value[name]));
}

export function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
