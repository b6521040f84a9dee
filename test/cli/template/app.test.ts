import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Failure } from '../../../cli/failure';
import { synthesizeApp } from '../../../cli/template/app';

let dir: string;
let outdir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'app-'));
  outdir = path.join(dir, 'cdk.out');
  jest.spyOn(process, 'cwd').mockReturnValue(dir);
});

afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(dir, { recursive: true });
});

function program(text: string): string {
  const file = path.join(dir, 'app.js');
  fs.writeFileSync(file, `const fs = require('fs'); const out = process.env.CDK_OUTDIR; ${text}`);
  return `"${process.execPath}" "${file}"`;
}

const WRITE = "fs.mkdirSync(out, { recursive: true }); fs.writeFileSync(out + '/manifest.json', process.env.CDK_CONTEXT_JSON);";

test('the app writes to the folder it is told', async () => {
  await synthesizeApp(program(WRITE), outdir);
  expect(fs.existsSync(path.join(outdir, 'manifest.json'))).toBe(true);
});

test('the app gets the context of cdk.json and cdk.context.json', async () => {
  fs.writeFileSync(path.join(dir, 'cdk.json'), '{"app":"x","context":{"a":1,"b":1}}');
  fs.writeFileSync(path.join(dir, 'cdk.context.json'), '{"b":2}');
  await synthesizeApp(program(WRITE), outdir);
  expect(JSON.parse(fs.readFileSync(path.join(outdir, 'manifest.json'), 'utf8'))).toEqual({ a: 1, b: 2 });
});

test('an app that fails is shown by its last lines', async () => {
  const run = synthesizeApp(program("console.log('first'); console.error('bucket name is wrong'); process.exitCode = 3;"), outdir);
  await expect(run).rejects.toThrow(Failure);
  await expect(run).rejects.toThrow(/ended with exit code 3: [^]*bucket name is wrong/);
});

test('an app that writes nothing fails', async () => {
  await expect(synthesizeApp(program(''), outdir)).rejects.toThrow(/wrote no cloud assembly/);
});

test('a cdk.json that is not JSON fails', async () => {
  fs.writeFileSync(path.join(dir, 'cdk.json'), '{');
  await expect(synthesizeApp(program(WRITE), outdir)).rejects.toThrow(/cdk\.json is not JSON/);
});

test('the app runs in the virtual environment that is active, whatever stands before it in the PATH', async () => {
  const folder = (name: string) => {
    const bin = path.join(dir, name, 'bin');
    fs.mkdirSync(bin, { recursive: true });
    fs.writeFileSync(path.join(bin, 'interpreter'), `#!/bin/sh\nmkdir -p "$CDK_OUTDIR" && echo '"${name}"' > "$CDK_OUTDIR/manifest.json"\n`, { mode: 0o755 });
    return bin;
  };
  const [system, active] = [folder('system'), folder('active')];
  jest.replaceProperty(process, 'env', { ...process.env, VIRTUAL_ENV: path.dirname(active), PATH: [system, active, process.env.PATH].join(path.delimiter) });
  await synthesizeApp('interpreter', outdir);
  expect(JSON.parse(fs.readFileSync(path.join(outdir, 'manifest.json'), 'utf8'))).toBe('active');
});
