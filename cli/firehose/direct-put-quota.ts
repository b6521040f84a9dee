import type { Clock } from './clock';

/** What all producers together may put into one stream in a second. */
export interface DirectPutQuota {
  readonly requests: number;
  readonly records: number;
  readonly bytes: number;
}

const MIB = 1024 * 1024;
/** Regions whose streams start with more. */
const LARGE_REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1'];
const LARGE: DirectPutQuota = { requests: 2_000, records: 500_000, bytes: 5 * MIB };
const SMALL: DirectPutQuota = { requests: 1_000, records: 100_000, bytes: MIB };

/**
 * The quota of a stream whose throughput is this; requests and records scale with it, as they do when AWS raises it.
 * @see https://docs.aws.amazon.com/firehose/latest/dev/limits.html
 */
export function directPutQuota(region: string, mebibytesPerSecond: number): DirectPutQuota {
  const initial = LARGE_REGIONS.includes(region) ? LARGE : SMALL;
  const factor = mebibytesPerSecond * MIB / initial.bytes;
  return { requests: initial.requests * factor, records: initial.records * factor, bytes: initial.bytes * factor };
}

/** Counts what is put against a quota. How the service measures a second is not documented: here unused quota is kept for one second. */
export class QuotaMeter {
  private readonly requests: Allowance;
  private readonly records: Allowance;
  private readonly bytes: Allowance;

  constructor(quota: DirectPutQuota, clock: Clock) {
    this.requests = new Allowance(quota.requests, clock);
    this.records = new Allowance(quota.records, clock);
    this.bytes = new Allowance(quota.bytes, clock);
  }

  admitsRequest(): boolean {
    return this.requests.has(1) && this.requests.take(1);
  }

  /** A record that is refused uses up nothing. */
  admitsRecord(bytes: number): boolean {
    return this.records.has(1) && this.bytes.has(bytes) && this.records.take(1) && this.bytes.take(bytes);
  }
}

/** An amount that refills each second. */
class Allowance {
  private left: number;
  private filledAt: number;

  constructor(private readonly perSecond: number, private readonly clock: Clock) {
    this.left = perSecond;
    this.filledAt = clock.now();
  }

  /** What is more than a whole second's amount passes when nothing of it is used, or it would never pass. */
  has(amount: number): boolean {
    const now = this.clock.now();
    this.left = Math.min(this.perSecond, this.left + Math.max(0, now - this.filledAt) * this.perSecond / 1000);
    this.filledAt = now;
    return this.left >= Math.min(amount, this.perSecond);
  }

  /** The amount may leave a debt, which the next seconds pay. */
  take(amount: number): true {
    this.left -= amount;
    return true;
  }
}
