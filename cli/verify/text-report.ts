import type { Outcome } from './point';
import type { VerifyReport } from './report';
import type { Finding } from './suite-run';
import { coloured } from '../terminal/colour';
import type { Coloured } from '../terminal/colour';
import { count } from '../terminal/count';
import { printLine } from '../terminal/print';
import { StatusLine } from '../terminal/status-line';

const VERDICT_WIDTH = 11;
/** Of the problems of one point: the first say enough. */
const SHOWN = 3;
const DETAIL = ' '.repeat(VERDICT_WIDTH);
const WORD: Readonly<Record<Outcome['kind'], string>> = { 'passed': 'passed', 'failed': 'FAILED', 'not tried': 'not tried' };
const COLOUR = { 'passed': 'green', 'failed': 'red', 'not tried': 'yellow' } as const;

/** For people: a line for each point as soon as it is known, on stdout; on stderr what takes its time. */
export class TextReport {
  private statusText = 'asking';
  private readonly status = new StatusLine(() => this.statusText);

  /** @param idWidth of the longest id */
  constructor(private readonly idWidth: number) {
  }

  onStatus(text: string): void {
    this.statusText = text;
  }

  onFinding({ point: { id, title }, outcome }: Finding): void {
    this.statusText = 'asking';
    const verdict = coloured(process.stdout, COLOUR[outcome.kind], WORD[outcome.kind].padEnd(VERDICT_WIDTH));
    this.print(verdict, `${id.padEnd(this.idWidth)}  ${title}`, suffix(outcome));
    if (outcome.kind === 'failed') {
      for (const { what, got, expected } of outcome.problems.slice(0, SHOWN)) {
        this.print(`${DETAIL}${what}\n${DETAIL}  got      ${got}\n${DETAIL}  expected ${expected}`);
      }
      if (outcome.problems.length > SHOWN) {
        this.print(`${DETAIL}and ${outcome.problems.length - SHOWN} more like these; --json shows them`);
      }
    }
  }

  end(report: VerifyReport): void {
    this.close();
    const { passed, failed, notTried, seconds, url, packed, stored } = report;
    const failedText = coloured(process.stdout, failed === 0 ? 'green' : 'red', `${failed} FAILED`);
    printLine(`\n${passed} passed, `, failedText, `, ${notTried} not tried: ${url}${packed ? ', which packs its batches,' : ','} in ${seconds} s`);
    const more = [
      ...stored.perhaps === 0 ? [] : [`perhaps ${count(stored.perhaps, 'more event')} whose reply said nothing certain`],
      ...stored.noEvents === 0 ? [] : [`${stored.noEvents} ${stored.noEvents === 1 ? 'body' : 'bodies'} that should have been refused`],
    ];
    printLine(`${count(stored.events, 'event')} of this run ${stored.events === 1 ? 'is' : 'are'} stored${more.map((each) => `, and ${each}`).join('')}. To find them:`);
    printLine(`  ${stored.sql}`);
  }

  /** Gives the terminal back, also after an error. */
  close(): void {
    this.status.stop();
  }

  private print(...pieces: (string | Coloured)[]): void {
    this.status.above(() => printLine(...pieces));
  }
}

function suffix(outcome: Outcome): string | Coloured {
  const text = outcome.kind === 'not tried' ? outcome.reason : outcome.kind === 'passed' ? outcome.note : undefined;
  return text === undefined ? '' : coloured(process.stdout, 'dim', ` (${text})`);
}
