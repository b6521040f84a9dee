import { open, readFile, rename, rm } from 'fs/promises';
import type { FileHandle } from 'fs/promises';
import * as path from 'path';
import { Failure } from '../failure';
import { isAlive, startOf } from '../process-identity';
import { writeFailure } from './write-failure';

/** Locks of this process: its own id in a lock file says nothing when a container gives every first process the same id. */
const held = new Set<string>();

/**
 * Only one run at a time works on a data folder. The lock is a file that names the process that holds it; the lock of a process
 * that is gone (`kill -9`) is taken over.
 */
export class FolderLock {
  /** @throws Failure when another run holds the folder, or the lock cannot be written */
  static async acquire(folder: string): Promise<FolderLock> {
    const file = lockFile(folder);
    if (held.has(file)) throw inUse(folder, file, process.pid);
    held.add(file);
    try {
      while (!await create(file)) {
        const owner = await readOwner(file);
        if (owner !== undefined && holds(owner)) throw inUse(folder, file, owner.pid);
        await removeStale(file, owner);
      }
    } catch (error) {
      held.delete(file);
      throw error instanceof Failure ? error : writeFailure(folder, error);
    }
    return new FolderLock(file);
  }

  private released = false;

  private constructor(private readonly file: string) {}

  /** Gives the folder back; a second time does nothing, even if the folder has been locked again since. */
  async release(): Promise<void> {
    if (this.released) return;
    this.released = true;
    // The file first: until it is gone, nobody in this process may take it for the lock of a process that ended.
    await rm(this.file, { force: true }).finally(() => held.delete(this.file));
  }
}

/**
 * The process that works on a data folder, if one does. Takes no lock and changes nothing.
 * @throws Failure when the lock cannot be read
 */
export async function holderOf(folder: string): Promise<number | undefined> {
  const file = lockFile(folder);
  if (held.has(file)) return process.pid;
  try {
    const owner = await readOwner(file);
    return owner !== undefined && holds(owner) ? owner.pid : undefined;
  } catch (error) {
    throw new Failure(`cannot read ${file}, which says whether a run works on the data folder: ${(error as Error).message} (${(error as NodeJS.ErrnoException).code})`);
  }
}

function lockFile(folder: string): string {
  return path.join(path.resolve(folder), '.lock');
}

interface Owner {
  readonly pid: number;
  /** Tells two processes apart that got the same id one after the other; absent where the system does not say. */
  readonly started?: string;
}

async function create(file: string): Promise<boolean> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    try {
      await handle.writeFile(JSON.stringify({ pid: process.pid, started: startOf(process.pid) } satisfies Owner));
    } finally {
      await handle.close();
    }
  } catch (error) {
    // An empty lock would make the next run wait. Best effort: the first error is the one to tell.
    await rm(file, { force: true }).catch(() => undefined);
    throw error;
  }
  return true;
}

async function readOwner(file: string): Promise<Owner | undefined> {
  // The lock of a run that is just starting is empty for a moment.
  for (let attempt = 0; attempt < 5; attempt++) {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
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
  if (taken && holds(taken) && taken.pid !== stale?.pid) {
    await rename(aside, file);
    return;
  }
  await rm(aside, { force: true });
}

function holds(owner: Owner): boolean {
  // Every lock that this process holds is in `held`.
  return owner.pid !== process.pid && isAlive(owner.pid, owner.started);
}

function inUse(folder: string, file: string, pid: number): Failure {
  return new Failure(`another run (process ${pid}) works on the data folder ${folder}; stop it, or choose another folder with --data (lock file: ${file})`);
}
