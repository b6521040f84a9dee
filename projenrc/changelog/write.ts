import { execFileSync } from 'child_process';
import { readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { dateOf, released, releaseNotes, reopened, requireReopened, restored } from './sections';

/** Rewrites CHANGELOG.md for the version that `bump` has written to dist. */
const repository = path.resolve(__dirname, '../..');
const CHANGELOG = path.join(repository, 'CHANGELOG.md');
const NOTES = path.join(repository, 'dist/changelog.md');
const version = readFileSync(path.join(repository, 'dist/version.txt'), 'utf8').trim();
const changelog = readFileSync(CHANGELOG, 'utf8');

switch (process.argv[2]) {
  case 'release':
    requireReopened(changelog, lastRelease());
    writeFileSync(NOTES, releaseNotes(changelog, readFileSync(NOTES, 'utf8')));
    writeFileSync(CHANGELOG, released(changelog, version, new Date().toISOString().slice(0, 10)));
    break;
  case 'restore':
    writeFileSync(CHANGELOG, restored(changelog, version));
    break;
  case 'reopen':
    writeFileSync(CHANGELOG, reopened(changelog, version, dateOf(readFileSync(process.argv[3], 'utf8'), version)));
    break;
  default:
    throw new Error(`got "${process.argv[2]}", allowed are release, restore and reopen`);
}

function lastRelease(): string | undefined {
  const [tag] = execFileSync('git', ['tag', '--list', 'v*', '--sort=-version:refname'], { cwd: repository, encoding: 'utf8' }).split('\n');
  return tag ? tag.slice(1) : undefined;
}
