import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import * as fc from 'fast-check';
import { RunReport } from '../../../cli/local/run-report';
import type { Happening } from '../../../cli/local/run-report';
import { coloured } from '../../../cli/terminal/colour';
import { JsonOutput } from '../../../cli/terminal/json-output';
import { printJson, printLine, reportLine } from '../../../cli/terminal/print';
import { StatusLine } from '../../../cli/terminal/status-line';
import { renderTable } from '../../../cli/terminal/table';
import { TextOutput } from '../../../cli/terminal/text-output';
import { TextReport } from '../../../cli/verify/text-report';
import { runs } from '../../support/property-runs';

/** What was printed while something is done. */
function printed(act: () => void): string {
  let all = '';
  const spies = (['log', 'error'] as const).map((method) => jest.spyOn(console, method).mockImplementation((...texts: unknown[]) => {
    all += `${texts.join(' ')}\n`;
  }));
  const writes = [process.stdout, process.stderr].map((stream) => jest.spyOn(stream, 'write').mockImplementation((text) => {
    all += String(text);
    return true;
  }));
  try {
    act();
  } finally {
    [...spies, ...writes].forEach((spy) => spy.mockRestore());
  }
  return all;
}

const CONTROLS = '\x1b]52;c;aGk=\x07\x9b2J\r\x7f\b';
const NO_CONTROL = /^[\t\n\x20-\x7e\xa0-\uffff]*$/;

function happenings(text: string): Happening[] {
  return [
    { event: 'warning', message: text },
    { event: 'refused', request: text, status: 415 } as Happening,
    { event: 'failed', records: 1, stream: text, type: text } as Happening,
    { event: 'delivered', records: 1, bucket: text, key: text } as Happening,
  ];
}

/** Everything that shows text of others. */
const SINKS: [string, (text: string) => void][] = [
  ['a line', (text) => printLine(text)],
  ['a line on stderr', (text) => reportLine(text)],
  ['JSON', (text) => printJson({ [text]: text })],
  ['a coloured piece without a terminal', (text) => printLine(coloured(process.stdout, 'red', text))],
  ['a table', (text) => printLine(renderTable([text, 'b'], [[text, { toString: () => text }]], 80).text)],
  ['the output of a run', (text) => {
    const output = new TextOutput();
    const report = new RunReport(() => undefined);
    output.started({ outputs: new Map([[text, text]]), apiKeys: [{ name: text, value: text }, { name: 'b', value: 'b' }] }, text, report);
    happenings(text).forEach((happening) => output.happening(happening));
    output.log(text, text);
    output.note(text);
    output.stopping();
    output.stopped(report);
  }],
  ['the output of a run as JSON', (text) => {
    const output = new JsonOutput();
    output.started({ outputs: new Map([[text, text]]), apiKeys: [{ name: text, value: text }] }, text);
    happenings(text).forEach((happening) => output.happening(happening));
    output.log(text, text);
    output.note(text);
  }],
  ['a line above the status line', (text) => new StatusLine(() => text).log(text)],
  ['the findings of verify', (text) => {
    const report = new TextReport(4);
    const problems = [{ what: text, got: text, expected: text }];
    report.onFinding({ point: { id: text, title: text }, outcome: { kind: 'failed', problems } } as any);
    report.onFinding({ point: { id: text, title: text }, outcome: { kind: 'not tried', reason: text } } as any);
    report.onFinding({ point: { id: text, title: text }, outcome: { kind: 'passed', note: text } } as any);
    const stored = { events: 1, perhaps: 1, noEvents: 1, sql: text };
    report.end({ passed: 1, failed: 1, notTried: 1, seconds: 1, url: text, packed: true, stored } as any);
  }],
];

test.each(SINKS)('%s shows control characters escaped', (_name, show) => {
  const output = printed(() => show(CONTROLS));
  expect(output).toMatch(NO_CONTROL);
  expect(output).toContain('\\u001b');
});

test.each(SINKS)('%s shows no control character of any text', (_name, show) => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(printed(() => show(text))).toMatch(NO_CONTROL);
  }), runs(200));
});

test('on a terminal our own colours are the only codes', () => {
  const stream = { isTTY: true } as NodeJS.WriteStream;
  const environment = jest.replaceProperty(process, 'env', { TERM: 'xterm' });
  try {
    expect(coloured(stream, 'green', `a${CONTROLS}`).shown).toMatch(/^\x1b\[32ma[\x20-\x7e]*\x1b\[39m$/);
  } finally {
    environment.restore();
  }
});

test('only cli/terminal writes to the terminal', () => {
  const root = path.resolve(__dirname, '../../../cli');
  const writers = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('terminal'))
    .flatMap((file) => readFileSync(path.join(root, file), 'utf8').split('\n').map((line) => ({ file, line: line.trim() })))
    .filter(({ line }) => /console\.|process\.std(out|err)\.write/.test(line));
  expect(writers.filter(({ line }) => !line.includes('escapeControls('))).toEqual([
    // The last words of a run: our own, and at once.
    { file: path.join('local', 'stop.ts'), line: expect.stringContaining('ended at once') },
  ]);
});
