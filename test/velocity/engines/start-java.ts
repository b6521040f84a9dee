import { spawn } from 'child_process';
import { once } from 'events';
import { existsSync } from 'fs';
import { createServer } from 'net';
import * as path from 'path';
import { CLASSES, JAVA_ARGUMENTS, SOCKET } from './java';
import setUp from '../../support/global-setup';

/** Starts one Java for all files of tests, which reach its input and output through a socket, one file at a time. */
export default async function startJava(): Promise<void> {
  setUp();
  if (!existsSync(CLASSES)) throw new Error(`${CLASSES} is missing: run \`npx projen test:velocity\`, which builds it with Maven`);
  const java = spawn('java', JAVA_ARGUMENTS, { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(java, 'spawn').catch((error) => {
    throw new Error(`Java cannot be started: ${error.message}; install a JDK of version 17 or later and Maven, then run \`npx projen test:velocity\``);
  });
  const server = createServer((socket) => {
    if (java.exitCode !== null) socket.destroy();
    java.once('exit', () => socket.destroy());
    socket.pipe(java.stdin, { end: false });
    java.stdout.pipe(socket, { end: false });
  });
  const address = path.join(process.env.TMPDIR!, 'velocity.sock');
  server.listen(address);
  await once(server, 'listening');
  process.env[SOCKET] = address;
  (globalThis as any).stopJava = async () => {
    server.close();
    const ended = java.exitCode === null ? once(java, 'exit') : undefined;
    java.stdin.end();
    await ended;
  };
}
