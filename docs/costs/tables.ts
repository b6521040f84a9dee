import type { Traffic } from './monthly-cost';
import { monthlyCost, packedEvents, quietMonth } from './monthly-cost';

const MILLION = 1e6;
const EVENT_BYTES = 1024;

/** How events are sent. */
const WAYS: readonly { readonly name: string; readonly traffic: Pick<Traffic, 'eventsPerRequest' | 'packed'> }[] = [
  { name: '1', traffic: { eventsPerRequest: 1, packed: false } },
  { name: '10', traffic: { eventsPerRequest: 10, packed: false } },
  { name: '500', traffic: { eventsPerRequest: 500, packed: false } },
  { name: '10 packed', traffic: { eventsPerRequest: 10, packed: true } },
  { name: '250 packed', traffic: { eventsPerRequest: 250, packed: true } },
];
const EVENT_SIZES: readonly [string, number][] = [['100 bytes', 100], ['500 bytes', 500], ['1 KB', 1024], ['2 KB', 2048], ['5 KB', 5120]];

/** The tables of the pages, by their names there. */
export const TABLES: Record<string, () => string> = {
  'per-million': perMillion,
  'per-million-in-parts': perMillionInParts,
  'per-month': perMonth,
  'packing': packing,
  'quiet-month': () => table(['`bufferingInterval`', 'a month'], [60, 300, 900].map((seconds) => [`${seconds} s`, dollars(quietMonth(seconds))])),
};

/** The shortest answer to what it costs. */
function perMillion(): string {
  return table(['events in a request', 'JSON', 'Parquet'], WAYS.map(({ name, traffic }) => [
    name,
    ...(['JSON', 'Parquet'] as const).map((format) => dollars(costOf({ ...traffic, format }).total)),
  ]));
}

function perMillionInParts(): string {
  const head = ['events in a request', 'format', 'requests', 'Firehose', 'conversion', 'processor', 'objects', 'total'];
  return table(head, WAYS.flatMap(({ name, traffic }) => (['JSON', 'Parquet'] as const).map((format) => {
    const cost = costOf({ ...traffic, format });
    const parts = [cost.requests, cost.ingest, cost.conversion, cost.processor, cost.objects, cost.total];
    return [name, format, ...parts.map(dollars)];
  })));
}

function perMonth(): string {
  return table(['events a month', ...WAYS.map(({ name }) => `${name} in a request`)], [1, 100, 10_000].map((millions) => [
    `${count(millions)} million`,
    ...WAYS.map(({ traffic }) => dollars(costOf({ ...traffic, events: millions * MILLION }).total)),
  ]));
}

/** Full requests of both kinds. */
function packing(): string {
  return table(['an event of', '500 in a request', 'packed', 'so many in a request', 'saves'], EVENT_SIZES.map(([size, eventBytes]) => {
    const eventsPerRequest = packedEvents(eventBytes);
    const own = costOf({ eventBytes, eventsPerRequest: 500 }).total;
    const packed = costOf({ eventBytes, eventsPerRequest, packed: true }).total;
    return [size, dollars(own), dollars(packed), String(eventsPerRequest), packed < own ? `${Math.round(100 * (1 - packed / own))} %` : 'nothing'];
  }));
}

function costOf(traffic: Partial<Traffic>) {
  return monthlyCost({ events: MILLION, eventBytes: EVENT_BYTES, eventsPerRequest: 1, packed: false, format: 'JSON', ...traffic });
}

/** To the cent; what is less, but not nothing, says so. */
export function dollars(amount: number): string {
  if (amount === 0) {
    return '-';
  }
  return amount < 0.005 ? '< $0.01' : `$${amount < 1000 ? amount.toFixed(2) : count(Math.round(amount))}`;
}

function count(whole: number): string {
  return String(whole).replace(/(?=(?:\d{3})+$)\B/g, ',');
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
