import { existsSync, readFileSync } from 'fs';
import * as path from 'path';

const PACKAGE = 'cdk-serverless-data-pipeline';

/** The folder of this package, seen from the bundled command and from the sources alike. */
export function packageRoot(from: string = __dirname): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (manifestOf(folder)?.name === PACKAGE) {
      return folder;
    }
    if (folder === path.dirname(folder)) {
      throw new Error(`no package.json of ${PACKAGE} above ${from}`);
    }
  }
}

export function packageVersion(): string {
  return String(manifestOf(packageRoot())?.version);
}

function manifestOf(folder: string): { readonly name?: string; readonly version?: string } | undefined {
  const file = path.join(folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
