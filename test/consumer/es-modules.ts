import { execFileSync } from 'child_process';
import { mkdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import { loadAssemblyFromPath } from '@jsii/spec';
import { importingProgram } from '../support/importing-program';
import { valueNames } from '../support/value-names';

const PACKAGE = 'cdk-serverless-data-pipeline';
const TSC = require.resolve('typescript/bin/tsc');
/** Runs TypeScript as many CDK apps do, with a loader of its own. */
const TSX = 'tsx@4.23.15';
const TYPED = { noEmit: true, strict: true, skipLibCheck: true, target: 'es2022', module: 'nodenext', types: [] };

/**
 * Imports every name that the assembly exports into a project of ES modules, as Node runs it, as tsx runs it, and as TypeScript checks it.
 * @param project one that the package is installed in
 */
export function checkEsModules(project: string): void {
  const names = valueNames(loadAssemblyFromPath(path.join(project, 'node_modules', PACKAGE)));
  const folder = path.join(project, 'es-modules');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'es-modules', type: 'module', private: true }));
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', TSX], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const program = importingProgram(PACKAGE, names);
  writeFileSync(path.join(folder, 'imports.js'), program);
  writeFileSync(path.join(folder, 'imports.ts'), program);
  writeFileSync(path.join(folder, 'typed.ts'), `import { ${names.join(', ')} } from '${PACKAGE}';\nexport const values = [${names.join(', ')}];\n`);
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: TYPED, files: ['typed.ts'] }));

  same(names, node(folder, 'imports.js'), 'Node');
  same(names, node(folder, 'node_modules/tsx/dist/cli.mjs', 'imports.ts'), 'tsx');
  execFileSync(process.execPath, [TSC], { cwd: folder, stdio: 'inherit' });
  console.log(`ok: ${names.length} names imported into ES modules by Node, tsx and TypeScript`);
}

function node(cwd: string, ...args: string[]): string {
  return execFileSync(process.execPath, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

function same(names: string[], printed: string, by: string): void {
  if (printed.trim() !== JSON.stringify(names)) {
    throw new Error(`${by} sees the names ${printed.trim()}, and the assembly exports ${JSON.stringify(names)}`);
  }
}
