import { mkdirSync, writeFileSync } from 'fs';
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

test('the project\'s own DuckDB comes first', () => {
  expect(loadDuckDb([projectWith('exports.from = "project"'), projectWith('exports.from = "package"')])).toEqual({ from: 'project' });
});

test('the one beside the package serves where the project has none', () => {
  expect(loadDuckDb([projectWith(undefined), projectWith('exports.from = "package"')])).toEqual({ from: 'package' });
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
