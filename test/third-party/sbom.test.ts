import { readFileSync } from 'fs';
import * as path from 'path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { bundledPackages } from '../../projenrc/bundled-packages';
import type { Component } from '../../projenrc/bundled-packages';

const ROOT = path.resolve(__dirname, '../..');
const { json, bill } = bundledPackages({ licenseTexts: false });

function fullName({ group, name }: Component): string {
  return group ? `${group}/${name}` : name;
}

function manifest(folder: string): { name: string; version: string } {
  return JSON.parse(readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8'));
}

test.each(['commander', 'velocityjs', 'ajv', 'ora'])('lists %s with the version that is installed', (name) => {
  expect(bill.components.filter((component) => fullName(component) === name).map(({ version }) => version)).toEqual([manifest(`node_modules/${name}`).version]);
});

test('lists each package that esbuild names in the bundle of the command line, in each version, and no other', () => {
  const bundle = readFileSync(path.join(ROOT, 'assets/cli/main/index.js'), 'utf8');
  // esbuild writes the file before its code: `// node_modules/ora/node_modules/chalk/source/index.js`.
  const folders = new Set([...bundle.matchAll(/^\s*\/\/ (node_modules\/(?:.*\/node_modules\/)?(?:@[^/\n]+\/)?[^/\n]+)\//gm)].map(([, folder]) => folder));
  const named = [...folders].map((folder) => manifest(folder)).map(({ name, version }) => `${name}@${version}`);

  expect(named.length).toBeGreaterThan(30);
  expect(new Set(bill.components.map((component) => `${fullName(component)}@${component.version}`))).toEqual(new Set(named));
});

test('lists no package that only builds or tests', () => {
  const names = bill.components.map(fullName);
  expect(names.filter((name) => /^(jest|ts-jest|esbuild|projen|typescript|autocannon|aws-cdk-lib|@duckdb\/node-api)$/.test(name))).toEqual([]);
});

test('is about this package, in the version of its package.json', () => {
  const { name, version } = manifest('.');
  expect(bill.metadata.component).toMatchObject({ name, version, licenses: [{ license: { id: 'Apache-2.0' } }] });
});

test('names a license of each package', () => {
  expect(bill.components.filter(({ licenses }) => !licenses?.length).map(fullName)).toEqual([]);
});

test('holds no path of the machine that wrote it', () => {
  expect(json).not.toContain(ROOT);
});

test('is the same whenever it is written', () => {
  expect(bundledPackages({ licenseTexts: false }).json).toBe(json);
});

describe('the schema of CycloneDX', () => {
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);

  test('takes it', async () => {
    expect(bill.specVersion).toBe('1.6');
    expect(await validator.validate(json)).toBeNull();
  });

  test('refuses one with a component that has no name', async () => {
    const [{ name: _, ...nameless }, ...others] = bill.components;
    expect(await validator.validate(JSON.stringify({ ...bill, components: [nameless, ...others] }))).not.toBeNull();
  });
});
