import { mkdir, open, readdir, rename, rm } from 'fs/promises';
import * as path from 'path';
import { Failure } from '../failure';
import type { ObjectStore } from '../services';
import { FolderLock } from './folder-lock';
import { objectPath } from './object-path';
import { writeFailure } from './write-failure';

const UNFINISHED = /^object-\d+-\d+$/;

/**
 * S3 as a folder: one folder per bucket, inside it exactly the keys. An object is written aside and renamed in, so a run that is
 * killed at any moment leaves it whole or not at all.
 */
export class ObjectFolder implements ObjectStore {
  /** Opens a data folder for this run alone and removes what a killed run left unfinished. */
  static async open(root: string): Promise<ObjectFolder> {
    const unfinished = path.join(root, '.tmp');
    try {
      await mkdir(unfinished, { recursive: true });
      const lock = await FolderLock.acquire(root);
      try {
        await removeUnfinished(unfinished);
      } catch (error) {
        // Best effort: the lock of a process that ends is taken over, and the first error is the one to tell.
        await lock.release().catch(() => undefined);
        throw error;
      }
      return new ObjectFolder(root, unfinished, lock);
    } catch (error) {
      if (error instanceof Failure) throw error;
      throw writeFailure(root, error);
    }
  }

  private count = 0;

  private constructor(private readonly root: string, private readonly unfinished: string, private readonly lock: FolderLock) {}

  async put(bucket: string, key: string, body: Buffer): Promise<void> {
    const target = objectPath(this.root, bucket, key);
    const aside = path.join(this.unfinished, `object-${process.pid}-${this.count++}`);
    try {
      await writeDurably(aside, body);
      await mkdir(path.dirname(target), { recursive: true });
      await rename(aside, target);
    } catch (error) {
      // Best effort: the next run removes it too, and the first error is the one to tell.
      await rm(aside, { force: true }).catch(() => undefined);
      throw writeFailure(this.root, error, { bucket, key });
    }
  }

  /** Gives the folder back; a second time does nothing. */
  async close(): Promise<void> {
    await this.lock.release();
  }
}

/** Whoever holds the lock is alone: every unfinished object is of a run that is gone. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (UNFINISHED.test(name)) await rm(path.join(folder, name), { force: true });
  }
}

async function writeDurably(file: string, body: Buffer): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(body);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
