import { spawn } from 'child_process';
import type { ChildProcess } from 'child_process';
import * as path from 'path';
import { createInterface } from 'readline';

/** The command line of the package that is installed in a project. */
export class PipelineCommand {
  constructor(private readonly project: string) {
  }

  /** Runs a command to its end and gives what it printed on stdout; its stderr is shown. */
  async run(...args: string[]): Promise<string> {
    const child = this.start(args);
    let stdout = '';
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
    if (code !== 0) {
      throw new Error(`cdk-serverless-data-pipeline ${args.join(' ')} ended with ${code}\n${stdout}`);
    }
    return stdout;
  }

  /** Starts a local run and waits until it listens. */
  async local(...args: string[]): Promise<LocalProcess> {
    const run = new LocalProcess(this.start(['local', '--json', ...args]));
    await run.started;
    return run;
  }

  private start(args: string[]): ChildProcess {
    const command = path.join(this.project, 'node_modules/.bin/cdk-serverless-data-pipeline');
    return spawn(command, args, { cwd: this.project, stdio: ['ignore', 'pipe', 'inherit'], shell: process.platform === 'win32' });
  }
}

/** A local run in a process of its own. */
export class LocalProcess {
  readonly outputs: Record<string, string> = {};
  readonly started: Promise<void>;
  delivered = 0;
  failed = 0;
  private readonly ended: Promise<number | null>;
  private onChange?: () => void;

  constructor(private readonly child: ChildProcess) {
    this.ended = new Promise((resolve) => child.on('close', resolve));
    this.started = new Promise((resolve, reject) => {
      createInterface(child.stdout!).on('line', (line) => {
        const happening = JSON.parse(line);
        if (happening.event === 'started') {
          Object.assign(this.outputs, happening.outputs);
          resolve();
        } else if (happening.event === 'delivered') {
          this.delivered += happening.records;
        } else if (happening.event === 'failed') {
          this.failed += happening.records;
        } else if (happening.event === 'warning') {
          console.log(`  warning: ${happening.message}`);
        }
        this.onChange?.();
      });
      child.on('error', reject).on('close', (code) => reject(new Error(`the local run ended with ${code}`)));
    });
  }

  /** Waits until this many records are delivered or failed. */
  async delivery(records: number, onProgress: (done: number) => void): Promise<void> {
    await Promise.race([
      new Promise<void>((resolve) => {
        const check = () => {
          onProgress(this.delivered + this.failed);
          if (this.delivered + this.failed >= records) {
            this.onChange = undefined;
            resolve();
          }
        };
        this.onChange = check;
        check();
      }),
      this.ended.then((code) => {
        throw new Error(`the local run ended with ${code} before everything was delivered`);
      }),
    ]);
  }

  async stop(): Promise<void> {
    this.child.kill('SIGINT');
    await this.ended;
  }
}
