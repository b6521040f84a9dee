import { execFileSync } from 'child_process';
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { isPinned, pinTags, usedActions } from '../../projenrc/tag-pins';

const folder = mkdtempSync(path.join(tmpdir(), 'actions-'));
const locate = (repository: string) => path.join(folder, repository);
afterAll(() => rmSync(folder, { recursive: true }));

function git(repository: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgSign=false', '-c', 'tag.gpgSign=false'];
  return execFileSync('git', [...identity, ...args], { cwd: locate(repository), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

/** A repository of an action with a lightweight and an annotated tag on two commits. */
function createAction(repository: string): { first: string; second: string } {
  execFileSync('git', ['init', '--quiet', locate(repository)]);
  git(repository, 'commit', '--allow-empty', '-m', 'first');
  git(repository, 'tag', 'v1.0.0');
  const first = git(repository, 'rev-parse', 'HEAD');
  git(repository, 'commit', '--allow-empty', '-m', 'second');
  git(repository, 'tag', '-a', 'v2.0.0', '-m', 'a tag with a message');
  return { first, second: git(repository, 'rev-parse', 'HEAD') };
}

const use = (...actions: string[]) => actions.map((action) => `    steps:\n      - name: Step\n        uses: ${action}\n      - uses: ${action}`).join('\n');

test('a tag is pinned to its commit, annotated or not', () => {
  const { first, second } = createAction('own/kinds');

  expect(pinTags([use('own/kinds@v1.0.0'), use('own/kinds@v2.0.0')], {}, locate)).toEqual({ 'own/kinds@v1.0.0': first, 'own/kinds@v2.0.0': second });
});

test('an action in a folder of a repository is looked up in the repository', () => {
  const { first } = createAction('own/folders');

  expect(pinTags([use('own/folders/sub/path@v1.0.0')], {}, locate)).toEqual({ 'own/folders/sub/path@v1.0.0': first });
});

test('a pin that is used is kept, and one that is not is dropped', () => {
  const { first, second } = createAction('own/kept');

  expect(pinTags([use(`own/kept@${first}`)], { 'own/kept@v1.0.0': first, 'own/kept@v2.0.0': second }, locate)).toEqual({ 'own/kept@v1.0.0': first });
});

test('a tag that was moved after it was pinned fails', () => {
  const { first, second } = createAction('own/moved');
  git('own/moved', 'tag', '--force', 'v1.0.0', second);

  expect(() => pinTags([use(`own/moved@${first}`)], { 'own/moved@v1.0.0': first }, locate))
    .toThrow(`own/moved@v1.0.0: got a tag that names ${second}, allowed ${first}`);
});

test('a branch is not a tag', () => {
  createAction('own/branch');
  git('own/branch', 'branch', 'next');

  expect(() => pinTags([use('own/branch@next')], {}, locate)).toThrow('got no tag next');
});

test('an action that a workflow names by a commit needs no pin of ours', () => {
  expect(pinTags([use(`own/nowhere@${'0'.repeat(40)}`)], {}, locate)).toEqual({});
});

test.each(['own/a@v1', 'own/a@main', 'own/a', `own/a@${'0'.repeat(39)}`, `a@${'0'.repeat(40)}`])('%s is not pinned', (action) => {
  expect(isPinned(action)).toBe(false);
});

test('uses are read with a dash and without', () => {
  expect(usedActions(use('own/a@v1'))).toEqual(['own/a@v1', 'own/a@v1']);
});
