import { execFile } from 'child_process';
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { promisify } from 'util';
import type { BucketSource } from './bucket-source';
import { Failure } from '../../failure';

const run = promisify(execFile);

/** A bucket on AWS, read with the user's own command line and credentials. */
export class S3Source implements BucketSource {
  readonly pollSeconds = 10;
  private readonly folder: string;

  /** @throws Failure if the text names no bucket */
  constructor(private readonly uri: string) {
    if (!/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/.*)?$/.test(uri)) {
      throw new Failure(`--bucket: got '${uri}', allowed s3://<bucket>, or s3://<bucket>/<folder>; the output BucketName of the stack says which`);
    }
    this.folder = mkdtempSync(path.join(tmpdir(), 'verify-bucket-'));
  }

  async refresh(hours: readonly string[]): Promise<string> {
    const includes = hours.flatMap((hour) => ['--include', `*${hour}*`]);
    const args = ['s3', 'sync', this.uri, this.folder, '--exclude', '*', ...includes, '--only-show-errors'];
    try {
      await run('aws', args, { env: process.env });
    } catch (error) {
      throw new Failure(`--bucket ${this.uri}: ${reason(error as NodeJS.ErrnoException & { stderr?: string })}`);
    }
    return this.folder;
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function reason(error: NodeJS.ErrnoException & { stderr?: string }): string {
  if (error.code === 'ENOENT') {
    return 'the AWS CLI (`aws`) is not on the PATH; install it, or copy the bucket into a folder and give that';
  }
  const said = (error.stderr ?? '').trim().split('\n').at(-1);
  return `\`aws s3 sync\` failed: ${said === '' || said === undefined ? error.message : said}`;
}
