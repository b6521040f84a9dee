import { parentPort, workerData } from 'worker_threads';
import { loadHandler } from './load-handler';
import { describe, runHandler } from './run-handler';
import type { InvokeMessage, WorkerMessage, WorkerSettings } from './worker-protocol';

/** One instance of a function: loads its handler once, then runs one event at a time. */
async function main(): Promise<void> {
  const settings = workerData as WorkerSettings;
  const say = (message: WorkerMessage) => parentPort?.postMessage(message);
  process.on('uncaughtExceptionMonitor', (error, origin) => {
    say({ kind: 'uncaught', isRejection: origin === 'unhandledRejection', error: describe(error) });
  });
  try {
    const handler = await loadHandler(settings);
    parentPort?.on('message', (invoke: InvokeMessage) => {
      void runHandler(handler, settings, invoke).then(say);
    });
    say({ kind: 'ready' });
  } catch (error) {
    say({ kind: 'not loaded', error: describe(error) });
  }
}

void main();
