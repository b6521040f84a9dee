import type { ServiceReply } from '../services';

/** An error as the service's JSON 1.1 protocol answers it. */
export class ApiError extends Error {
  constructor(readonly type: string, message: string, readonly status: number = 400) {
    super(message);
  }

  reply(): ServiceReply {
    return { status: this.status, body: JSON.stringify({ __type: this.type, message: this.message }) };
  }
}

/** The message of the service's framework for values outside of the model's constraints. */
export function validationError(problems: readonly string[]): ApiError {
  const count = problems.length === 1 ? '1 validation error' : `${problems.length} validation errors`;
  return new ApiError('ValidationException', `${count} detected: ${problems.join('; ')}`);
}

export function serializationError(message: string): ApiError {
  return new ApiError('SerializationException', message);
}

export const SLOW_DOWN = { code: 'ServiceUnavailableException', message: 'Slow down.' } as const;
