import { GatewayError } from '../gateway-error';

/** A signature that lacks something. AWS documents no gateway response for it of its own. */
export function incomplete(message: string): GatewayError {
  return new GatewayError('INVALID_SIGNATURE', { message, errorType: 'IncompleteSignatureException' });
}

/** A signature that does not fit its request. */
export function invalid(message: string): GatewayError {
  return new GatewayError('INVALID_SIGNATURE', { message });
}
