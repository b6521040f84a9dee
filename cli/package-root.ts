import { existsSync, readFileSync } from 'fs';
import * as path from 'path';
import { Failure } from './failure';

const PACKAGE = 'cdk-serverless-data-pipeline';
const ADVICE = `allowed the package as it was installed: the command finds its files by their place; run npx ${PACKAGE}, and bundle no copy of it`;

/**
 * The folder of this package, seen from the bundled command and from the sources alike.
 * @throws Failure if it is not above: the command was copied or bundled away from it
 */
export function packageRoot(from: string = __dirname): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (manifestOf(folder)?.name === PACKAGE) {
      return folder;
    }
    if (folder === path.dirname(folder)) {
      throw new Failure(`got no package.json of ${PACKAGE} above ${from}, ${ADVICE}`);
    }
  }
}

/**
 * A file that is published beside the command.
 * @param segments its path inside the package
 * @throws Failure if it is not there
 */
export function findPackageFile(segments: readonly string[], root: string = packageRoot()): string {
  const file = path.join(root, ...segments);
  if (!existsSync(file)) {
    throw new Failure(`got no ${file}, ${ADVICE}`);
  }
  return file;
}

export function packageVersion(): string {
  return String(manifestOf(packageRoot())?.version);
}

function manifestOf(folder: string): { readonly name?: string; readonly version?: string } | undefined {
  const file = path.join(folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
