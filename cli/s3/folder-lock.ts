import { readFileSync } from 'fs';
import { open, readFile, rename, rm } from 'fs/promises';
import * as path from 'path';
import { Failure } from '../failure';

/** Locks of this process: its own id in a lock file says nothing when a container gives every first process the same id. */
const held = new Set<string>();

/**
 * Only one run at a time works on a data folder. The lock is a file that names the process that holds it; the lock of a process
 * that is gone (`kill -9`) is taken over.
 */
export class FolderLock {
  static async acquire(folder: string): Promise<FolderLock> {
    const file = path.join(path.resolve(folder), '.lock');
    if (held.has(file)) throw inUse(folder, file, process.pid);
    held.add(file);
    try {
      while (!await create(file)) {
        const owner = await readOwner(file);
        if (owner !== undefined && isAlive(owner)) throw inUse(folder, file, owner.pid);
        await removeStale(file, owner);
      }
    } catch (error) {
      held.delete(file);
      throw error;
    }
    return new FolderLock(file);
  }

  private constructor(private readonly file: string) {}

  async release(): Promise<void> {
    if (!held.delete(this.file)) return;
    await rm(this.file, { force: true });
  }
}

interface Owner {
  readonly pid: number;
  /** Tells two processes apart that got the same id one after the other; absent where the system does not say. */
  readonly started?: string;
}

async function create(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    try {
      await handle.writeFile(JSON.stringify({ pid: process.pid, started: startOf(process.pid) } satisfies Owner));
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readOwner(file: string): Promise<Owner | undefined> {
  // The lock of a run that is just starting is empty for a moment.
  for (let attempt = 0; attempt < 5; attempt++) {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return undefined;
    const owner = parseOwner(text);
    if (owner) return owner;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return undefined;
}

function parseOwner(text: string): Owner | undefined {
  const match = /^\{"pid":(\d+)(?:,"started":"(\d+)")?\}$/.exec(text);
  return match ? { pid: Number(match[1]), started: match[2] } : undefined;
}

/** Two runs may find the same stale lock: only the one whose rename succeeds on that very lock removes it. */
async function removeStale(file: string, stale: Owner | undefined): Promise<void> {
  const aside = `${file}.${process.pid}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const taken = parseOwner(await readFile(aside, 'utf8'));
  if (taken && isAlive(taken) && taken.pid !== stale?.pid) {
    await rename(aside, file);
    return;
  }
  await rm(aside, { force: true });
}

function isAlive(owner: Owner): boolean {
  if (owner.pid === process.pid) return false; // every lock that this process holds is in `held`
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return owner.started === undefined || owner.started === startOf(owner.pid);
}

/** The time at which a process started, as Linux counts it; undefined elsewhere. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined; // no /proc: macOS, Windows
  }
}

function inUse(folder: string, file: string, pid: number): Failure {
  return new Failure(`another run (process ${pid}) works on the data folder ${folder}; stop it, or choose another folder with --data (lock file: ${file})`);
}
