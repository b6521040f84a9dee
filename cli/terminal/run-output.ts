import { StatusLine } from './status-line';
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

/** For people: the outputs on stdout, everything else on stderr. */
export class TextOutput implements RunOutput {
  private status?: StatusLine;

  started(outputs: ReadonlyMap<string, string>, data: string, report: RunReport): void {
    for (const [name, value] of outputs) {
      console.log(`${name} ${value}`);
    }
    this.status = new StatusLine(() => report.counts, true);
    this.note(`objects are written under ${data}; Ctrl-C delivers what is buffered and ends`);
  }

  happening(happening: Happening): void {
    switch (happening.event) {
      case 'warning':
        return this.note(`warning: ${happening.message}`);
      case 'failed':
        return this.note(`failed ${happening.records} records of ${happening.stream}: ${happening.type}, kept under the error prefix`);
      case 'delivered':
        // The status line counts them already.
        return this.status?.visible ? undefined : this.note(`delivered ${happening.records} records: s3://${happening.bucket}/${happening.key}`);
    }
  }

  log(functionName: string, line: string): void {
    this.note(`[${functionName}] ${line}`);
  }

  note(message: string): void {
    if (this.status) {
      this.status.log(message);
    } else {
      process.stderr.write(`${message}\n`);
    }
  }

  stopping(): void {
    this.note('delivering what is buffered');
  }

  stopped(report: RunReport): void {
    this.end();
    const { requests, refused, delivered, objects, failed } = report.counts;
    process.stderr.write(`${requests} requests (${refused} refused), ${delivered} records delivered in ${objects} objects, ${failed} failed\n`);
  }

  end(): void {
    this.status?.stop();
    this.status = undefined;
  }
}

/** For machines: one JSON object a line on stdout. */
export class JsonOutput implements RunOutput {
  started(outputs: ReadonlyMap<string, string>, data: string): void {
    this.print({ event: 'started', outputs: Object.fromEntries(outputs), data });
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
    this.print({ event: 'stopped', ...report.counts });
  }

  end(): void {
    // Lines need no cleaning up.
  }

  private print(value: object): void {
    process.stdout.write(`${JSON.stringify(value)}\n`);
  }
}
