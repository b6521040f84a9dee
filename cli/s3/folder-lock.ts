import { open, readFile, rm } from 'fs/promises';
import type { FileHandle } from 'fs/promises';
import * as path from 'path';
import { Failure } from '../failure';
import { isAlive, startOf } from '../process-identity';
import { PRIVATE_FILE } from './private-folder';
import { writeFailure } from './write-failure';

/** A busy machine may take a second between making a file and writing it. */
const READING_ATTEMPTS = 40;

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
        const text = await readLock(file);
        const owner = text === undefined ? undefined : parseOwner(text);
        if (owner !== undefined && holds(owner)) throw inUse(folder, file, owner.pid);
        if (text !== undefined) await removeStale(file, text);
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
    const owner = parseOwner(await readLock(file) ?? '');
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
    handle = await open(file, 'wx', PRIVATE_FILE);
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

/** What a lock says: of a run that is just starting nothing, for a moment; undefined if there is none. */
async function readLock(file: string): Promise<string | undefined> {
  for (let attempt = 0; ; attempt++) {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
      throw error;
    });
    if (text === undefined || parseOwner(text) || attempt === READING_ATTEMPTS) return text;
    await pause();
  }
}

function parseOwner(text: string): Owner | undefined {
  const match = /^\{"pid":(\d+)(?:,"started":"(\d+)")?\}$/.exec(text);
  return match ? { pid: Number(match[1]), started: match[2] } : undefined;
}

/**
 * Several runs may find the same stale lock. Who removes it holds a lock on just that, and looks again: so no lock of a run that was quicker is ever touched.
 * A process that is killed here leaves a stale lock like any other.
 */
async function removeStale(file: string, stale: string): Promise<void> {
  const guard = `${file}.${parseOwner(stale)?.pid ?? 'unreadable'}`;
  while (!await create(guard)) {
    const other = await readLock(guard);
    if (other === undefined || isHeld(other)) {
      // It is about to be gone, and the stale lock with it.
      await pause();
      return;
    }
    await removeStale(guard, other);
  }
  try {
    if (await readLock(file) === stale) await rm(file, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

const pause = async () => new Promise((resolve) => setTimeout(resolve, 50));

function isHeld(text: string): boolean {
  const owner = parseOwner(text);
  return owner !== undefined && holds(owner);
}

function holds(owner: Owner): boolean {
  // Every lock that this process holds is in `held`.
  return owner.pid !== process.pid && isAlive(owner.pid, owner.started);
}

function inUse(folder: string, file: string, pid: number): Failure {
  return new Failure(`another run (process ${pid}) works on the data folder ${folder}; stop it, or choose another folder with --data (lock file: ${file})`);
}
