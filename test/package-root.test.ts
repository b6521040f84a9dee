import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, Stack } from 'aws-cdk-lib/core';
import { findPackageFile } from '../src/package-root';

const ROOT = path.resolve(__dirname, '..');
const HANDLER = ['assets', 'record-processor', 'handler', 'index.lambda'];

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bundled-'));
});

afterEach(() => fs.rmSync(folder, { recursive: true }));

/** What an app of ES modules says that esbuild made one file of, library included; the CDK stays outside. */
function synthBundled(file: string, ...options: string[]) {
  const app = path.join(folder, 'app.ts');
  fs.writeFileSync(app, `
    import { App, Stack } from 'aws-cdk-lib/core';
    import { ServerlessDataPipeline } from ${JSON.stringify(path.join(ROOT, 'src'))};
    const app = new App({ outdir: ${JSON.stringify(path.join(folder, 'cdk.out'))} });
    new ServerlessDataPipeline(new Stack(app, 'Shop'), 'Pipeline');
  `);
  const bundle = path.join(folder, 'dist', file);
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  execFileSync(path.join(ROOT, 'node_modules/.bin/esbuild'), [
    app, '--bundle', '--platform=node', '--external:aws-cdk-lib', '--external:constructs', '--log-level=error', `--outfile=${bundle}`, ...options,
  ]);
  const { status, stderr } = spawnSync(process.execPath, [bundle], { cwd: folder, encoding: 'utf8' });
  return { status, stderr };
}

const ADVICE = 'keep the package external (esbuild --external:cdk-serverless-data-pipeline)';

test('an app whose bundle contains the library learns where its files were expected, and how to bundle it', () => {
  const { status, stderr } = synthBundled('app.cjs');

  expect(stderr).toContain(`Error: [Shop/Pipeline/RecordProcessor] cdk-serverless-data-pipeline: got no ${path.join(folder, ...HANDLER)}`);
  expect(stderr).toContain(ADVICE);
  expect(stderr).not.toContain('ENOENT');
  expect(status).toBe(1);
});

test('a bundle that is an ES module, which has no __dirname, says the same', () => {
  const { status, stderr } = synthBundled('app.mjs', '--format=esm', '--banner:js=import { createRequire } from "module"; const require = createRequire(import.meta.url);');

  expect(stderr).toContain('Error: [Shop/Pipeline/RecordProcessor] cdk-serverless-data-pipeline: got no folder');
  expect(stderr).toContain(ADVICE);
  expect(stderr).not.toContain('ReferenceError');
  expect(status).toBe(1);
});

test('a file of the package is found', () => {
  expect(findPackageFile(new Stack(new App()), HANDLER)).toBe(path.join(ROOT, ...HANDLER));
});
