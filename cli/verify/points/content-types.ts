import { ROUTES } from '../../pipeline-url';
import type { RouteName } from '../../pipeline-url';
import { inParallel } from '../in-parallel';
import { outcomeOf } from '../point';
import type { Point } from '../point';
import { errorOnly, judge } from '../reply-judgement';
import type { Session } from '../session';

const OTHER_TYPES = [
  'application/xml', 'text/html', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/octet-stream', 'application/vnd.api+json',
];
/** Under these an unmapped body could be taken for a call of the service. */
const CALL_TYPES = ['application/x-amz-json-1.1', 'application/x-amz-json-1.0', 'application/x-www-form-urlencoded', 'application/octet-stream', 'a/b'];
/** A stream that nobody has, so that nothing is put even where the call would get through. */
const FOREIGN_STREAM = 'cdk-serverless-data-pipeline-verify-no-such-stream';

/** A body that is itself a valid call of Firehose, on a stream of the sender's choice. */
function callOf(route: RouteName, session: Session): string {
  const record = { Data: Buffer.from(`${session.events.event('type.passthrough').text}\n`).toString('base64') };
  return JSON.stringify({ DeliveryStreamName: FOREIGN_STREAM, ...route === 'track' ? { Record: record } : { Records: [record] } });
}

const eachWith = (types: readonly string[]) => ROUTES.flatMap((route) => types.map((contentType) => ({ route, contentType })));

export const CONTENT_TYPES: readonly Point[] = [
  {
    id: 'type.other',
    title: 'another content type gets 415',
    check: async (session) => {
      const problems = await inParallel(eachWith(OTHER_TYPES), 2, async ({ route, contentType }) =>
        judge(await session.deliver(route, () => session.events.events('type.other', 1), { contentType }), errorOnly(415)));
      return outcomeOf(problems.flat());
    },
  },
  {
    id: 'type.passthrough',
    title: 'a body that is a call of Firehose is never handed on: 415',
    check: async (session) => {
      const problems = await inParallel(eachWith(CALL_TYPES), 2, async ({ route, contentType }) => {
        const exchange = await session.ask({ method: 'POST', path: `/${route}`, contentType, body: callOf(route, session) });
        return judge(exchange, errorOnly(415), 'a call that names another stream');
      });
      return outcomeOf(problems.flat());
    },
  },
];
