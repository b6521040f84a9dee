import type { Happening, RunReport } from '../local/run-report';

/** What a client needs to know of a run. */
export interface Reachable {
  /** The outputs of the template by a short name. */
  readonly outputs: ReadonlyMap<string, string>;
  /** What to send as `x-api-key`. */
  readonly apiKeys: readonly { readonly name: string; readonly value: string }[];
}

/** What a run tells its user. */
export interface RunOutput {
  started(run: Reachable, data: string, report: RunReport): void;
  happening(happening: Happening): void;
  log(functionName: string, line: string): void;
  note(message: string): void;
  stopping(): void;
  stopped(report: RunReport): void;
  /** Gives the terminal back, also after an error. */
  end(): void;
}
