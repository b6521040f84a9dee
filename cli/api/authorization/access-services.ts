import { UsagePlans } from './usage-plans';
import { InvocationError } from '../../invocation-error';
import type { Functions } from '../../services';
import type { Deployment } from '../../template/deployment';
import type { Clock } from '../throttle';

/** What the authorization of requests needs of the run. */
export interface AccessServices {
  /** Runs the functions of Lambda authorizers; without them every call of one fails. */
  readonly functions: Functions;
  /** Shared by APIs whose stages are in one plan. */
  readonly usagePlans: UsagePlans;
  /** Milliseconds since the epoch, for what expires. */
  readonly now: () => number;
}

const NO_FUNCTIONS: Functions = {
  invoke: async functionArn => { throw new InvocationError('not run here', `no function runs here, so ${functionArn} does not`); },
};

/** For an API that stands alone. */
export function accessServices(deployment: Deployment, clock: Clock, given: Partial<AccessServices>): AccessServices {
  const { functions = NO_FUNCTIONS, now = Date.now } = given;
  return { functions, now, usagePlans: given.usagePlans ?? new UsagePlans(deployment, clock, now) };
}
