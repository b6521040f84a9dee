import { readPolicy } from './policy';
import type { PolicyStatement } from './policy';

/** What the function of a Lambda authorizer answered. */
export interface AuthorizerAnswer {
  readonly principalId: string;
  readonly policy: readonly PolicyStatement[];
  /** `$context.authorizer`, whose values are texts. */
  readonly context: Readonly<Record<string, string>>;
  /** The value of an API key, where the API takes it from its authorizer. */
  readonly usageIdentifierKey: string | undefined;
}

/**
 * Reads the answer, as API Gateway understands it.
 * @throws Error if the API could not use it
 */
export function readAnswer(text: string): AuthorizerAnswer {
  const answer: unknown = JSON.parse(text);
  if (typeof answer !== 'object' || answer === null) throw new Error(`it answered ${text.length > 100 ? 'no object' : text}`);
  const { principalId, policyDocument, context, usageIdentifierKey } = answer as Record<string, unknown>;
  if (typeof principalId !== 'string' && typeof principalId !== 'number') throw new Error('its answer has no principalId');
  if (usageIdentifierKey !== undefined && usageIdentifierKey !== null && typeof usageIdentifierKey !== 'string') throw new Error('usageIdentifierKey is not a text');
  return {
    principalId: String(principalId),
    policy: readPolicy(policyDocument),
    context: readContext(context ?? {}),
    usageIdentifierKey: usageIdentifierKey ?? undefined,
  };
}

function readContext(context: unknown): Record<string, string> {
  if (typeof context !== 'object' || Array.isArray(context)) throw new Error('context is not an object');
  const entries = Object.entries(context as object).filter(([, value]) => value !== null);
  const wrong = entries.find(([, value]) => typeof value === 'object');
  if (wrong !== undefined) throw new Error(`context.${wrong[0]} is a list or an object, allowed are texts, numbers and booleans`);
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
