import { describe } from './exchange';
import type { Exchange } from './exchange';
import type { Problem } from './point';
import { headerText } from './reply-judgement';

const ALLOW = 'access-control-allow-origin';

/** A reply and who made it: a response template, which can compare origins, or a gateway response, which cannot. */
export interface Witness {
  readonly kind: 'success' | 'error' | 'firehose' | 'preflight' | 'throttled' | 'partial';
  readonly exchange: Exchange;
}

/** Which pages may read replies, as the user says or as the replies themselves let on. */
export type CorsPolicy =
  /** Every reply carries this, whoever asks. */
  | { readonly kind: 'fixed'; readonly value: string }
  /** Each reply carries the origin that asked, if it is one of several; what they are, `origins` says if it is known. */
  | { readonly kind: 'several'; readonly origins?: readonly string[] }
  | { readonly kind: 'none' };

export function policyOf(origins: readonly string[]): CorsPolicy {
  return origins.length === 1 ? { kind: 'fixed', value: origins[0] } : { kind: 'several', origins };
}

/** What most replies agree on. @param witnesses replies to an origin that nobody allows by name */
export function inferredPolicy(witnesses: readonly Witness[]): CorsPolicy {
  const counts = new Map<string, number>();
  for (const { exchange: { question, reply } } of witnesses) {
    const value = reply.headers[ALLOW];
    if (value !== undefined && value !== question.origin) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  const [mostFrequent] = [...counts].sort((a, b) => b[1] - a[1]);
  if (mostFrequent !== undefined) {
    return { kind: 'fixed', value: mostFrequent[0] };
  }
  return witnesses.some(({ exchange }) => variesByOrigin(exchange)) ? { kind: 'several' } : { kind: 'none' };
}

/** What is wrong with the headers of a reply to an origin that may read it, or to one of which that is not known. */
export function corsProblems(policy: CorsPolicy, { kind, exchange }: Witness): Problem[] {
  const { question, reply } = exchange;
  const what = `${describe(question)}, the ${reply.status} for ${question.origin}`;
  const got = reply.headers[ALLOW];
  if (policy.kind === 'none') {
    return [{ what, got: headerText(reply, ALLOW), expected: `${ALLOW}, or no page can read a reply` }];
  }
  if (policy.kind === 'fixed') {
    return got === policy.value ? [] : [{ what, got: headerText(reply, ALLOW), expected: `${ALLOW}: ${policy.value}` }];
  }
  // Gateway responses repeat any origin: they hold no data. Templates answer an origin that nobody named with nothing.
  const repeats = policy.origins !== undefined || kind === 'error' || kind === 'throttled';
  const expected = repeats ? question.origin : undefined;
  return [
    ...got === expected ? [] : [{ what, got: headerText(reply, ALLOW), expected: expected === undefined ? `no ${ALLOW}` : `${ALLOW}: ${expected}` }],
    ...variesByOrigin(exchange) ? [] : [{ what, got: headerText(reply, 'vary'), expected: 'vary: Origin, because the reply depends on it' }],
  ];
}

/** Whether the page that asked may read the reply. */
export function readable({ question, reply }: Exchange): boolean {
  return [question.origin, '*'].includes(reply.headers[ALLOW]);
}

function variesByOrigin({ reply }: Exchange): boolean {
  return (reply.headers.vary ?? '').toLowerCase().split(',').some((name) => name.trim() === 'origin');
}
