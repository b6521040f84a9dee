import * as fc from 'fast-check';
import { anyPackedRecord, anyRecord } from './any-records';
import { processEvents, processPacked } from './batch-kinds';
import { ARRIVAL_TEXT, record, written } from './firehose-records';
import type { UserTransform } from '../../../src/record-processor/handler/user-transform';
import { runs } from '../../support/property-runs';

const RECEIVED = `"received_at":"${ARRIVAL_TEXT}"}\n`;

function user(transform: (event: any, context: any) => unknown): UserTransform {
  return { transform, nameOf: () => undefined };
}

describe('the handler for single events, while packed records are under way,', () => {
  test.each([
    ['takes each line as an event', '{"a":1}\n{"a":2}\n{"a":3}\n',
      `{"a":1,"event_id":"id-0-0",${RECEIVED}{"a":2,"event_id":"id-0-1",${RECEIVED}{"a":3,"event_id":"id-0-2",${RECEIVED}`],
    ['keeps the ids that clients sent', '{"event_id":"x"}\n{"a":1}', `{"event_id":"x",${RECEIVED}{"a":1,"event_id":"id-0-1",${RECEIVED}`],
    ['counts blank lines', '\n{"a":1}\r\n \n{"a":2}\n\n', `{"a":1,"event_id":"id-0-1",${RECEIVED}{"a":2,"event_id":"id-0-3",${RECEIVED}`],
    ['takes one event alone for its own kind', '\n{"a":1}\n\n', `{"a":1,"event_id":"id-0",${RECEIVED}`],
    ['takes one event on many lines for its own kind', '{\n  "a": {\n    "b": 1\n  }\n}\n', `{  "a": {    "b": 1  },"event_id":"id-0",${RECEIVED}`],
  ])('%s', async (_, payload, expected) => {
    expect(written((await processEvents([record(payload)])).records[0])).toBe(expected);
  });

  test('gives each line to the transform, and keeps what it skips out', async () => {
    const { records: [answer] } = await processEvents([record('{"a":1}\n{"a":2}\n')], user((event, { recordId }) => event.a === 2 ? { of: recordId } : undefined));
    expect(written(answer)).toBe(`{"of":"id-0-1","event_id":"id-0-1",${RECEIVED}`);
  });

  test('calls the transform once for an event, whatever it throws', async () => {
    let calls = 0;
    const { failures } = await processEvents([record('{"a":1}\n')], user(() => {
      calls++;
      throw Object.assign(new Error(), { code: 'NotJson' });
    }));
    expect([calls, failures[0].code]).toEqual([1, 'NotJson']);
  });

  test.each([
    ['is no event', '{"a":1}\nno\n', 'line 1: not one JSON value'],
    ['is an event that goes on in the next line', '{"a":1}\n{"a":\n2}\n', 'line 1: not one JSON value'],
    ['is a list', '{"a":1}\n[{}]\n', 'line 1: not a JSON object'],
  ])('fails the record as a whole if a line %s', async (_, payload, message) => {
    expect((await processEvents([record(payload)])).failures).toMatchObject([{ message, count: 1 }]);
  });

  test('gives the same bytes as the handler for packed records', async () => {
    let packed = 0;
    await fc.assert(fc.asyncProperty(fc.array(anyPackedRecord, { maxLength: 4 }), async (records) => {
      const [asEvents, asPacked] = [await processEvents(records), await processPacked(records)];
      for (const [n, answer] of asPacked.records.entries()) {
        // One line is an event of either kind, whose id differs.
        if (answer.result === 'Ok' && written(answer).trimEnd().includes('\n')) {
          packed++;
          expect(asEvents.records[n]).toEqual(answer);
        } else {
          expect(asEvents.records[n].result).toBe(answer.result);
        }
      }
    }), runs(2000));
    // A property that never meets a packed record would prove nothing about it.
    expect(packed).toBeGreaterThan(100);
  });
});

describe('the handler for packed records, while single events are under way,', () => {
  test.each([
    ['takes an event that is spread over lines', '{\n  "a": 1\n}\n', `{  "a": 1,"event_id":"id-0-0",${RECEIVED}`],
    ['keeps its id', '\n{"event_id":\n"x"}', `{"event_id":"x",${RECEIVED}`],
  ])('%s', async (_, payload, expected) => {
    expect(written((await processPacked([record(payload)])).records[0])).toBe(expected);
  });

  test('answers each record as the handler for single events does, but for ids', async () => {
    const withoutId = (data?: string) => data && Buffer.from(data, 'base64').toString().replace(/"id[^"]*"|"4964[^"]*"/, '""');
    await fc.assert(fc.asyncProperty(anyRecord.map((each) => ({ ...each, recordId: `id${each.recordId.replace(/\D/g, '')}` })), async (each) => {
      const [{ records: [asEvent] }, { records: [asPacked] }] = [await processEvents([each]), await processPacked([each])];
      expect(asPacked.result).toBe(asEvent.result);
      expect(withoutId(asPacked.data)).toBe(withoutId(asEvent.data));
    }), runs(2000));
  });
});
