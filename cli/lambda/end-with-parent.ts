import type { Socket } from 'net';
import { Worker } from 'worker_threads';
import { groupOf } from './process-group';

const INTERVAL_MS = 1000;

/**
 * Ends this process, and what it started, when the run has ended, however that ended: a function left behind would go on for ever.
 * @param channel to the run
 */
export function endWithParent(channel: Socket): void {
  const group = groupOf(process.pid);
  const end = () => process.kill(group, 'SIGKILL');
  channel.on('error', end);
  channel.on('close', end);
  // Code that never gives way hears nothing of the channel; a thread sees that the parent is another one.
  const watch = `setInterval(() => { if (process.ppid !== ${process.ppid}) process.kill(${group}, 'SIGKILL'); }, ${INTERVAL_MS});`;
  new Worker(watch, { eval: true, env: {}, execArgv: [] }).unref();
}
