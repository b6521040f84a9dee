import { existsSync, readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { temporaryFolder } from '../../support/assembly';

/**
 * Puts a program `aws` first on the PATH. It knows `s3 sync` with `--exclude '*'` and includes, and takes a folder for the bucket.
 * @param failure what it says instead of doing anything
 */
export function standInAws(bucket: string, failure?: string): { calls(): string[][] } {
  const folder = temporaryFolder();
  const log = path.join(folder, 'calls');
  const program = `#!${process.execPath}
    const { appendFileSync, cpSync, existsSync, statSync } = require('fs');
    const args = process.argv.slice(2);
    appendFileSync(${JSON.stringify(log)}, JSON.stringify(args) + '\\n');
    const failure = ${JSON.stringify(failure ?? '')};
    if (failure !== '') {
      console.error('\\n' + failure);
      process.exit(1);
    }
    const parts = args.filter((arg, index) => args[index - 1] === '--include').map((include) => include.replaceAll('*', ''));
    const filter = (from) => statSync(from).isDirectory() || parts.some((part) => from.includes(part));
    const bucket = ${JSON.stringify(bucket)};
    if (existsSync(bucket)) {
      cpSync(bucket, args[3], { recursive: true, filter });
    }
  `;
  writeFileSync(path.join(folder, 'aws'), program, { mode: 0o755 });
  process.env.PATH = `${folder}${path.delimiter}${process.env.PATH}`;
  return { calls: () => existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').map((line) => JSON.parse(line)) : [] };
}
