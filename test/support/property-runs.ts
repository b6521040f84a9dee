/** How often a property is tried, always with the same cases: what fails once fails again. */
export function runs(numRuns: number): { numRuns: number; seed: number } {
  return { numRuns, seed: 20_261_122 };
}
