/** One step of a price that falls with use. */
export interface Tier {
  /** Units of a month that this step ends at. */
  readonly upTo: number;
  /** US dollars for one unit. */
  readonly price: number;
}

const MILLION = 1e6;
const BILLION = 1e9;
const TERABYTE = 1024;

/** List prices in US dollars, without the free tier: us-east-1, November 2026. The page that holds the tables says where AWS has them. */
export const PRICES = {
  /** For one request to a REST API. */
  request: [
    { upTo: 333 * MILLION, price: 3.5 / MILLION },
    { upTo: BILLION, price: 2.8 / MILLION },
    { upTo: 20 * BILLION, price: 2.38 / MILLION },
    { upTo: Infinity, price: 1.51 / MILLION },
  ],
  /** For one GB that Firehose takes. */
  ingest: [
    { upTo: 500 * TERABYTE, price: 0.029 },
    { upTo: 2000 * TERABYTE, price: 0.025 },
    { upTo: Infinity, price: 0.02 },
  ],
  /** For one GB that Firehose converts to Parquet. */
  conversion: [{ upTo: Infinity, price: 0.018 }],
  /** For one call of a function. */
  invocation: [{ upTo: Infinity, price: 0.2 / MILLION }],
  /** For one GB of memory and second, on arm64. */
  computing: [{ upTo: Infinity, price: 0.0000133334 }],
  /** For one object that is written to S3. */
  put: [{ upTo: Infinity, price: 0.005 / 1000 }],
} satisfies Record<string, readonly Tier[]>;

/** What so many units of a month cost. */
export function priceOf(units: number, tiers: readonly Tier[]): number {
  return tiers.reduce((sum, { upTo, price }, n) => {
    const from = n === 0 ? 0 : tiers[n - 1].upTo;
    return sum + Math.max(0, Math.min(units, upTo) - from) * price;
  }, 0);
}
