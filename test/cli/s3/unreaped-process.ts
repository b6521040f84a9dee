import { spawn } from 'child_process';
import type { ChildProcess } from 'child_process';
import { readFileSync } from 'fs';

/** A process that was started by a parent that never asks how it ended: once it ends it stays a zombie. */
export class UnreapedProcess {
  static async start(command: string, ...args: string[]): Promise<UnreapedProcess> {
    const parent = spawn('sh', ['-c', '"$@" & echo "pid $!"; exec sleep 60', 'sh', command, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    const started = new UnreapedProcess(parent);
    await started.said(/^pid \d+$/m);
    return started;
  }

  private output = '';

  private constructor(private readonly parent: ChildProcess) {
    parent.stdout?.on('data', (data) => { this.output += String(data); });
  }

  get pid(): number {
    return Number(/^pid (\d+)$/m.exec(this.output)?.[1]);
  }

  /** Waits until it wrote a line like this. */
  async said(line: RegExp): Promise<void> {
    await until(() => line.test(this.output));
  }

  kill(): void {
    process.kill(this.pid, 'SIGKILL');
  }

  /** Waits until it is dead and nobody has taken note. */
  async isZombie(): Promise<void> {
    await until(() => / Z /.test(readFileSync(`/proc/${this.pid}/stat`, 'latin1')));
  }

  /** Ends the parent, and with it what is left of the process. */
  async end(): Promise<void> {
    const ended = new Promise((resolve) => this.parent.once('exit', resolve));
    this.parent.kill('SIGKILL');
    await ended;
  }
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 1000; attempt++) {
    if (isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it did not happen within ten seconds');
}
