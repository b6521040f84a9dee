/** One figure, and the bar that it has to reach. */
export interface Measurement {
  readonly what: string;
  readonly figure: number;
  readonly unit: string;
  /** Without a bar, a figure is there to be read beside the others. */
  readonly bar?: Bar;
}

export type Bar = { readonly atMost: number } | { readonly atLeast: number };

/** What a subject found out: figures, and sentences that say how they came about. */
export interface Findings {
  readonly measurements: Measurement[];
  readonly notes?: string[];
}

/** Something that is measured by itself. */
export interface Subject {
  readonly name: string;
  readonly description: string;
  measure(place: Workplace): Promise<Findings>;
}

/** Where subjects run: a project outside the sources in which the packed package is installed. */
export interface Workplace {
  readonly repository: string;
  readonly project: string;
}

export function passes({ figure, bar }: Measurement): boolean {
  return bar === undefined || ('atMost' in bar ? figure <= bar.atMost : figure >= bar.atLeast);
}

/** The figure in bars. */
export function ratio({ figure, bar }: Measurement): number | undefined {
  const limit = bar && ('atMost' in bar ? bar.atMost : bar.atLeast);
  return limit === undefined || limit === 0 ? undefined : figure / limit;
}
