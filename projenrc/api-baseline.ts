import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import type { Assembly, Docs } from '@jsii/spec';
import { loadAssemblyFromPath } from '@jsii/spec';

/**
 * The API of the last release, which the API of today is compared with. Its file is not named `.jsii`, by which jsii-docgen would take it for the library
 * and document it.
 */
export const BASELINE = path.resolve(__dirname, '../api-baseline');
/** What `package.json` says between two releases. */
export const UNRELEASED = '0.0.0';

/** What jsii-diff reads of an assembly. */
export type ComparableApi = Pick<Assembly, 'schema' | 'name' | 'version' | 'dependencies' | 'types'>;

/**
 * Makes an API the one to compare with: run at a release, when the version is in the assembly.
 *
 * @param library a folder with a compiled library: this one, or a published package
 * @returns the version of that API
 * @throws Error if it would put an unreleased API in the place of a release, which would hide every break since
 */
export function writeBaseline(library: string, baseline = BASELINE): string {
  const api = comparableApi(loadAssemblyFromPath(library));
  const before = existsSync(path.join(baseline, 'api.json')) ? readBaseline(baseline).version : UNRELEASED;
  if (api.version === UNRELEASED && before !== UNRELEASED) {
    throw new Error(`the baseline is the API of ${before}, and ${library} is of no release: run this at a release, after the version is set and the library `
      + 'compiled, or name the folder of the published package: npx projen api:baseline <folder>');
  }
  mkdirSync(baseline, { recursive: true });
  writeFileSync(path.join(baseline, 'api.json'), `${JSON.stringify(api, undefined, 2)}\n`);
  writeFileSync(path.join(baseline, 'accepted-breaks'), headerOf(api.version));
  return api.version;
}

export function readBaseline(baseline: string): ComparableApi {
  return JSON.parse(readFileSync(path.join(baseline, 'api.json'), 'utf-8'));
}

/** What jsii-diff compares, and nothing that changes without a change of the API: no texts, places or digests. */
function comparableApi({ schema, name, version, dependencies, types = {} }: Assembly): ComparableApi {
  const sorted = Object.fromEntries(Object.entries(types).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.parse(JSON.stringify({ schema, name, version, dependencies, types: sorted }, (key, value: unknown) => {
    if (key === 'docs') {
      const { stability, deprecated } = value as Docs;
      return stability ? { stability, deprecated } : undefined;
    }
    return ['locationInModule', 'symbolId'].includes(key) ? undefined : value;
  }));
}

function headerOf(version: string): string {
  const since = version === UNRELEASED ? 'There is no release yet: api.json is the API of the day on which it was written.' : `api.json is the API of ${version}.`;
  return `# ${since}
# Here stand the breaks since then that are meant. One a line: the key that test:compat prints, a #, and the reason.
# Both files are written by \`npx projen api:baseline\`, which empties this list.
`;
}
