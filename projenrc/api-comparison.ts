import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import * as path from 'path';
import type { ComparableApi } from './api-baseline';
import { readBaseline, UNRELEASED } from './api-baseline';

/** Within the repository, from where jsii-diff finds the CDK, and where jsii-docgen does not look. */
const WORK = path.resolve(__dirname, '../node_modules/.cache/api-comparison');
const JSII_DIFF = require.resolve('jsii-diff/bin/jsii-diff');

/** What became of the API since a baseline. */
export interface Comparison {
  /** What jsii-diff says, a line for each break. */
  readonly breaks: readonly string[];
  /** What is wrong and what to do; empty if nothing is. */
  readonly advice: string;
}

/**
 * Compares two APIs, experimental parts as strictly as others: users of a version 0 are users too.
 *
 * @param baseline a folder as `api:baseline` writes it
 * @param library a folder with a compiled library
 */
export function compareApis(baseline: string, library: string): Comparison {
  const listed = acceptedBreaks(path.join(baseline, 'accepted-breaks'));
  const unreasoned = listed.filter(({ reason }) => reason === '').map(({ key }) => key);
  const before = readBaseline(baseline);
  const { status, output } = diff(before, library, listed.map(({ key }) => key));
  const idle = listed.map(({ key }) => key).filter((key) => !output.includes(`[${key}]`));
  const breaks = output.split('\n').filter((line) => /^(?:err|warn|skip) /.test(line));
  if (status !== 0 && breaks.length === 0) {
    return { breaks: [], advice: `jsii-diff could not compare: compile the library first (npx projen compile).\n${output}` };
  }
  return {
    breaks,
    advice: [
      status === 0 ? '' : whatToDo(before.version),
      ...unreasoned.map((key) => `accepted-breaks gives no reason for ${key}: write it behind a #.`),
      ...idle.map((key) => `accepted-breaks lists ${key}, which breaks nothing: take the line away.`),
    ].filter(Boolean).join('\n'),
  };
}

/** `key # reason` on each line. */
function acceptedBreaks(file: string): { readonly key: string; readonly reason: string }[] {
  const lines = readFileSync(file, 'utf-8').split('\n').filter((line) => line.trim() && !line.startsWith('#'));
  return lines.map((line) => {
    const [key, ...reason] = line.split('#');
    return { key: key.trim(), reason: reason.join('#').trim() };
  });
}

function diff(before: ComparableApi, library: string, accepted: readonly string[]) {
  mkdirSync(WORK, { recursive: true });
  const folder = mkdtempSync(path.join(WORK, 'baseline-'));
  try {
    const { version, dependencies: peerDependencies } = before;
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'api-baseline', version, peerDependencies, jsii: {} }));
    writeFileSync(path.join(folder, '.jsii'), JSON.stringify(before));
    // It takes no reasons behind the keys.
    writeFileSync(path.join(folder, 'keys'), accepted.join('\n'));
    const options = ['--error-on', 'all', '--keys', '--ignore-file', path.join(folder, 'keys')];
    const { status, stdout, stderr } = spawnSync(process.execPath, [JSII_DIFF, folder, library, ...options], { encoding: 'utf-8' });
    return { status, output: `${stdout}${stderr}` };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function whatToDo(version: string): string {
  const notMeant = 'Not meant: take it back, or keep the old name beside the new one and mark it @deprecated.';
  return version === UNRELEASED
    ? `The API breaks that of api-baseline/: each line above that begins with err.
${notMeant}
Meant: there is no release yet, so renew the baseline with \`npx projen api:baseline\`, and commit it with the change, for a reviewer to see.
From the first release on, breaks that are meant are listed in api-baseline/accepted-breaks.`
    : `The API breaks what users of ${version} have written: each line above that begins with err.
${notMeant}
Meant: add a line for each to api-baseline/accepted-breaks, "<the key in brackets> # <why>", and a note to CHANGELOG.md on what users have to change.
The next release renews the baseline with \`npx projen api:baseline\`, which empties that list.`;
}
