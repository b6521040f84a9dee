import { existsSync, statSync } from 'fs';
import * as path from 'path';
import { S3Source } from './s3-source';
import { Failure } from '../../failure';
import { snapshotFile } from '../../local/snapshot-file';

/** Where the objects of a bucket are to be had. */
export interface BucketSource {
  /** How long to wait before looking again. */
  readonly pollSeconds: number;
  /**
   * Brings the objects of these hours to this machine, if they are not here.
   * @param hours as in `ObjectWindow`
   * @returns the folder that holds them under their keys
   * @throws Failure if that cannot be done
   */
  refresh(hours: readonly string[]): Promise<string>;
  /** Removes what was made for it. */
  close(): void;
}

/** @throws Failure if it is neither a folder nor `s3://…` */
export function bucketSource(text: string): BucketSource {
  if (text.startsWith('s3://')) {
    return new S3Source(text);
  }
  const isFolder = statSync(text, { throwIfNoEntry: false })?.isDirectory();
  // A local run makes the folder of a bucket with its first object.
  const isToCome = isFolder === undefined && existsSync(snapshotFile(path.dirname(text)));
  if (isFolder !== true && !isToCome) {
    throw new Failure(`--bucket: got '${text}', allowed s3://<bucket>, or a folder that holds the objects of the bucket, as .pipeline/<BucketName> of a local run`);
  }
  return { pollSeconds: 1, refresh: async () => text, close: () => undefined };
}
