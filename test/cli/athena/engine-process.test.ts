import { spawn } from 'child_process';
import type { ChildProcess } from 'child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { version } from '@duckdb/node-api';
import { TEMPLATE, newFolder, putObjects, writeTemplate } from './glue';
import { isAlive } from '../../../cli/process-identity';

const ROOT = path.resolve(__dirname, '../../..');

/** A project with a DuckDB of its own, and the command `query` in it. */
function queryWith(duckdb: string, sql = 'SELECT line FROM lines') {
  const project = newFolder();
  const folder = path.join(project, 'node_modules/@duckdb/node-api');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'index.js'), duckdb);
  writeTemplate(project);
  putObjects(project, { '.pipeline/bucket/data/a': 'x\ny\n' });
  const child = spawn(process.execPath, [path.join(ROOT, 'assets/cli/main/index.js'), 'query', sql, '--json', '--template', TEMPLATE], {
    cwd: project, stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return { child, project, ended: ended(child) };
}

const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

async function ended(child: ChildProcess) {
  const texts = { stdout: '', stderr: '' };
  child.stdout!.on('data', (chunk) => { texts.stdout += chunk; });
  child.stderr!.on('data', (chunk) => { texts.stderr += chunk; });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, ...texts };
}

/** The real one, but for what a test puts in its place. */
const real = (replaced: string) => `module.exports = { ...require(${JSON.stringify(path.join(ROOT, 'node_modules/@duckdb/node-api'))}) };\n${replaced}`;
const dies = (how: string) => real(`module.exports.DuckDBInstance = { create: async () => { ${how}; await new Promise((resolve) => setTimeout(resolve, 60_000)); } };`);

test('the rows of a healthy engine', async () => {
  expect(await queryWith(real('')).ended).toEqual({ code: 0, stdout: '[{"line":"x"},{"line":"y"}]\n', stderr: '' });
});

test.each(['SIGSEGV', 'SIGABRT', 'SIGBUS'])('says so, with its version, when DuckDB ends with %s', async (signal) => {
  const { code, stdout, stderr } = await queryWith(dies(`process.kill(process.pid, '${signal}')`)).ended;
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toBe(`error: query: the process of DuckDB ${version()} ended with ${signal} before it gave an answer; the objects are as they were; `
    + 'query fewer days or columns, and report the query at https://github.com/duckdb/duckdb/issues\n');
});

test('says that memory may be short when the system ends it', async () => {
  const { code, stderr } = await queryWith(dies('process.kill(process.pid, \'SIGKILL\')')).ended;
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^error: query: the process of DuckDB v\S+ ended with SIGKILL .*too much memory/) });
});

test('says so when it ends by itself, and before its version is known', async () => {
  expect(await queryWith('process.exit(7)').ended)
    .toMatchObject({ code: 1, stderr: expect.stringMatching(/^error: query: the process of DuckDB ended with exit code 7 before it gave an answer/) });
});

test('a DuckDB that is too old is refused in one line', async () => {
  expect(await queryWith(real('module.exports.version = () => \'v1.5.0\';')).ended).toMatchObject({
    code: 1, stdout: '', stderr: expect.stringMatching(/^error: query: got DuckDB v1\.5\.0, allowed 1\.5\.2 or later, [^\n]*\n$/),
  });
});

test('a defect is shown with its place', async () => {
  const { code, stderr } = await queryWith(real('module.exports.DuckDBInstance = { create: async () => { throw new TypeError(\'no such thing\'); } };')).ended;
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/TypeError: no such thing\n\s+at /) });
});

test('ends with the command, however that ends', async () => {
  const { child, project } = queryWith(dies('require("fs").writeFileSync("pid", String(process.pid))'));
  const file = path.join(project, 'pid');
  await until(() => existsSync(file) && readFileSync(file, 'utf8') !== '');
  const pid = Number(readFileSync(file, 'utf8'));
  expect(isAlive(pid)).toBe(true);
  child.kill('SIGKILL');
  await until(() => !isAlive(pid));
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
