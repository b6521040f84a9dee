/** Milliseconds that only go forward. */
export type Clock = () => number;

/** What one method of one stage lets through. */
export interface ThrottleSettings {
  /** Requests per second. */
  readonly rateLimit: number;
  readonly burstLimit: number;
}

/** The burst of an account where settings name only a rate. */
export const ACCOUNT_BURST_LIMIT = 5_000;

/** A token bucket: it holds `burstLimit` requests and refills with `rateLimit` of them per second. */
export class Throttle {
  private tokens: number;
  private filledAt: number;

  constructor(private readonly settings: ThrottleSettings, private readonly clock: Clock) {
    this.tokens = settings.burstLimit;
    this.filledAt = clock();
  }

  /** Takes one token if there is one. */
  admits(): boolean {
    const now = this.clock();
    const { rateLimit, burstLimit } = this.settings;
    this.tokens = Math.min(burstLimit, this.tokens + (now - this.filledAt) * rateLimit / 1000);
    this.filledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}

/** The settings of a stage that hold for a method: the most specific ones; undefined if none throttles it. */
export function throttleSettings(methodSettings: readonly any[], resourcePath: string, httpMethod: string): ThrottleSettings | undefined {
  const specificity = (setting: any) => (setting.ResourcePath === '/*' ? 0 : 2) + (setting.HttpMethod === '*' ? 0 : 1);
  const [found] = methodSettings
    .filter(({ ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst }) => rate !== undefined || burst !== undefined)
    .filter(setting => setting.HttpMethod === '*' || setting.HttpMethod === httpMethod)
    .filter(setting => setting.ResourcePath === '/*' || unescapePath(setting.ResourcePath) === resourcePath)
    .sort((left, right) => specificity(right) - specificity(left));
  if (found === undefined) return undefined;
  return {
    rateLimit: Number(found.ThrottlingRateLimit ?? Infinity),
    burstLimit: Number(found.ThrottlingBurstLimit ?? ACCOUNT_BURST_LIMIT),
  };
}

/** `/~1users~1{id}` stands for `/users/{id}`. */
function unescapePath(escaped: string): string {
  const path = escaped.replace(/^\//, '').replace(/~1/g, '/').replace(/~0/g, '~');
  return path.startsWith('/') ? path : `/${path}`;
}
