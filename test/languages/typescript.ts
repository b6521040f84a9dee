import { cpSync, symlinkSync } from 'fs';
import * as path from 'path';
import { run } from './command';
import { copyExample, synthesize } from './example-project';
import { DIST, examplesOf, REPOSITORY, tarballIn, workspaceOf } from './folders';

/** Installs the npm package beside what the examples ask for, once for all of them. */
export function installTypescript(): void {
  const workspace = workspaceOf('typescript');
  cpSync(path.join(__dirname, 'toolchain'), workspace, { recursive: true });
  run('npx', ['projen', 'package:js'], { cwd: REPOSITORY });
  run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: workspace });
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', npmPackage()], { cwd: workspace });
}

/** The package for npm, which those of all other languages hold. */
export function npmPackage(): string {
  return tarballIn(path.join(DIST, 'js'));
}

/** Synthesizes the examples in TypeScript, which those of the other languages are compared with. */
export function synthesizeReferences(): void {
  for (const example of examplesOf('typescript')) {
    const project = copyExample('typescript', example);
    linkDependencies(project);
    // Fails on whatever the package.json of the example asks for and does not get.
    run('npm', ['ls', '--depth=0'], { cwd: project });
    run('npx', ['tsc'], { cwd: project });
    synthesize(project);
  }
}

/** Gives a project in TypeScript what was installed. */
export function linkDependencies(project: string): void {
  symlinkSync(path.join(workspaceOf('typescript'), 'node_modules'), path.join(project, 'node_modules'), 'junction');
}

/** What an example in TypeScript deploys. */
export function referenceOf(example: string): string {
  return path.join(workspaceOf('typescript'), example, 'cdk.out');
}
