import { readdirSync, realpathSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { Failure } from '../failure';
import type { GlueTable } from './glue-table';
import { projections } from './projection';
import { prefixPath } from '../s3/object-path';

/** Athena takes the codec of text from the extension; no extension, or one it does not know, means none. */
const OTHER_CODECS = ['.snappy', '.hsnappy', '.zip', '.bz2', '.lz4', '.zst', '.lzo', '.deflate'];

export interface TableFiles {
  /** With a slash at the end. */
  readonly root: string;
  /** Full paths, slashes between the parts on every system. */
  readonly files: readonly string[];
}

/**
 * The files that a query on the table reads: those in projected partitions, without what S3 users hide and without empty ones, which hold no row in
 * any format.
 */
export function tableFiles(table: GlueTable, dataFolder: string, warn: (message: string) => void): TableFiles {
  const name = `${table.database}.${table.name}`;
  // What is not on S3 has no files here, and that is told where the table is made.
  if (table.bucket === '') {
    return { root: '', files: [] };
  }
  const folder = prefixPath(path.resolve(dataFolder), table.bucket, table.prefix);
  const root = `${folder.replaceAll('\\', '/')}/`;
  if (leadsOutside(folder, dataFolder)) {
    warn(`${name} has no rows here: ${folder} is a symbolic link out of the data folder, and only files in it are read`);
    return { root, files: [] };
  }
  const projected = projections(table, new Date(), warn);
  const inPartition = (key: string) => {
    const folders = key.split('/');
    return folders.length > table.partitionKeys.length && table.partitionKeys.every((partition, index) => {
      const value = partitionValue(folders[index], partition.name);
      return value !== undefined && projected[index](value);
    });
  };
  const files = keysUnder(root).filter((key) => !isHidden(key) && inPartition(key)).map((key) => root + key).filter(isFilled);
  const unreadable = files.filter((file) => OTHER_CODECS.includes(path.extname(file).toLowerCase()));
  if (unreadable.length > 0) {
    const codecs = [...new Set(unreadable.map((file) => path.extname(file)))].join(', ');
    warn(`${name}: ${unreadable.length} files (${codecs}) are left out: only .gz and uncompressed files are read here`);
  }
  return { root, files: files.filter((file) => !unreadable.includes(file)) };
}

/** `dt=2026-01-01` says the value of `dt`. */
function partitionValue(folder: string, key: string): string | undefined {
  const [name, ...value] = folder.split('=');
  return name.toLowerCase() === key && value.length > 0 ? unescape(value.join('=')) : undefined;
}

/** Hive writes what a folder's name must not hold as `%3A`. */
function unescape(value: string): string {
  return value.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString());
}

/** A link below the folder is no file, and is left out with all others that are none. */
function leadsOutside(folder: string, dataFolder: string): boolean {
  try {
    return path.relative(realpathSync(dataFolder), realpathSync(folder)).split(path.sep)[0] === '..';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return false;
    }
    throw unreadableFolder(folder, error as Error);
  }
}

function isFilled(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function isHidden(key: string): boolean {
  return key.split('/').some((part) => part.startsWith('_') || part.startsWith('.'));
}

function keysUnder(root: string): string[] {
  try {
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return [];
    }
    throw unreadableFolder(root, error as Error);
  }
}

function unreadableFolder(folder: string, error: Error): Failure {
  return new Failure(`data folder: cannot read ${folder} (${error.message}); choose another with --data`);
}
