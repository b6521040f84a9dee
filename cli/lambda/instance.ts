import { randomUUID } from 'crypto';
import { Worker } from 'worker_threads';
import { InvocationError } from '../invocation-error';
import { eachLine } from './log-lines';
import type { InvokeMessage, ThrownError, WorkerMessage, WorkerSettings } from './worker-protocol';

export interface InstanceOptions {
  readonly workerFile: string;
  readonly settings: WorkerSettings;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly onLog: (line: string) => void;
}

/** Time that the service gives a function to load, before the function's own timeout starts. */
const INIT_MS = 10_000;

/** The handler could not be loaded: every further instance would fail likewise. */
export class LoadError extends Error {}

interface Pending {
  readonly requestId: string;
  resolve(payload: string): void;
  reject(error: Error): void;
}

/** One instance of a function: a worker thread that runs one event at a time. */
export class Instance {
  /** Settles when the handler is loaded, or with a LoadError. */
  readonly ready: Promise<void>;
  /** False once the thread has ended or was ended: the next call needs a new instance. */
  alive = true;

  private readonly worker: Worker;
  private pending?: Pending;
  private rejectReady?: (error: Error) => void;

  constructor(private readonly options: InstanceOptions) {
    const { memorySize } = options.settings;
    this.worker = new Worker(options.workerFile, {
      workerData: options.settings,
      env: { ...options.environment },
      stdout: true,
      stderr: true,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memorySize },
    });
    eachLine(this.worker.stdout, options.onLog);
    eachLine(this.worker.stderr, options.onLog);
    this.ready = this.load();
    this.ready.catch(() => undefined); // told to whoever awaits it
    this.worker.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') this.exited(`Runtime exited with error: signal: killed (out of memory, MemorySize is ${memorySize} MB)`);
      else this.ended(`${error.name}: ${error.message}`); // logged by its message
    });
    this.worker.on('exit', (code) => this.exited(code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: exit status ${code}`));
  }

  async invoke(payload: string): Promise<string> {
    await this.ready;
    const { timeoutMs, settings } = this.options;
    if (!this.alive) throw new InvocationError('function error', `${settings.functionName} ended before the call`);
    const requestId = randomUUID();
    return new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => {
        const message = `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
        this.options.onLog(message);
        this.settle()?.reject(new InvocationError('timeout', message));
        void this.end();
      }, timeoutMs);
      this.pending = {
        requestId,
        resolve: (answer) => { clearTimeout(timer); resolve(answer); },
        reject: (error) => { clearTimeout(timer); reject(error); },
      };
      this.worker.postMessage({ requestId, payload, deadline: Date.now() + timeoutMs } satisfies InvokeMessage);
    });
  }

  async end(): Promise<void> {
    this.alive = false;
    await this.worker.terminate();
  }

  private load(): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.rejectReady?.(new LoadError(`it did not finish loading within ${(INIT_MS + this.options.timeoutMs) / 1000} seconds`));
        void this.end();
      }, INIT_MS + this.options.timeoutMs);
      this.rejectReady = (error) => { clearTimeout(timer); reject(error); };
      this.worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'ready') {
          clearTimeout(timer);
          this.rejectReady = undefined;
          resolve();
        } else if (message.kind === 'not loaded') {
          this.log('Invoke Error', message.error);
          this.rejectReady?.(new LoadError(`${message.error.errorType}: ${message.error.errorMessage}`));
          void this.end();
        } else if (message.kind === 'uncaught') {
          this.uncaught(message);
        } else {
          this.finished(message);
        }
      });
    });
  }

  private finished(message: WorkerMessage & { kind: 'answer' | 'error' }): void {
    if (message.requestId !== this.pending?.requestId) return; // an answer that came twice
    if (message.kind === 'answer') {
      this.settle()?.resolve(message.payload);
      return;
    }
    this.log('Invoke Error', message.error);
    const { errorType, errorMessage } = message.error;
    this.settle()?.reject(new InvocationError('function error', `${errorType}: ${errorMessage}`, errorMessage));
  }

  /** The runtime ends then, even where the function listens for such errors itself. */
  private uncaught({ isRejection, error }: WorkerMessage & { kind: 'uncaught' }): void {
    const how = `${error.errorType}: ${error.errorMessage}`;
    if (isRejection) this.log('Unhandled Promise Rejection', { ...error, errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: how });
    else this.log('Uncaught Exception', error);
    this.ended(how);
    void this.end();
  }

  private exited(how: string): void {
    // Whoever ended it knows why, and an error that ended it is in the log already.
    if (this.alive) this.options.onLog(`Error: ${how}`);
    this.ended(how);
  }

  private ended(how: string): void {
    this.alive = false;
    this.rejectReady?.(new LoadError(`${how} while it loaded`));
    this.rejectReady = undefined;
    this.settle()?.reject(new InvocationError('function error', how));
  }

  private settle(): Pending | undefined {
    const pending = this.pending;
    this.pending = undefined;
    return pending;
  }

  /** The runtime writes an error that nobody catches into the function's log. */
  private log(what: string, error: ThrownError): void {
    this.options.onLog(`ERROR ${what} ${JSON.stringify(error)}`);
  }
}
