interface Fit {
  readonly ok: boolean;
  /** Bytes of the answer. */
  readonly size: number;
}

/**
 * The answer for the largest length that fits, found by halving.
 * @param low fits, or the test fails
 * @param high does not fit, or the test fails
 */
export async function largestThatFits(fits: (length: number) => Promise<Fit>, low: number, high: number): Promise<number> {
  expect([(await fits(low)).ok, (await fits(high)).ok]).toEqual([true, false]);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if ((await fits(middle)).ok) low = middle; else high = middle;
  }
  return (await fits(low)).size;
}
