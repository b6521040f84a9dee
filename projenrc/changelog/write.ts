import { readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { released, releaseNotes, reopened, restored } from './sections';

/** Rewrites CHANGELOG.md for the version that `bump` has written to dist. */
const repository = path.resolve(__dirname, '../..');
const CHANGELOG = path.join(repository, 'CHANGELOG.md');
const NOTES = path.join(repository, 'dist/changelog.md');
const version = readFileSync(path.join(repository, 'dist/version.txt'), 'utf8').trim();
const today = new Date().toISOString().slice(0, 10);
const changelog = readFileSync(CHANGELOG, 'utf8');

switch (process.argv[2]) {
  case 'release':
    writeFileSync(NOTES, releaseNotes(changelog, readFileSync(NOTES, 'utf8')));
    writeFileSync(CHANGELOG, released(changelog, version, today));
    break;
  case 'restore':
    writeFileSync(CHANGELOG, restored(changelog, version));
    break;
  case 'reopen':
    writeFileSync(CHANGELOG, reopened(changelog, version, today));
    break;
  default:
    throw new Error(`got "${process.argv[2]}", allowed are release, restore and reopen`);
}
