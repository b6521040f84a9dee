import { findPackageFile } from '../package-root';

/** The bundled entry of the worker threads. */
export function workerFile(): string {
  return findPackageFile(['assets', 'cli', 'lambda', 'worker', 'index.js']);
}
