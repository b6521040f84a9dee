import { execFileSync } from 'child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'fs';
import * as path from 'path';

/** What the quickstart declares in its package.json, taken from this checkout so that the demo needs no network. */
const INSTALLED = ['aws-cdk-lib', 'constructs', 'typescript', 'ts-node', '@types/node', '@duckdb/node-api'];

/**
 * Sets up an example as the project of a consumer: the packed package, unpacked into its node_modules, and not a line of the sources.
 * @returns the folder of the project
 */
export function installConsumerProject(repository: string, example: string, target: string): string {
  const project = path.join(target, example);
  rmSync(target, { recursive: true, force: true });
  cpSync(path.join(repository, 'examples/typescript', example), project, { recursive: true });

  const modules = path.join(project, 'node_modules');
  const library = path.join(modules, 'cdk-serverless-data-pipeline');
  const bin = path.join(modules, '.bin');
  mkdirSync(library, { recursive: true });
  mkdirSync(bin);
  for (const name of INSTALLED) {
    mkdirSync(path.dirname(path.join(modules, name)), { recursive: true });
    symlinkSync(path.join(repository, 'node_modules', name), path.join(modules, name), 'junction');
  }
  const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', target], {
    cwd: repository, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'],
  }));
  execFileSync('tar', ['-xzf', path.join(target, filename), '-C', library, '--strip-components', '1']);
  symlinkSync(path.join(library, 'assets/cli/main/index.js'), path.join(bin, 'cdk-serverless-data-pipeline'));
  symlinkSync(path.join(repository, 'node_modules/ts-node/dist/bin.js'), path.join(bin, 'ts-node'));
  return project;
}
