import * as path from 'path';
import { packageRoot } from '../package-root';

/** The bundled entry of the worker threads. */
export function workerFile(): string {
  return path.join(packageRoot(), 'assets', 'cli', 'lambda', 'worker', 'index.js');
}
