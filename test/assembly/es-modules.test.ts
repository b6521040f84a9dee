import { spawnSync } from 'child_process';
import * as path from 'path';
import { compiledLibrary } from './compiled-library';
import { importingProgram } from '../support/importing-program';
import { valueNames } from '../support/value-names';

const ROOT = path.resolve(__dirname, '../..');
const LIBRARY = './lib/index.js';

/** What Node says to a program that is an ES module. */
function run(program: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { cwd: ROOT, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('every exported name can be imported by name, and nothing else', () => {
  const names = valueNames(compiledLibrary());

  expect(names).toContain('ServerlessDataPipeline');
  expect(run(importingProgram(LIBRARY, names))).toEqual({ status: 0, stdout: `${JSON.stringify(names)}\n`, stderr: '' });
});

test('a name that is not exported fails', () => {
  expect(run(importingProgram(LIBRARY, ['Nonesuch'])).stderr).toContain("'Nonesuch'");
});
