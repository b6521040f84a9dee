import { mkdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import { findBrowser, missingBrowser } from './executable';
import { temporaryFolder } from '../support/assembly';

function folderWith(name: string, mode: number): string {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, name), '', { mode });
  return folder;
}

describe('the browser of the machine', () => {
  test.each(['chromium', 'chromium-browser', 'google-chrome'])('may be called %s', (name) => {
    const folder = folderWith(name, 0o755);
    expect(findBrowser([temporaryFolder(), folder].join(path.delimiter))).toBe(path.join(folder, name));
  });

  test('is chromium where there are two', () => {
    const chromium = folderWith('chromium', 0o755);
    expect(findBrowser([folderWith('google-chrome', 0o755), chromium].join(path.delimiter))).toBe(path.join(chromium, 'chromium'));
  });

  test('is a program, no folder and no other file', () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'chromium'));
    expect(findBrowser([folder, folderWith('chromium', 0o644), ''].join(path.delimiter))).toBeUndefined();
    expect(findBrowser(undefined)).toBeUndefined();
  });
});

describe('a machine without a browser', () => {
  test.each([undefined, ''])('skips the tests aloud (BROWSER_REQUIRED=%j)', (required) => {
    expect(missingBrowser(required)).toContain('ALL TESTS IN A BROWSER ARE SKIPPED');
  });

  test('fails the run that needs one', () => {
    expect(() => missingBrowser('1')).toThrow('BROWSER_REQUIRED is set: install one');
  });
});
