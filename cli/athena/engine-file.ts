import { findPackageFile } from '../package-root';

/** The bundled entry of the process of DuckDB. */
export function engineFile(): string {
  return findPackageFile(['assets', 'cli', 'athena', 'engine', 'index.js']);
}
