import * as fs from 'fs';
import * as path from 'path';
import type { IConstruct } from 'constructs';
import { invalid } from './private/validate';

/**
 * The folder of the package: the same seen from src/ and from lib/, where all modules are one file. A bundle of an app that is an ES module
 * has no `__dirname`.
 */
const PACKAGE_ROOT = typeof __dirname === 'string' ? path.join(__dirname, '..') : undefined;

/**
 * A file or folder that is published beside the code.
 *
 * @param segments its path inside the package
 * @throws Error if it is not there: a bundler moved the code away from it
 */
export function findPackageFile(scope: IConstruct, segments: readonly string[]): string {
  const file = PACKAGE_ROOT && path.join(PACKAGE_ROOT, ...segments);
  if (file === undefined || !fs.existsSync(file)) {
    throw invalid(scope, {
      what: 'cdk-serverless-data-pipeline',
      got: file === undefined ? `no folder that holds ${path.join(...segments)}` : `no ${file}`,
      allowed: 'the package as it was installed: its code finds its files by their place',
      fix: 'if you bundle the app, keep the package external (esbuild --external:cdk-serverless-data-pipeline); otherwise install it again',
    });
  }
  return file;
}
