import type { Traffic } from './monthly-cost';
import { monthlyCost, quietMonth } from './monthly-cost';

const MILLION = 1e6;
const EVENT_BYTES = 1024;
const EVENTS_PER_REQUEST = [1, 10, 500];

/** The tables of the pages, by their names there. */
export const TABLES: Record<string, () => string> = {
  'per-million': perMillion,
  'per-million-in-parts': perMillionInParts,
  'per-month': perMonth,
  'quiet-month': () => table(['`bufferingInterval`', 'a month'], [60, 300, 900].map((seconds) => [`${seconds} s`, dollars(quietMonth(seconds))])),
};

/** The shortest answer to what it costs. */
function perMillion(): string {
  return table(['events in a request', 'JSON', 'Parquet'], EVENTS_PER_REQUEST.map((eventsPerRequest) => [
    String(eventsPerRequest),
    ...(['JSON', 'Parquet'] as const).map((format) => dollars(costOf({ eventsPerRequest, format }).total)),
  ]));
}

function perMillionInParts(): string {
  const head = ['events in a request', 'format', 'requests', 'Firehose', 'conversion', 'processor', 'objects', 'total'];
  return table(head, EVENTS_PER_REQUEST.flatMap((eventsPerRequest) => (['JSON', 'Parquet'] as const).map((format) => {
    const cost = costOf({ eventsPerRequest, format });
    const parts = [cost.requests, cost.ingest, cost.conversion, cost.processor, cost.objects, cost.total];
    return [String(eventsPerRequest), format, ...parts.map(dollars)];
  })));
}

function perMonth(): string {
  return table(['events a month', ...EVENTS_PER_REQUEST.map((n) => `${n} in a request`)], [1, 100, 10_000].map((millions) => [
    `${count(millions)} million`,
    ...EVENTS_PER_REQUEST.map((eventsPerRequest) => dollars(costOf({ events: millions * MILLION, eventsPerRequest }).total)),
  ]));
}

function costOf(traffic: Partial<Traffic>) {
  return monthlyCost({ events: MILLION, eventBytes: EVENT_BYTES, eventsPerRequest: 1, format: 'JSON', ...traffic });
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
