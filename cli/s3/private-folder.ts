import { mkdir } from 'fs/promises';
import * as path from 'path';

/** Events may be personal: what a run makes is for its user only. Folders and files that are there already keep their mode. */
export const PRIVATE_FOLDER = 0o700;
export const PRIVATE_FILE = 0o600;

/**
 * Makes a folder with the folders above it, where they are missing. Unlike `mkdir` with `recursive`, it rejects with the error of the system:
 * Node.js gives ENOENT for a read-only file system.
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: PRIVATE_FOLDER });
  } catch (error) {
    switch ((error as NodeJS.ErrnoException).code) {
      case 'EEXIST': return;
      case 'ENOENT': break;
      default: throw error;
    }
    if (path.dirname(folder) === folder) throw error;
    await makeFolder(path.dirname(folder));
    await makeFolder(folder);
  }
}
