import { mkdirSync } from 'fs';
import * as path from 'path';
import { run } from './command';
import { differences } from './file-differences';
import { tarballIn, workspaceOf } from './folders';
import { npmPackage } from './typescript';

/**
 * Compares the npm package that the package of a language holds with the one for npm: all of the library is in it.
 * @param folder where the package of the language has it
 * @returns a line for each file that differs; none if all are equal
 */
export function differencesOfEmbedded(language: string, folder: string): string[] {
  return differences(unpack(npmPackage(), `${language}-expected`), unpack(tarballIn(folder), `${language}-embedded`));
}

function unpack(tarball: string, name: string): string {
  const folder = path.join(workspaceOf('unpacked'), name);
  mkdirSync(folder, { recursive: true });
  run('tar', ['-xzf', tarball, '-C', folder, '--strip-components', '1'], { cwd: folder });
  return folder;
}
