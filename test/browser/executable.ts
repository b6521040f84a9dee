import { accessSync, constants, statSync } from 'fs';
import * as path from 'path';

/** Set by the setup of the run, for the tests. */
export const EXECUTABLE_VARIABLE = 'BROWSER_EXECUTABLE';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The first browser on a search path; undefined if it has none. */
export function findBrowser(searchPath = ''): string | undefined {
  const folders = searchPath.split(path.delimiter).filter((folder) => folder !== '');
  return NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable);
}

/**
 * What is said when there is no browser.
 * @throws Error if one is required
 */
export function missingBrowser(required: string | undefined): string {
  const found = `no browser: none of ${NAMES.join(', ')} is on the PATH`;
  const fix = 'install one, such as with apt-get install chromium';
  if (required !== undefined && required !== '') {
    throw new Error(`${found}, and BROWSER_REQUIRED is set: ${fix}`);
  }
  return `\n*** ALL TESTS IN A BROWSER ARE SKIPPED: ${found}; ${fix} ***\n\n`;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
