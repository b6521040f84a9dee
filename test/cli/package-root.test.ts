import { spawnSync } from 'child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { findPackageFile, packageRoot, packageVersion } from '../../cli/package-root';

const ROOT = path.resolve(__dirname, '../..');

test.each(['.', 'cli', 'assets/cli/main'])('finds the package from %s', (folder) => {
  expect(packageRoot(path.join(ROOT, folder))).toBe(ROOT);
});

test('fails outside of the package', () => {
  expect(() => packageRoot('/')).toThrow('got no package.json of cdk-serverless-data-pipeline above /, allowed the package as it was installed');
});

test('finds a file of the package', () => {
  expect(findPackageFile(['assets', 'cli', 'main', 'index.js'])).toBe(path.join(ROOT, 'assets/cli/main/index.js'));
});

test('a file that was left behind is named', () => {
  expect(() => findPackageFile(['assets', 'worker.js'], '/app')).toThrow('got no /app/assets/worker.js, allowed the package as it was installed');
});

test('a command that was copied away from its package ends with one line', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'copied-'));
  try {
    const copy = path.join(folder, 'index.js');
    copyFileSync(path.join(ROOT, 'assets/cli/main/index.js'), copy);
    const { status, stderr } = spawnSync(process.execPath, [copy, '--version'], { encoding: 'utf8' });

    expect(stderr).toMatch(/^error: got no package\.json of cdk-serverless-data-pipeline above .*; run npx cdk-serverless-data-pipeline, .*\n$/);
    expect(status).toBe(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the version is the one of package.json', () => {
  expect(packageVersion()).toBe(JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).version);
});
