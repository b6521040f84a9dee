import * as path from 'node:path';
import { packageRoot } from '../package-root';

/** The bundled entry of the process of DuckDB. */
export function engineFile(): string {
  return path.join(packageRoot(), 'assets', 'cli', 'athena', 'engine', 'index.js');
}
