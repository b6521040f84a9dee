/** The middle of the values; of an even number of them the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  if (values.length === 0) {
    throw new Error('a median needs at least one value');
  }
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return Number.isInteger(middle) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[Math.floor(middle)];
}

/** A straight line through points, and how much of their spread it explains. */
export interface Line {
  readonly slope: number;
  readonly intercept: number;
  /** 1 if all points lie on the line. */
  readonly rSquared: number;
}

/** The line with the least squares of distances. */
export function linearFit(points: readonly (readonly [x: number, y: number])[]): Line {
  const meanX = mean(points.map(([x]) => x));
  const meanY = mean(points.map(([, y]) => y));
  const slope = sum(points.map(([x, y]) => (x - meanX) * (y - meanY))) / sum(points.map(([x]) => (x - meanX) ** 2));
  const intercept = meanY - slope * meanX;
  const unexplained = sum(points.map(([x, y]) => (y - intercept - slope * x) ** 2));
  const spread = sum(points.map(([, y]) => (y - meanY) ** 2));
  return { slope, intercept, rSquared: spread === 0 ? 1 : 1 - unexplained / spread };
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
