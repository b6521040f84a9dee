import { GATEWAY_RESPONSE_TYPES } from './gateway-response-types';
import type { GatewayResponseName } from './gateway-response-types';

export interface GatewayErrorDetails {
  /** Replaces the message of the type. */
  readonly message?: string;
  /** Replaces the value of the reply's `x-amzn-ErrorType` header. */
  readonly errorType?: string;
  /** What a validator found wrong; `$context.error.validationErrorString`. */
  readonly validationError?: string;
  /** Why, for the one who runs the API; the client never sees it. May hold what the client sent, but no secret. */
  readonly reason?: string;
}

/** Ends a request with a gateway response. */
export class GatewayError extends Error {
  readonly errorType: string;
  readonly validationError: string | undefined;
  readonly reason: string | undefined;

  constructor(readonly type: GatewayResponseName, details: GatewayErrorDetails = {}) {
    super(details.message ?? GATEWAY_RESPONSE_TYPES[type].message ?? '');
    this.name = 'GatewayError';
    this.errorType = details.errorType ?? GATEWAY_RESPONSE_TYPES[type].errorType;
    this.validationError = details.validationError;
    this.reason = details.reason;
  }
}

/** The API is set up in a way that API Gateway answers with 500. */
export function configurationError(reason: string): GatewayError {
  return new GatewayError('API_CONFIGURATION_ERROR', { reason });
}
