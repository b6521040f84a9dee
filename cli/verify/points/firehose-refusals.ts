import type { RouteName } from '../../pipeline-url';
import type { MarkedEvent } from '../marked-events';
import { outcomeOf } from '../point';
import type { Point } from '../point';
import { errorOnly, judge } from '../reply-judgement';
import type { Session } from '../session';

const OVER_RECORD_BYTES = 1_024_001;
/** Two of them fit, but for their line feeds. */
const HALF_RECORD_BYTES = 512_000;

function refused(name: string, title: string, route: RouteName, make: (session: Session, id: string) => MarkedEvent[]): Point {
  const id = `firehose.${name}`;
  return {
    id,
    title: `${title} gets 400, never a success`,
    check: async (session) => outcomeOf(judge(await session.deliver(route, () => make(session, id)), errorOnly(400), title)),
  };
}

/** What API Gateway lets through and Firehose refuses: the client is told, and nothing of the request is kept. */
export const FIREHOSE_REFUSALS: readonly Point[] = [
  refused('refusal', 'an event over 1,000 KiB', 'track', ({ events }, id) => [events.event(id, { bytes: OVER_RECORD_BYTES })]),
  refused('record-refusal', 'a batch in which one event is over 1,000 KiB', 'batch',
    ({ events }, id) => [events.event(id), events.event(id, { bytes: OVER_RECORD_BYTES })]),
  refused('batch-refusal', 'a batch over 4 MiB, or packed over 1,000 KiB', 'batch', ({ events, contract }, id) =>
    contract.packed ? events.events(id, 2, { bytes: HALF_RECORD_BYTES }) : events.events(id, 5, { bytes: 900_000 })),
];
