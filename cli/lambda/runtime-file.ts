import { findPackageFile } from '../package-root';

/** The bundled entry of the processes that run functions. */
export function runtimeFile(): string {
  return findPackageFile(['assets', 'cli', 'lambda', 'runtime', 'index.js']);
}
