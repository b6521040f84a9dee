import { printJson } from './print';
import type { Reachable, RunOutput } from './run-output';
import type { Happening, RunReport } from '../local/run-report';

/** For machines: one JSON object a line on stdout. */
export class JsonOutput implements RunOutput {
  started({ outputs, apiKeys }: Reachable, data: string): void {
    printJson({ event: 'started', outputs: Object.fromEntries(outputs), apiKeys: apiKeys.map(({ name, value }) => ({ name, value })), data });
  }

  happening(happening: Happening): void {
    printJson(happening);
  }

  log(functionName: string, line: string): void {
    printJson({ event: 'log', function: functionName, line });
  }

  note(message: string): void {
    printJson({ event: 'note', message });
  }

  stopping(): void {
    printJson({ event: 'stopping' });
  }

  stopped(report: RunReport): void {
    printJson({ event: 'stopped', ...report.counts, refusals: report.refusals });
  }

  end(): void {
    // Lines need no cleaning up.
  }
}
