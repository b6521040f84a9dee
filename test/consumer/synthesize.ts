import { execFileSync } from 'child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { checkBundledApp } from './bundled-app';
import { checkEsModules } from './es-modules';
import { checkLimits } from './limits';
import { contentFaults } from './package-contents';
import { CONSTRUCTS_FLOOR, FLOOR } from '../support/peer-floor';

/**
 * Installs the packed tarball into projects outside the repository, on the oldest and on the newest aws-cdk-lib, and synthesizes there
 * without a bundler, Docker, the CDK CLI or any other process.
 */
const VERSIONS = [
  { cdk: FLOOR, constructs: CONSTRUCTS_FLOOR },
  { cdk: 'latest', constructs: 'latest' },
];

const repository = path.resolve(__dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'consumer-'));

function npm(cwd: string, ...args: string[]): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

function synthesize(tarball: string, cdk: string, constructs: string): void {
  const project = path.join(folder, `cdk-${cdk}`);
  mkdirSync(project);
  npm(project, 'init', '--yes');
  npm(project, 'install', '--no-audit', '--no-fund', tarball, `aws-cdk-lib@${cdk}`, `constructs@${constructs}`);
  for (const file of ['app.js', 'transform.mjs']) {
    copyFileSync(path.join(__dirname, file), path.join(project, file));
  }
  const nothing = path.join(project, 'nothing');
  // A new app has all the flags of its CDK.
  const flags = readFileSync(path.join(project, 'node_modules/aws-cdk-lib/recommended-feature-flags.json'), 'utf8');
  for (const context of ['{}', flags]) {
    execFileSync(process.execPath, ['app.js'], { cwd: project, stdio: 'inherit', env: { PATH: nothing, CDK_OUTDIR: 'cdk.out', CDK_CONTEXT_JSON: context } });
  }

  for (const name of ['Default', 'WithTransform']) {
    const { files } = JSON.parse(readFileSync(path.join(project, 'cdk.out', `${name}.assets.json`), 'utf8'));
    const { source }: any = Object.values(files).find((file: any) => file.source.packaging === 'zip');
    const asset = path.join(project, 'cdk.out', source.path);
    if (!existsSync(path.join(asset, 'index.mjs'))) {
      throw new Error(`${name}: the asset of the record processor holds no index.mjs`);
    }
  }
  // As npm linked it, started by itself.
  const command = path.join(project, 'node_modules/.bin/cdk-serverless-data-pipeline');
  execFileSync(command, ['--version'], { cwd: project, stdio: ['ignore', 'ignore', 'inherit'] });
  const { version } = JSON.parse(readFileSync(path.join(project, 'node_modules/aws-cdk-lib/package.json'), 'utf8'));
  console.log(`ok: packed tarball, aws-cdk-lib ${version}, 0 subprocesses`);
}

try {
  const [{ filename, files }] = JSON.parse(npm(repository, 'pack', '--json', '--ignore-scripts', '--pack-destination', folder));
  const faults = contentFaults(files.map((file: { path: string }) => file.path));
  if (faults.length > 0) {
    throw new Error(`the package: ${faults.join('; ')}. See projenrc/published-package.ts`);
  }
  for (const { cdk, constructs } of VERSIONS) {
    synthesize(path.join(folder, filename), cdk, constructs);
    checkLimits(path.join(folder, `cdk-${cdk}`), folder);
    checkEsModules(path.join(folder, `cdk-${cdk}`));
    checkBundledApp(path.join(folder, `cdk-${cdk}`));
  }
} finally {
  rmSync(folder, { recursive: true });
}
