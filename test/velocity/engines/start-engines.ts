import { spawn } from 'child_process';
import type { ChildProcess } from 'child_process';
import { once } from 'events';
import { existsSync } from 'fs';
import { createServer } from 'net';
import * as path from 'path';
import type { EngineProcess } from './processes';
import { JAVA, NEEDED, PYTHON } from './processes';
import setUp from '../../support/global-setup';

/** Starts each program once for all files of tests, which reach its input and output through a socket, one file at a time. */
export default async function startEngines(): Promise<void> {
  setUp();
  const missing = NEEDED.find((file) => !existsSync(file));
  if (missing !== undefined) throw new Error(`${missing} is missing: run \`npx projen test:velocity\`, which builds it with Maven`);
  const stops = await Promise.all([start(JAVA), start(PYTHON)]);
  (globalThis as any).stopEngines = async () => Promise.all(stops.map(async (stop) => stop()));
}

/** @returns what ends it */
async function start({ name, command, arguments: args, socket: variable, fix }: EngineProcess): Promise<() => Promise<void>> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child, 'spawn').catch((error) => {
    throw new Error(`${name} cannot be started: ${error.message}; ${fix}, then run \`npx projen test:velocity\``);
  });
  await expectAlive(child, name, fix);
  const server = createServer((socket) => {
    if (child.exitCode !== null) socket.destroy();
    child.once('exit', () => socket.destroy());
    socket.pipe(child.stdin, { end: false });
    child.stdout.pipe(socket, { end: false });
  });
  const address = path.join(process.env.TMPDIR!, `${name}.sock`);
  server.listen(address);
  await once(server, 'listening');
  process.env[variable] = address;
  return async () => {
    server.close();
    const ended = child.exitCode === null ? once(child, 'exit') : undefined;
    child.stdin.end();
    await ended;
  };
}

/** A program whose libraries are missing ends before it reads; one that has them answers a case that has no template with an error, and goes on. */
async function expectAlive(child: ChildProcess, name: string, fix: string): Promise<void> {
  const nothing = { template: '', body: '', parameters: { path: {}, querystring: {}, header: {} }, context: {}, stageVariables: {}, engine: '1.7' };
  child.stdin!.on('error', () => undefined);
  child.stdin!.write(`${JSON.stringify(nothing)}\n`);
  const answer = await Promise.race([once(child.stdout!, 'data'), once(child, 'exit').then(() => undefined)]);
  if (answer === undefined) throw new Error(`${name} ended before it answered, and what it said is above: ${fix}, then run \`npx projen test:velocity\``);
}
