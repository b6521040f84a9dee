import * as path from 'path';
import type { Assembly } from '@jsii/spec';
import { loadAssemblyFromPath } from '@jsii/spec';

const ROOT = path.resolve(__dirname, '../..');

/** The API as jsii compiled it. */
export function compiledLibrary(): Assembly {
  return loadAssemblyFromPath(ROOT);
}

/** The API of the CDK that it is compiled against. */
export function compiledCdk(): Assembly {
  const folder = path.dirname(require.resolve('aws-cdk-lib/package.json', { paths: [ROOT] }));
  return loadAssemblyFromPath(folder, false, ['intersection-types', 'class-covariant-overrides']);
}
