import { Failure } from '../failure';

/** What the code of an error means, and what helps. */
const CAUSES: Readonly<Record<string, readonly [cause: string, fix: string]>> = {
  ENOSPC: ['the disk is full', 'free some space, or'],
  EDQUOT: ['the disk quota is used up', 'free some space, or'],
  EFBIG: ['the file is larger than this system allows', 'raise the limit (ulimit -f), or'],
  EROFS: ['the file system is read-only', ''],
  EACCES: ['no permission to write', ''],
  EPERM: ['no permission to write', ''],
  EMFILE: ['too many files are open', 'raise the limit (ulimit -n), or'],
  ENFILE: ['too many files are open on this machine', 'close some programs, or'],
  EIO: ['the disk reports an error', ''],
  ENAMETOOLONG: ['the path is longer than this system allows', ''],
};

/** A name that would have to be a file and a folder at once. */
const CLASHES = new Set(['EEXIST', 'ENOTDIR', 'EISDIR', 'ENOTEMPTY']);

/** One line that a user can act on, for whatever the file system answered. */
export function writeFailure(root: string, error: unknown, object?: { readonly bucket: string; readonly key: string }): Failure {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  if (CLASHES.has(code)) {
    return new Failure(object === undefined
      ? `the data folder ${root} is not a folder (${code}); choose another one with --data`
      : `cannot keep the object ${object.bucket}/${object.key} in ${root}: a part of its key is an object and a folder at once, which S3 allows and a folder does not (${code}); make the prefixes of the template end with '/'`);
  }
  const [cause, fix] = CAUSES[code] ?? [error instanceof Error ? error.message : String(error), ''];
  return new Failure(`cannot write to the data folder ${root}: ${cause} (${code}); ${`${fix} choose another folder with --data`.trim()}`);
}
