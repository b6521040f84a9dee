import { monthlyCost, packedEvents, quietMonth } from '../../../docs/costs/monthly-cost';
import type { Traffic } from '../../../docs/costs/monthly-cost';

const MILLION = 1e6;
const traffic = (changes: Partial<Traffic>): Traffic => ({ events: MILLION, eventBytes: 1024, eventsPerRequest: 1, packed: false, format: 'JSON', ...changes });

/** By hand, from the price pages: 1 KB events, one a request and 500 a request. */
test.each([
  [1, 3.5, 0.007, 0.138, 0.0858],
  [100, 350, 0.7, 13.83, 8.58],
  [10_000, 24_453, 70, 1383, 858],
])('%i million events a month', (millions, single, batched, ingest, conversion) => {
  const events = millions * MILLION;
  const nearly = (amount: number, expected: number) => expect(amount / expected).toBeCloseTo(1, 2);
  nearly(monthlyCost(traffic({ events })).requests, single);
  nearly(monthlyCost(traffic({ events, eventsPerRequest: 500 })).requests, batched);
  nearly(monthlyCost(traffic({ events })).ingest, ingest);
  nearly(monthlyCost(traffic({ events, format: 'Parquet' })).conversion, conversion);
});

test('an event of 5 KB is billed like one of a byte, and one byte more like two', () => {
  const ingest = (eventBytes: number) => monthlyCost(traffic({ eventBytes })).ingest;
  expect(ingest(5120)).toBe(ingest(1));
  expect(ingest(5121)).toBeCloseTo(2 * ingest(1), 10);
});

test('packed events are billed together: 250 of 1 KB as 50 steps of 5 KB, a fifth of what they are alone', () => {
  const alone = monthlyCost(traffic({ eventsPerRequest: 250 }));
  const packed = monthlyCost(traffic({ eventsPerRequest: 250, packed: true }));
  expect(packed.ingest).toBeCloseTo(alone.ingest / 5, 10);
  expect({ ...packed, ingest: 0, total: 0 }).toEqual({ ...alone, ingest: 0, total: 0 });
  // 4 x 1 KB are less than a step, 6 x 1 KB are more.
  expect(monthlyCost(traffic({ eventsPerRequest: 4, packed: true })).ingest).toBeCloseTo(alone.ingest / 4, 10);
  expect(monthlyCost(traffic({ eventsPerRequest: 6, packed: true })).ingest).toBeCloseTo(alone.ingest / 3, 10);
});

test('packed events are converted together too', () => {
  const conversion = (packed: boolean) => monthlyCost(traffic({ eventsPerRequest: 250, packed, format: 'Parquet' })).conversion;
  expect(conversion(true)).toBeCloseTo(conversion(false) / 5, 10);
});

test('one event in a packed request saves nothing', () => {
  expect(monthlyCost(traffic({ packed: true }))).toEqual(monthlyCost(traffic({})));
});

test.each([[1, 250], [4095, 250], [4096, 249], [5120, 199], [1_023_999, 1]])('of events of %i bytes a packed request holds %i', (bytes, count) => {
  expect(packedEvents(bytes)).toBe(count);
});

test('JSON is not converted', () => {
  expect(monthlyCost(traffic({})).conversion).toBe(0);
});

test('the parts make the total', () => {
  const { total, ...parts } = monthlyCost(traffic({ format: 'Parquet' }));
  expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(total, 12);
});

test('a month with events in every minute pays for 43,200 objects and as many calls', () => {
  // 43,200 x $0.005 / 1,000 and 43,200 x $0.20 / 1,000,000, and a tenth of a cent of computing.
  expect(quietMonth(60)).toBeCloseTo(0.216 + 0.00864 + 0.00115, 4);
});

test('a longer interval saves objects, and no calls', () => {
  expect(quietMonth(900)).toBeCloseTo(0.0144 + 0.00864 + 0.00115, 4);
});
