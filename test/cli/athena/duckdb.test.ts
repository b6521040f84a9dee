import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import { newFolder } from './glue';
import { loadDuckDb } from '../../../cli/athena/duckdb';
import { Failure } from '../../../cli/failure';
import { devDependencies } from '../../../package.json';

function projectWith(source: string | undefined): string {
  const project = newFolder();
  if (source !== undefined) {
    const folder = path.join(project, 'node_modules', '@duckdb', 'node-api');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'index.js'), source);
  }
  return path.join(project, 'package.json');
}

const duckdb = (from: string, version = 'v1.5.6') => `exports.from = '${from}'; exports.version = () => '${version}'`;

test('the project\'s own DuckDB comes first', () => {
  expect(loadDuckDb([projectWith(duckdb('project')), projectWith(duckdb('package'))])).toMatchObject({ from: 'project' });
});

test('the one beside the package serves where the project has none', () => {
  expect(loadDuckDb([projectWith(undefined), projectWith(duckdb('package'))])).toMatchObject({ from: 'package' });
});

test('without any, the failure names the command that installs the version that works here', () => {
  const version = devDependencies['@duckdb/node-api'];
  expect(() => loadDuckDb([projectWith(undefined)]))
    .toThrow(new Failure(`query needs DuckDB, which is optional: npm install --save-dev @duckdb/node-api@${version}`));
});

test('one that misses its binary is not called absent', () => {
  expect(() => loadDuckDb([projectWith('require("@duckdb/node-bindings-none")')])).toThrow('@duckdb/node-bindings-none');
});

test('one that is there and broken is not called absent', () => {
  expect(() => loadDuckDb([projectWith('throw new Error("wrong platform")')])).toThrow('wrong platform');
});

test.each(['v1.4.4', 'v1.5.0', 'v1.5.1', 'v0.10.2', 'unknown'])('refuses %s, whose rows may be wrong, and names the command that installs the right one', (old) => {
  expect(() => loadDuckDb([projectWith(duckdb('project', old)), projectWith(duckdb('package'))])).toThrow(new Failure(
    `query: got DuckDB ${old}, allowed 1.5.2 or later, because earlier ones give wrong rows; npm install --save-dev @duckdb/node-api@${devDependencies['@duckdb/node-api']}`));
});

test.each(['v1.5.2', 'v1.5.6', 'v1.5.7-dev12', 'v1.6.0', 'v1.10.0', 'v2.0.0'])('takes %s', (right) => {
  expect(loadDuckDb([projectWith(duckdb('project', right))])).toMatchObject({ from: 'project' });
});

test('every page and every example names the version that is tested', () => {
  const root = path.resolve(__dirname, '../../..');
  const examples = readdirSync(path.join(root, 'examples/typescript')).map((name) => `examples/typescript/${name}/package.json`);
  for (const file of ['README.md', 'docs/local-run.md', 'test/languages/toolchain/package.json', ...examples]) {
    const named = [...readFileSync(path.join(root, file), 'utf8').matchAll(/@duckdb\/node-api(?:@|": ")([\w.-]+)/g)].map(([, version]) => version);
    expect({ file, versions: [...new Set(named)] }).toEqual({ file, versions: [devDependencies['@duckdb/node-api']] });
  }
});
