import { execFileSync, spawnSync } from 'child_process';
import { existsSync } from 'fs';
import * as path from 'path';

const PACKAGE = 'cdk-serverless-data-pipeline';
const ESBUILD = path.resolve(__dirname, '../../node_modules/.bin/esbuild');

/**
 * Makes one file of the consumer's app with esbuild and synthesizes from it: with the package external it must work, and without it the error must say so.
 * @param project one that the package is installed in, with app.js
 */
export function checkBundledApp(project: string): void {
  const external = synthesizeBundle(project, `--external:${PACKAGE}`);
  if (external.status !== 0 || !existsSync(path.join(project, external.output, 'Default.template.json'))) {
    throw new Error(`an app that is bundled with the package as an external does not synthesize: ${external.stderr}`);
  }
  const inside = synthesizeBundle(project);
  if (inside.status !== 1 || !inside.stderr.includes(`keep the package external (esbuild --external:${PACKAGE})`)) {
    throw new Error(`an app whose bundle contains the package does not say how to bundle it: ${inside.stderr}`);
  }
  console.log('ok: an app bundled with esbuild synthesizes with the package as an external, and says so without it');
}

function synthesizeBundle(project: string, ...options: string[]) {
  const name = `bundled${options.length}`;
  execFileSync(ESBUILD, ['app.js', '--bundle', '--platform=node', '--external:aws-cdk-lib', '--log-level=error', `--outfile=dist/${name}.js`, ...options], { cwd: project });
  const output = `${name}.out`;
  const { status, stderr } = spawnSync(process.execPath, [`dist/${name}.js`], { cwd: project, encoding: 'utf8', env: { CDK_OUTDIR: output } });
  return { status, stderr, output };
}
