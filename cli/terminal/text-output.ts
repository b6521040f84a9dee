import { count } from './count';
import { logText } from './log-text';
import { printLine, reportLine } from './print';
import type { Reachable, RunOutput } from './run-output';
import { StatusLine } from './status-line';
import type { Happening, RunCounts, RunReport } from '../local/run-report';

/** For people: the outputs on stdout, everything else on stderr. */
export class TextOutput implements RunOutput {
  private status?: StatusLine;

  started({ outputs, apiKeys }: Reachable, data: string, report: RunReport): void {
    for (const [name, value] of outputs) {
      printLine(`${name} ${value}`);
    }
    for (const { name, value } of apiKeys) {
      printLine(`x-api-key ${value}${apiKeys.length > 1 ? ` (${name})` : ''}`);
    }
    this.note(`objects are written under ${data}; Ctrl-C delivers what is buffered and ends`);
    this.status = new StatusLine(() => statusText(report.counts));
  }

  happening(happening: Happening): void {
    switch (happening.event) {
      case 'warning':
        return this.note(`warning: ${happening.message}`);
      case 'refused':
        return this.note(`refused ${happening.status} ${happening.request}${happening.reason === undefined ? '' : ` (${happening.reason})`}`);
      case 'note':
        return this.note(happening.message);
      case 'failed':
        return this.note(`failed ${count(happening.records, 'record')} of ${happening.stream}: ${happening.type}, kept under the error prefix`);
      case 'delivered':
        // The status line counts them already.
        return this.status?.visible ? undefined : this.note(`delivered ${count(happening.records, 'record')}: s3://${happening.bucket}/${happening.key}`);
    }
  }

  log(functionName: string, line: string): void {
    this.note(`[${functionName}] ${logText(line)}`);
  }

  note(message: string): void {
    if (this.status) {
      this.status.log(message);
    } else {
      reportLine(message);
    }
  }

  stopping(): void {
    this.end();
    this.note('delivering what is buffered');
  }

  stopped(report: RunReport): void {
    const { requests, refused, delivered, objects, failed } = report.counts;
    this.note(`${count(requests, 'request')} (${refused} refused), ${count(delivered, 'record')} delivered in ${count(objects, 'object')}, ${failed} failed`);
    for (const { status, reason, count: times } of report.refusals) {
      this.note(`  ${times} refused with ${status}: ${reason}`);
    }
  }

  end(): void {
    this.status?.stop();
    this.status = undefined;
  }
}

function statusText(counts: RunCounts): string {
  const { requests, refused, buffered, delivered, objects, failed } = counts;
  return `requests ${requests} (${refused} refused) | buffered ${buffered} | delivered ${delivered} in ${objects} objects | failed ${failed}`;
}
