import type { Happening, RunReport } from '../local/run-report';

/** What a run tells its user. */
export interface RunOutput {
  started(outputs: ReadonlyMap<string, string>, data: string, report: RunReport): void;
  happening(happening: Happening): void;
  log(functionName: string, line: string): void;
  note(message: string): void;
  stopping(): void;
  stopped(report: RunReport): void;
  /** Gives the terminal back, also after an error. */
  end(): void;
}
