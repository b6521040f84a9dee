import { readFileSync } from 'fs';
import * as path from 'path';
import { dateOf, released, releaseNotes, reopened, requireReopened, restored, unreleased } from '../../projenrc/changelog/sections';

const CHANGELOG = '# Changelog\n\n## Unreleased\n\n* A thing.\n* Another.\n\n## 0.1.0 (2026-11-26)\n\n* The first.\n';

test('what is unreleased ends at the version before', () => {
  expect(unreleased(CHANGELOG)).toBe('* A thing.\n* Another.');
});

test('what is unreleased may be all there is', () => {
  expect(unreleased('# Changelog\n\n## Unreleased\n\n* The first.\n')).toBe('* The first.');
});

test('headings within a section belong to it', () => {
  expect(unreleased('## Unreleased\n\n### Breaking\n\n* A thing.\n')).toBe('### Breaking\n\n* A thing.');
});

test('the packages of a release name their version', () => {
  expect(released(CHANGELOG, '0.2.0', '2026-12-01')).toBe(CHANGELOG.replace('## Unreleased', '## 0.2.0 (2026-12-01)'));
});

test('the repository has its section back after the packages are made', () => {
  expect(restored(released(CHANGELOG, '0.2.0', '2026-12-01'), '0.2.0')).toBe(CHANGELOG);
});

test('where nothing was released nothing is taken back', () => {
  expect(restored(CHANGELOG, '0.2.0')).toBe(CHANGELOG);
});

test('after a release an empty section stands above it', () => {
  const after = reopened(CHANGELOG, '0.2.0', '2026-12-01');
  expect(after).toBe(CHANGELOG.replace('## Unreleased', '## Unreleased\n\n## 0.2.0 (2026-12-01)'));
  expect(() => unreleased(after)).toThrow('nothing stands under "## Unreleased"');
});

test('the section gets the date that the packages have', () => {
  expect(dateOf(released(CHANGELOG, '0.2.0', '2026-12-01'), '0.2.0')).toBe('2026-12-01');
  expect(() => dateOf(CHANGELOG, '0.2.0')).toThrow('has no section "## 0.2.0 (<date>)"');
});

test('nothing is released before the section of the last release has its name', () => {
  requireReopened(CHANGELOG, undefined);
  requireReopened(CHANGELOG, '0.1.0');
  expect(() => requireReopened(CHANGELOG, '0.2.0')).toThrow('merge the pull request');
});

test('a release that nobody described fails', () => {
  const empty = '# Changelog\n\n## Unreleased\n\n## 0.1.0 (2026-11-26)\n\n* The first.\n';
  expect(() => released(empty, '0.2.0', '2026-12-01')).toThrow('write there what users notice of this release, then release again');
});

test('fails without the section', () => {
  expect(() => unreleased('# Changelog\n\n* About ## Unreleased\n')).toThrow('CHANGELOG.md has no section "## Unreleased"; add it above the newest version');
});

describe('the notes of a release', () => {
  test('are its section, then the pull requests without the heading of the version', () => {
    const list = '## [0.2.0](https://example.com/compare) (2026-12-01)\n\n\n### Features\n\n* a thing ([1a2b3c4](https://example.com/commit))\n';
    expect(releaseNotes(CHANGELOG, list)).toBe('* A thing.\n* Another.\n\n## Pull requests\n\n### Features\n\n* a thing ([1a2b3c4](https://example.com/commit))\n');
  });

  test.each(['## 0.2.0 (2026-12-01)', '\n### 0.2.0 (2026-12-01)\n\n\n'])('name no pull requests where none was a feature or a fix: %j', (list) => {
    expect(releaseNotes(CHANGELOG, list)).toBe('* A thing.\n* Another.\n');
  });
});

describe('the changelog of this repository', () => {
  const changelog = readFileSync(path.resolve(__dirname, '../../CHANGELOG.md'), 'utf8');
  const headings = (text: string) => [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
  // While a release is made, what was unreleased has its version.
  const newest = /^(Unreleased|\d+\.\d+\.\d+ \(\d{4}-\d\d-\d\d\))$/;

  test('begins with what is unreleased, or with the version that is being released', () => {
    expect(headings(changelog)[0]).toMatch(newest);
    expect(headings(changelog).slice(1).filter((heading) => heading === 'Unreleased')).toEqual([]);
  });

  test('is right while a release is made of it, too', () => {
    // Right after a release the section is empty.
    const unnamed = changelog.replace(/^## .*$/m, '## Unreleased\n\n* A thing.');
    expect(headings(released(unnamed, '0.2.0', '2026-12-01'))[0]).toMatch(newest);
  });
});
