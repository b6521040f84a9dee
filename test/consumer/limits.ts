import { execFileSync } from 'child_process';
import { copyFileSync } from 'fs';
import * as path from 'path';
import { handlerBundle, MAX_HANDLER_BYTES } from '../../bench/measure/handler-bundle';
import { MAX_PACKAGE, packageSizes, runtimeDependencies } from '../../bench/measure/package-size';

/** Modules that Node opens beside those of the CDK's core; the library is one, and none is a service of the CDK. */
const MAX_IMPORTED_MODULES = 10;

/**
 * What must stay small, and can be told without a clock.
 * @param project one that the package is installed in
 */
export function checkLimits(project: string, temporary: string): void {
  const installed = path.join(project, 'node_modules/cdk-serverless-data-pipeline');
  const { construct } = packageSizes(installed, temporary);
  const handler = handlerBundle(installed);
  atMost('bytes of the tarball without the command line', construct.packed, MAX_PACKAGE.packed);
  atMost('bytes unpacked without the command line', construct.unpacked, MAX_PACKAGE.unpacked);
  atMost('bytes of the handler bundle', handler.bytes, MAX_HANDLER_BYTES);
  none('dependencies of the handler bundle', handler.dependencies);
  none('runtime dependencies', runtimeDependencies(installed));

  copyFileSync(path.join(__dirname, 'imported.js'), path.join(project, 'imported.js'));
  const modules: string[] = JSON.parse(execFileSync(process.execPath, ['imported.js'], { cwd: project, encoding: 'utf8' }));
  atMost('modules that an import loads', modules.length, MAX_IMPORTED_MODULES);
  none('service modules and barrels that an import loads', modules.filter((file) => /aws-cdk-lib\/(aws-|index\.js)/.test(file)));
  console.log(`ok: ${construct.packed} bytes packed, ${construct.unpacked} unpacked, handler ${handler.bytes}, ${modules.length} modules imported`);
}

function atMost(what: string, figure: number, limit: number): void {
  if (figure > limit) {
    throw new Error(`${what}: ${figure}, at most ${limit} are allowed`);
  }
}

function none(what: string, found: string[]): void {
  if (found.length > 0) {
    throw new Error(`${what}: ${found.join(', ')}; there must be none`);
  }
}
