import * as path from 'path';
import { packageRoot } from '../package-root';

/** The bundled entry of the processes that run functions. */
export function runtimeFile(): string {
  return path.join(packageRoot(), 'assets', 'cli', 'lambda', 'runtime', 'index.js');
}
