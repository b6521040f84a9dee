#!/usr/bin/env node
import { Command } from 'commander';
import { addLocal } from './commands/local';
import { addQuery } from './commands/query';
import { addSend } from './commands/send';
import { addVerify } from './commands/verify';
import { Failure } from './failure';
import { packageVersion } from './package-root';

const program = new Command('cdk-serverless-data-pipeline')
  .description('Run a synthesized data pipeline on this machine, send events to it, query what it wrote, and verify one that is deployed')
  .showHelpAfterError('(--help shows what is allowed)')
  .configureHelp({ sortSubcommands: true });
addLocal(program);
addQuery(program);
addSend(program);
addVerify(program);

async function start(): Promise<void> {
  // In here, so that a missing package.json is reported like any other failure.
  program.version(packageVersion());
  await program.parseAsync();
}

start().catch((error: unknown) => {
  // A failure is the user's to mend, and its one line says how; anything else is a defect, and its place is what helps.
  console.error(error instanceof Failure ? `error: ${error.message}` : error);
  process.exit(1);
});
