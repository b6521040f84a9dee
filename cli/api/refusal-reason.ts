import type { GatewayError } from './gateway-error';

/**
 * Why a request ends with a gateway response, in a few words for the one who runs the API. What a check noted comes first; else what it tells
 * the client, except where that repeats a header that may hold a secret.
 */
export function refusalReason({ type, message, errorType, reason, validationError }: GatewayError): string {
  if (reason !== undefined) return reason;
  if (type === 'INVALID_SIGNATURE' && errorType !== 'InvalidSignatureException') return 'the signature lacks a part, or has one that cannot be read';
  return validationError?.replace(/^\[|\]$/g, '') ?? (message === '' ? type : message);
}
