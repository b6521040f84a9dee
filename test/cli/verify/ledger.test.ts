import { Ledger } from '../../../cli/verify/ledger';
import { MarkedEvents } from '../../../cli/verify/marked-events';

function settled(route: 'track' | 'batch', count: number, status: number | undefined, json?: unknown) {
  const ledger = new Ledger();
  const events = new MarkedEvents('run-1').events('p', count);
  ledger.settle(route, events, status === undefined ? undefined : { status, headers: {}, text: JSON.stringify(json), json });
  const numbers = (map: ReadonlyMap<number, unknown>) => [...map.keys()];
  return {
    accepted: numbers(ledger.accepted), refused: numbers(ledger.refused), turnedAway: numbers(ledger.turnedAway), unknown: numbers(ledger.unknown),
  };
}

const NONE = { accepted: [], refused: [], turnedAway: [], unknown: [] };

test.each([
  ['a success counts all events', 200, { accepted: 3 }, { accepted: [1, 2, 3] }],
  ['a success that counts others says nothing', 200, { accepted: 2 }, { unknown: [1, 2, 3] }],
  ['a part is told by its indexes', 503, { accepted: 2, failed: [{ index: 1, code: 'x' }] }, { accepted: [1, 3], turnedAway: [2] }],
  ['a packed success has no count', 200, { accepted: 'all' }, { accepted: [1, 2, 3] }],
  ['a busy stream took none', 503, { message: 'busy' }, { turnedAway: [1, 2, 3] }],
  ['a refusal is one of all', 400, { message: 'no' }, { refused: [1, 2, 3] }],
  ['a timeout says nothing', 504, { message: 'late' }, { unknown: [1, 2, 3] }],
  ['no reply says nothing', undefined, undefined, { unknown: [1, 2, 3] }],
])('%s', (_name, status, json, expected) => {
  expect(settled('batch', 3, status, json)).toEqual({ ...NONE, ...expected });
});

test('a single event is counted', () => {
  expect(settled('track', 1, 200, { accepted: 'all' })).toEqual({ ...NONE, unknown: [1] });
});

test('a single event is never taken in part', () => {
  expect(settled('track', 1, 503, { accepted: 1, failed: [] })).toEqual({ ...NONE, turnedAway: [1] });
});
