import { existsSync, readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { gunzipSync } from 'zlib';

/** The layout of §"What is stored" of the README: rows by day, failed records by type and day. */
const ERROR_KEY = /(^|\/)[^/]+-errors\/type=[^/]+\//;
const DATA_KEY = /(^|\/)dt=\d{4}-\d{2}-\d{2}\//;

export interface StoredObject {
  readonly key: string;
  readonly place: 'rows' | 'errors';
  readonly format: 'gzip' | 'plain' | 'unreadable';
  /** Of an object that can be read. */
  readonly text: string;
}

/** Objects never change, so each is read once. */
export class StoredObjects {
  private readonly read = new Map<string, StoredObject>();

  /** @param hours as in `ObjectWindow` */
  in(folder: string, hours: readonly string[]): StoredObject[] {
    for (const key of keysBelow(folder)) {
      const place = ERROR_KEY.test(key) ? 'errors' : 'rows';
      if (!this.read.has(key) && (place === 'errors' || DATA_KEY.test(key)) && hours.some((hour) => path.posix.basename(key).includes(hour))) {
        this.read.set(key, { key, place, ...content(path.join(folder, key)) });
      }
    }
    return [...this.read.values()];
  }
}

function keysBelow(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.path, entry.name)).split(path.sep).join('/'))
    : [];
}

/** How objects under the error prefix are compressed is not documented, so the bytes decide. */
function content(file: string): Pick<StoredObject, 'format' | 'text'> {
  const bytes = readFileSync(file);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    return { format: 'gzip', text: gunzipSync(bytes).toString() };
  }
  const isBinary = bytes.subarray(0, 4).toString('latin1') === 'PAR1' || bytes.subarray(0, 1024).includes(0);
  return isBinary ? { format: 'unreadable', text: '' } : { format: 'plain', text: bytes.toString() };
}
