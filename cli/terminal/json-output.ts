import type { Reachable, RunOutput } from './run-output';
import type { Happening, RunReport } from '../local/run-report';

/** For machines: one JSON object a line on stdout. */
export class JsonOutput implements RunOutput {
  started({ outputs, apiKeys }: Reachable, data: string): void {
    this.print({ event: 'started', outputs: Object.fromEntries(outputs), apiKeys: apiKeys.map(({ name, value }) => ({ name, value })), data });
  }

  happening(happening: Happening): void {
    this.print(happening);
  }

  log(functionName: string, line: string): void {
    this.print({ event: 'log', function: functionName, line });
  }

  note(message: string): void {
    this.print({ event: 'note', message });
  }

  stopping(): void {
    this.print({ event: 'stopping' });
  }

  stopped(report: RunReport): void {
    this.print({ event: 'stopped', ...report.counts, refusals: report.refusals });
  }

  end(): void {
    // Lines need no cleaning up.
  }

  private print(value: object): void {
    process.stdout.write(`${JSON.stringify(value)}\n`);
  }
}
