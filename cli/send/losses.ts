import { closeSync, openSync, statSync, writeSync } from 'fs';
import type { Stats } from 'fs';
import { Failure } from '../failure';

/** An event or a part of the file that was not accepted. */
export interface Loss {
  readonly position: number;
  readonly reason: string;
}

/** How many are shown to people. */
const SHOWN = 5;

/** What was not accepted: counted, and written to a file at once, so that it is there whatever happens next. */
export class Losses {
  count = 0;
  private readonly file?: number;
  private losses: Loss[] = [];

  /**
   * @param path where they are written, one a line
   * @param source what is read meanwhile
   * @param keepAll whether all are needed at the end, and not only the first of them
   * @throws Failure if the file cannot be written. After the first event was sent it would be too late to say so.
   */
  constructor(private readonly path: string | undefined, source: Stats, private readonly keepAll: boolean) {
    if (path === undefined) {
      return;
    }
    if (isSame(path, source)) {
      throw new Failure(`--failed ${path}: got the file that is read, allowed another one`);
    }
    try {
      this.file = openSync(path, 'w');
    } catch (error) {
      throw new Failure(`--failed ${path}: cannot be written (${(error as NodeJS.ErrnoException).code}); choose a file in a folder that exists`);
    }
  }

  /** @throws Failure if the file cannot be written */
  add(parts: readonly { readonly position: number; readonly text: string | Buffer }[], reason: string): void {
    this.count += parts.length;
    this.losses.push(...parts.map(({ position }) => ({ position, reason })));
    if (!this.keepAll && this.losses.length > SHOWN) {
      this.losses = this.inOrder.slice(0, SHOWN);
    }
    if (this.file !== undefined) {
      this.write(Buffer.concat(parts.flatMap(({ text }) => [Buffer.from(text), Buffer.from('\n')])));
    }
  }

  /** By their position in the file. */
  get inOrder(): Loss[] {
    return [...this.losses].sort((a, b) => a.position - b.position);
  }

  get first(): Loss[] {
    return this.inOrder.slice(0, SHOWN);
  }

  close(): void {
    if (this.file !== undefined) {
      closeSync(this.file);
    }
  }

  private write(bytes: Buffer): void {
    try {
      for (let written = 0; written < bytes.length;) {
        written += writeSync(this.file!, bytes, written);
      }
    } catch (error) {
      throw new Failure(`--failed ${this.path}: cannot be written further (${(error as NodeJS.ErrnoException).code}); what is missing in it was not accepted either`);
    }
  }
}

function isSame(path: string, source: Stats): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return source.isFile() && stats?.ino === source.ino && stats.dev === source.dev;
}
