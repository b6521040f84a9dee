import { readdirSync } from 'fs';
import * as path from 'path';

export const REPOSITORY = path.resolve(__dirname, '../..');
export const EXAMPLES = path.join(REPOSITORY, 'examples');
/** Where the packages of all languages are made. */
export const DIST = path.join(REPOSITORY, 'dist');

/** The variable that tells the tests which folder the setup made for the run. It lies outside the repository, so that no example finds what it did not install. */
export const WORKSPACE_VARIABLE = 'LANGUAGES_WORKSPACE';

/** A folder of this run, by the name of a language as a rule. */
export function workspaceOf(name: string): string {
  return path.join(process.env[WORKSPACE_VARIABLE]!, name);
}

export function examplesOf(language: string): string[] {
  return readdirSync(path.join(EXAMPLES, language)).sort();
}

/** The npm package that lies in a folder. */
export function tarballIn(folder: string): string {
  const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz'));
  if (tarball === undefined) {
    throw new Error(`${folder} holds no npm package`);
  }
  return path.join(folder, tarball);
}
