import { readFileSync } from 'fs';
import { isBuiltin } from 'module';
import * as path from 'path';

/** The code that runs in Lambda, as it is shipped. */
export const HANDLER = 'assets/record-processor/handler/index.lambda/index.mjs';

/** The size that each of the two handlers has at most, in bytes: the time of a cold start grows with it. */
export const MAX_HANDLER_BYTES = 10 * 1024;

export interface HandlerBundle {
  readonly bytes: number;
  /** Modules that it imports and that Node does not bring. */
  readonly dependencies: string[];
}

export function handlerBundle(installed: string): HandlerBundle {
  const code = readFileSync(path.join(installed, HANDLER), 'utf8');
  return { bytes: Buffer.byteLength(code), dependencies: importedPackages(code) };
}

/** The packages that a bundled module names: in `import … from "x"`, `import "x"`, `import("x")` and `require("x")`. */
export function importedPackages(code: string): string[] {
  const names = [...code.matchAll(/\bfrom\s*["']([^"']+)["']|\b(?:import|require)\s*\(?\s*["']([^"']+)["']/g)].map((match) => match[1] ?? match[2]);
  return [...new Set(names)].filter((name) => !isBuiltin(name));
}
