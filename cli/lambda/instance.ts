import type { ChildProcess, ChildProcessByStdio } from 'child_process';
import { spawn } from 'child_process';
import { randomUUID } from 'crypto';
import type { Duplex, Readable } from 'stream';
import { InvocationError } from '../invocation-error';
import { exitReason } from './exit-reason';
import { HeapReport } from './heap-report';
import { eachLine } from './log-lines';
import { eachMessage, sendMessage } from './message-stream';
import { groupOf, HAS_GROUPS } from './process-group';
import type { RunMessage, RuntimeMessage, RuntimeSettings, ThrownError } from './runtime-protocol';
import { CHANNEL } from './runtime-protocol';

export interface InstanceOptions {
  readonly runtimeFile: string;
  readonly settings: RuntimeSettings;
  /** The working directory. */
  readonly taskRoot: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly onLog: (line: string) => void;
}

/** Time that the service gives a function to load, before the function's own timeout starts. */
const INIT_MS = 10_000;

/** Time for what a process has written to arrive after its end. Longer only if a process that it started lives on, and holds its output open. */
const OUTPUT_MS = 500;

/** The handler could not be loaded: every further instance would fail likewise. */
export class LoadError extends Error {}

interface Pending {
  readonly requestId: string;
  resolve(payload: string): void;
  reject(error: Error): void;
}

/** One instance of a function: a process that runs one event at a time. */
export class Instance {
  /** Settles when the handler is loaded, or with a LoadError. */
  readonly ready: Promise<void>;
  /** False once the process has ended or was ended: the next call needs a new instance. */
  alive = true;

  private readonly process: ChildProcess;
  private readonly channel: Duplex;
  private readonly heap: HeapReport;
  private readonly exit: Promise<void>;
  /** Its id may belong to another process then. */
  private isGone = false;
  private pending?: Pending;
  private rejectReady?: (error: Error) => void;

  constructor(private readonly options: InstanceOptions) {
    const { runtimeFile, settings, taskRoot, environment, onLog } = options;
    this.process = spawn(process.execPath, [`--max-old-space-size=${settings.memorySize}`, runtimeFile], {
      cwd: taskRoot,
      env: { ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'overlapped'],
      // A group of its own: Ctrl-C is for the run, which still has records for the function, and what the function starts ends with it.
      detached: HAS_GROUPS,
      windowsHide: true,
    });
    // Node.js comes so far only if it can open the pipes.
    if ((this.process.stdio as unknown) === undefined) {
      this.process.on('error', () => undefined); // comes later, and says the same
      throw new InvocationError('function error', 'its process cannot be started: too many files are open');
    }
    const { stdout, stderr, stdio } = this.process as ChildProcessByStdio<null, Readable, Readable>;
    this.heap = new HeapReport(onLog);
    eachLine(stdout, onLog);
    eachLine(stderr, (line) => this.heap.take(line));
    this.channel = stdio[CHANNEL] as Duplex;
    this.channel.on('error', () => undefined); // the end of the process says why
    // A process that ends closes it as well. One that goes on has lost it, and can answer no more.
    this.channel.on('close', () => setTimeout(() => this.kill(), OUTPUT_MS).unref());
    this.ready = this.load();
    this.ready.catch(() => undefined); // told to whoever awaits it
    this.exit = this.waitForExit();
    this.send({ kind: 'start', settings });
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
      this.send({ kind: 'invoke', requestId, payload, deadline: Date.now() + timeoutMs });
    });
  }

  async end(): Promise<void> {
    this.alive = false;
    this.kill();
    await this.exit;
  }

  private send(message: RunMessage): void {
    sendMessage(this.channel, message);
  }

  /** Ends the process, and what it started. */
  private kill(): void {
    const { pid } = this.process;
    if (pid === undefined || this.isGone) return; // it did not start, or has ended
    try {
      process.kill(groupOf(pid), 'SIGKILL');
    } catch {
      // All of them have ended.
    }
  }

  private async waitForExit(): Promise<void> {
    const child = this.process;
    const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
    const how = await new Promise<string>((resolve) => {
      child.once('exit', (code, signal) => resolve(exitReason(code, signal)));
      child.once('error', (error) => resolve(`its process cannot be started: ${error.message}`));
    });
    this.kill(); // what it started
    this.isGone = true;
    const timer = new Promise<void>((resolve) => setTimeout(resolve, OUTPUT_MS).unref());
    await Promise.race([closed, timer]);
    const { memorySize } = this.options.settings;
    this.exited(this.heap.end() ? `Runtime exited with error: signal: killed (out of memory, MemorySize is ${memorySize} MB)` : how);
  }

  private load(): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.rejectReady?.(new LoadError(`it did not finish loading within ${(INIT_MS + this.options.timeoutMs) / 1000} seconds`));
        void this.end();
      }, INIT_MS + this.options.timeoutMs);
      this.rejectReady = (error) => { clearTimeout(timer); reject(error); };
      eachMessage<RuntimeMessage>(this.channel, (message) => {
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

  private finished(message: RuntimeMessage & { kind: 'answer' | 'error' }): void {
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
  private uncaught({ isRejection, error }: RuntimeMessage & { kind: 'uncaught' }): void {
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
