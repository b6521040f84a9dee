import * as fc from 'fast-check';
import { isEventId } from '../../../cli/send/event-id';
import { isEventId as isKept } from '../../../src/record-processor/handler/event-text';
import { runs } from '../../support/property-runs';

/** The rule of the record processor, which has code of its own: what it would replace must get a new id before it is sent. */
test.each([
  5, '', null, undefined, true, [], {}, 'x', 'x'.repeat(128), 'x'.repeat(129), '🎉'.repeat(128), '🎉'.repeat(129), '\ud800'.repeat(128), 'x'.repeat(256), ' ', '\0',
])('an id is kept here as the record processor keeps it: %j', (id) => {
  expect(isEventId(id)).toBe(isKept(id));
});

test('any string is kept here as the record processor keeps it', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 100, maxLength: 140 }), (id) => {
    expect(isEventId(id)).toBe(isKept(id));
  }), runs(500));
});
