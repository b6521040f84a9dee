import { access, constants, lstat, open, readdir, rename, rm } from 'fs/promises';
import * as path from 'path';
import { Failure } from '../failure';
import type { ObjectStore } from '../services';
import { FolderLock } from './folder-lock';
import { objectPath } from './object-path';
import { PRIVATE_FILE, makeFolder } from './private-folder';
import { writeFailure } from './write-failure';

const UNFINISHED = /^object-\d+-\d+$/;

/**
 * S3 as a folder: one folder per bucket, inside it exactly the keys. An object is written aside and renamed in, so a run that is
 * killed at any moment leaves it whole or not at all.
 */
export class ObjectFolder implements ObjectStore {
  /**
   * Opens a data folder for this run alone and removes what a killed run left unfinished.
   * @param options.isCaseSensitive whether the file system takes `a` and `A` for two names; found out if it is not given
   */
  static async open(root: string, options: { readonly isCaseSensitive?: boolean } = {}): Promise<ObjectFolder> {
    const unfinished = path.join(root, '.tmp');
    try {
      await makeFolder(unfinished);
      const lock = await FolderLock.acquire(root);
      try {
        await removeUnfinished(unfinished);
        return new ObjectFolder(root, unfinished, lock, options.isCaseSensitive ?? !await exists(path.join(root, '.LOCK')));
      } catch (error) {
        // Best effort: the lock of a process that ends is taken over, and the first error is the one to tell.
        await lock.release().catch(() => undefined);
        throw error;
      }
    } catch (error) {
      if (error instanceof Failure) throw error;
      throw writeFailure(root, error);
    }
  }

  private count = 0;
  /** Folders of keys that were checked, by their name without case. */
  private readonly checkedFolders = new Map<string, string>();

  private constructor(
    private readonly root: string, private readonly unfinished: string, private readonly lock: FolderLock, private readonly isCaseSensitive: boolean,
  ) {}

  async check(bucket: string, key: string): Promise<void> {
    const target = objectPath(this.root, bucket, key);
    if (!this.isCaseSensitive) this.checkCase([bucket, ...key.split('/').slice(0, -1)]);
    try {
      await exists(target);
      let folder = path.dirname(target);
      while (!await exists(folder)) folder = path.dirname(folder);
      await Promise.all([constants.W_OK, constants.X_OK].map(async (mode) => access(folder, mode)));
    } catch (error) {
      throw writeFailure(this.root, error, { bucket, key });
    }
  }

  async put(bucket: string, key: string, body: Buffer): Promise<void> {
    const target = objectPath(this.root, bucket, key);
    const aside = path.join(this.unfinished, `object-${process.pid}-${this.count++}`);
    try {
      await writeDurably(aside, body);
      await makeFolder(path.dirname(target));
      await rename(aside, target);
    } catch (error) {
      // Best effort: the next run removes it too, and the first error is the one to tell.
      await rm(aside, { force: true }).catch(() => undefined);
      throw writeFailure(this.root, error, { bucket, key });
    }
  }

  private checkCase(names: readonly string[]): void {
    names.forEach((_name, index) => {
      const folder = names.slice(0, index + 1).join('/');
      const same = folder.normalize('NFC').toLowerCase();
      const other = this.checkedFolders.get(same) ?? folder;
      this.checkedFolders.set(same, other);
      if (other !== folder) {
        throw new Failure(`${folder} differs from ${other} in case only, and the file system of ${this.root} takes both for one folder; `
          + 'change one of the prefixes of the template, or choose a folder on another file system with --data');
      }
    });
  }

  /** Gives the folder back; a second time does nothing. */
  async close(): Promise<void> {
    await this.lock.release();
  }
}

/** @throws Error for anything but a name that is free */
async function exists(file: string): Promise<boolean> {
  try {
    await lstat(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Whoever holds the lock is alone: every unfinished object is of a run that is gone. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (UNFINISHED.test(name)) await rm(path.join(folder, name), { force: true });
  }
}

async function writeDurably(file: string, body: Buffer): Promise<void> {
  const handle = await open(file, 'wx', PRIVATE_FILE);
  try {
    await handle.writeFile(body);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
