import type { Point } from './point';
import { ACCEPTED } from './points/accepted';
import { BODY_LIMIT } from './points/body-limit';
import { CONTENT_TYPES } from './points/content-types';
import { CONTEXT } from './points/context';
import { CORS, CORS_OF_RARE_REPLIES } from './points/cors';
import { CREDENTIALS } from './points/credentials';
import { FIREHOSE_REFUSALS } from './points/firehose-refusals';
import { OVERLOAD } from './points/overload';
import { REFUSED_BODIES } from './points/refused-bodies';
import { REPLIES } from './points/replies';
import { ROUTES } from './points/routes';
import { STORED } from './points/stored';
import { STORED_CONTEXT } from './points/stored-context';
import { THROTTLE } from './points/throttle';

/**
 * All points, in the order in which they are checked: what brings the stream or the API over a limit comes after everything that would be
 * disturbed by it, and what looks at all replies or at what was stored comes last.
 */
export const SUITE: readonly Point[] = [
  ...ACCEPTED,
  ...CONTEXT,
  ...REFUSED_BODIES,
  ...CONTENT_TYPES,
  ...ROUTES,
  ...FIREHOSE_REFUSALS,
  ...CORS,
  ...CREDENTIALS,
  ...BODY_LIMIT,
  ...OVERLOAD,
  ...THROTTLE,
  ...CORS_OF_RARE_REPLIES,
  ...REPLIES,
  ...STORED,
  ...STORED_CONTEXT,
];
