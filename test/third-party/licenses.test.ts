import { readFileSync } from 'fs';
import * as path from 'path';
import type { Component } from '../../projenrc/bundled-packages';
import { bundledPackages } from '../../projenrc/bundled-packages';
import { thirdPartyLicenses } from '../../projenrc/third-party-licenses';

const WRITTEN = path.resolve(__dirname, '../../assets/cli/THIRD-PARTY-LICENSES');

function component(name: string, ...texts: string[]): Component {
  return {
    name,
    version: '1.2.3',
    licenses: [{ license: { id: 'MIT' } }],
    evidence: { licenses: texts.map((text) => ({ license: { text: { content: Buffer.from(text).toString('base64') } } })) },
  };
}

test('the package holds a license of each bundled package, with the holder of its copyright', () => {
  const written = readFileSync(WRITTEN, 'utf8');
  const { bill } = bundledPackages({ licenseTexts: true });
  const missing = bill.components.filter(({ name, version }) => !written.includes(`${name} ${version} (`));

  expect(missing.map(({ name }) => name)).toEqual([]);
  expect(written).toContain('TJ Holowaychuk'); // commander
  expect(written).toContain('Evgeny Poberezkin'); // ajv
});

test('a license stands under name, version and license of its package', () => {
  expect(thirdPartyLicenses([component('left', 'Copyright L\r\nPermission is granted\n')])).toContain('left 1.2.3 (MIT)\n\nCopyright L\nPermission is granted\n');
});

test('all license files of a package are kept', () => {
  expect(thirdPartyLicenses([component('left', 'first text', 'second text')])).toMatch(/first text\n\nsecond text/);
});

test('two copies of one version stand there once', () => {
  expect(thirdPartyLicenses([component('left', 'text'), component('left', 'text')]).match(/left 1\.2\.3/g)).toHaveLength(1);
});

test('fails for a package without a license file', () => {
  expect(() => thirdPartyLicenses([component('bare')])).toThrow('bare 1.2.3 (MIT) is bundled and has no license file; use another package, or add its text here');
});
