import * as path from 'path';
import { Command } from 'commander';
import { machineFacts } from './measure/machine';
import { passes } from './measure/measurement';
import type { Measurement, Subject } from './measure/measurement';
import { markdownTable, textTable } from './measure/report';
import { prepareWorkplace } from './measure/workplace';
import { handler } from './subjects/handler';
import { importTime } from './subjects/import-time';
import { localRun } from './subjects/local-run';
import { packageContents } from './subjects/package-contents';
import { pipelines } from './subjects/pipelines';
import { subprocesses } from './subjects/subprocesses';
import { synth } from './subjects/synth';

const REPOSITORY = path.resolve(__dirname, '..');
const SUBJECTS: readonly Subject[] = [packageContents, importTime, synth, pipelines, subprocesses, handler, localRun];

/** Measures what was asked for. A missed bar is shown; only a wrong result is an error. */
async function bench(names: string[], { markdown }: { markdown?: boolean }): Promise<void> {
  const unknown = names.find((name) => !SUBJECTS.some((subject) => subject.name === name));
  if (unknown !== undefined) {
    throw new Error(`no subject is called ${unknown}; there are ${SUBJECTS.map(({ name }) => name).join(', ')}`);
  }
  console.log(machineFacts(REPOSITORY));
  const place = prepareWorkplace(REPOSITORY);
  const measurements: Measurement[] = [];
  for (const subject of SUBJECTS.filter(({ name }) => names.length === 0 || names.includes(name))) {
    console.log(`\n${subject.name}: ${subject.description}`);
    const findings = await subject.measure(place);
    console.log(textTable(findings.measurements));
    findings.notes?.forEach((note) => console.log(note));
    measurements.push(...findings.measurements);
  }
  const barred = measurements.filter(({ bar }) => bar);
  const missed = barred.filter((measurement) => !passes(measurement));
  console.log(`\n${barred.length - missed.length} of ${barred.length} bars are reached${missed.map(({ what }) => `\nMISS ${what}`).join('')}`);
  if (markdown) {
    console.log(`\n${machineFacts(REPOSITORY)}\n\n${markdownTable(measurements)}`);
  }
}

new Command('bench')
  .description('Measure the package against its bars, as it is packed')
  .argument('[subjects...]', `any of ${SUBJECTS.map(({ name }) => name).join(', ')} (default: all)`)
  .option('--markdown', 'print the table for docs/performance.md as well')
  .action(bench)
  // projen hands on the dashes that are before the arguments of a task.
  .parseAsync(process.argv.filter((argument) => argument !== '--'))
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
