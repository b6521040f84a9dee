import { InvalidArgumentError } from 'commander';
import { headerOption } from '../terminal/header-option';

// Of an app in a shell of its own, such as capacitor://localhost.
const APP_ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[A-Za-z0-9.-]+$/;
/** The suite sets these itself, each to what a point is about. */
export const OURS: readonly string[] = ['content-type', 'content-length', 'origin', 'expect', 'host', 'connection', 'transfer-encoding'];

/** Adds an origin to those given before. */
export function origin(text: string, before: readonly string[] = []): string[] {
  const isWeb = /^https?:/.test(text);
  if (isWeb ? !URL.canParse(text) || new URL(text).origin !== text : !APP_ORIGIN.test(text)) {
    throw new InvalidArgumentError('Allowed is an origin as a browser sends it, such as https://example.com: in lower case, without a path and the default port. '
      + 'If any page may read replies, leave it out.');
  }
  return [...before, text];
}

/** Adds the name of a header, in lower case, to those given before. */
export function headerName(text: string, before: readonly string[] = []): string[] {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text)) {
    throw new InvalidArgumentError('Allowed is the name of a header, such as traceparent, or * for any.');
  }
  return [...before, text.toLowerCase()];
}

/** Adds a header, `name: value`, to those given before. */
export const requestHeader = headerOption(OURS, 'those are what is checked');
