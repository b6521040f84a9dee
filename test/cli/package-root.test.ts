import { readFileSync } from 'fs';
import * as path from 'path';
import { packageRoot, packageVersion } from '../../cli/package-root';

const ROOT = path.resolve(__dirname, '../..');

test.each(['.', 'cli', 'assets/cli/main'])('finds the package from %s', (folder) => {
  expect(packageRoot(path.join(ROOT, folder))).toBe(ROOT);
});

test('fails outside of the package', () => {
  expect(() => packageRoot('/')).toThrow('no package.json of cdk-serverless-data-pipeline above /');
});

test('the version is the one of package.json', () => {
  expect(packageVersion()).toBe(JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).version);
});
