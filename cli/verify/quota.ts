import { Failure } from '../failure';
import type { Reply } from './exchange';

/** The key or token may make no more requests for a day or longer, so that nothing more can be tried. */
export class QuotaUsedUp extends Failure {
  constructor() {
    super('the quota of these credentials is used up (429 LimitExceededException): try again in its next period, or with others');
    this.name = 'QuotaUsedUp';
  }
}

/** A throttle lets requests pass again in a moment; a quota does not. */
export function isQuotaUsedUp({ status, headers }: Reply): boolean {
  return status === 429 && headers['x-amzn-errortype'] === 'LimitExceededException';
}
