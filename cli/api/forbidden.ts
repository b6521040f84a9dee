import { randomUUID } from 'crypto';
import type { ApiReply } from './api-request';

/** Where there is no stage, or no mapping of a domain: no matter of an API, so none of its gateway responses applies. */
export function forbidden(reason: string, requestId: string = randomUUID()): ApiReply {
  return {
    reason,
    status: 403,
    headers: { 'Content-Type': 'application/json', 'x-amzn-RequestId': requestId, 'x-amzn-ErrorType': 'ForbiddenException' },
    body: '{"message":"Forbidden"}',
  };
}
