#!/usr/bin/env node
import { inspect } from 'util';
import { Command } from 'commander';
import { addLocal } from './commands/local';
import { addQuery } from './commands/query';
import { addSend } from './commands/send';
import { addVerify } from './commands/verify';
import { failUntilDone } from './exit-code';
import { Failure } from './failure';
import { packageVersion } from './package-root';
import { escapeControls } from './terminal/escape-controls';
import { reportLine } from './terminal/print';

const program = new Command('cdk-serverless-data-pipeline')
  .description('Run a synthesized data pipeline on this machine, send events to it, query what it wrote, and verify one that is deployed')
  .showHelpAfterError('(--help shows what is allowed)')
  .configureHelp({ sortSubcommands: true })
  .configureOutput({ writeErr: (text) => process.stderr.write(escapeControls(text)) });
failUntilDone(program);
addLocal(program);
addQuery(program);
addSend(program);
addVerify(program);

async function start(): Promise<void> {
  // In here, so that a missing package.json is reported like any other failure.
  program.version(packageVersion());
  await program.parseAsync();
}

start().catch(async (error: unknown) => {
  // A failure is the user's to mend, and its one line says how; anything else is a defect, and its place is what helps.
  reportLine(error instanceof Failure ? `error: ${error.message}` : inspect(error));
  // A pipe takes what is printed in its own time on some systems.
  await Promise.all([process.stdout, process.stderr].map(async (stream) => new Promise((resolve) => stream.on('error', resolve).write('', resolve))));
  process.exit(1);
});
