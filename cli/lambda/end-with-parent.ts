import { once } from 'events';
import type { Socket } from 'net';
import { Worker } from 'worker_threads';
import { groupOf } from './process-group';

const INTERVAL_MS = 1000;

/**
 * Ends this process, and what it started, when the run has ended, however that ended: a function left behind would go on for ever.
 * @param channel to the run
 * @returns when the thread runs that watches the run: one that starts while the code of a function never gives way may not get that far
 */
export async function endWithParent(channel: Socket): Promise<void> {
  const group = groupOf(process.pid);
  const end = () => process.kill(group, 'SIGKILL');
  channel.on('error', end);
  channel.on('close', end);
  // Code that never gives way hears nothing of the channel; a thread sees that the parent is another one.
  const watch = `
    setInterval(() => { if (process.ppid !== ${process.ppid}) process.kill(${group}, 'SIGKILL'); }, ${INTERVAL_MS});
    require('worker_threads').parentPort.postMessage('watching');
  `;
  const watcher = new Worker(watch, { eval: true, env: {}, execArgv: [] });
  await once(watcher, 'message');
  watcher.unref();
}
