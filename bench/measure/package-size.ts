import { cpSync, readFileSync, rmSync } from 'fs';
import * as path from 'path';
import { npm } from './fresh-process';

/** How large a package is, in bytes. */
export interface PackageSize {
  readonly packed: number;
  readonly unpacked: number;
  readonly files: number;
}

/** What is left without the command line has at most this size, in bytes: the package of every language contains it. */
export const MAX_PACKAGE = { packed: 170 * 1024, unpacked: 600 * 1024 };

/** The command line: a program of its own inside the package, with its libraries. */
const COMMAND_LINE = 'assets/cli';

/** Packs an installed package again as npm does: whole, and without its command line. Nothing is left in the folder. */
export function packageSizes(installed: string, temporary: string): { whole: PackageSize; construct: PackageSize } {
  const copy = path.join(temporary, 'package-size');
  rmSync(copy, { recursive: true, force: true });
  cpSync(installed, copy, { recursive: true });
  const whole = pack(copy);
  rmSync(path.join(copy, COMMAND_LINE), { recursive: true });
  const construct = pack(copy);
  rmSync(copy, { recursive: true });
  return { whole, construct };
}

function pack(folder: string): PackageSize {
  const [{ size, unpackedSize, entryCount }] = JSON.parse(npm(folder, 'pack', '--json', '--dry-run', '--ignore-scripts'));
  return { packed: size, unpacked: unpackedSize, files: entryCount };
}

/** What npm installs along with a package, whoever installs it. */
export function runtimeDependencies(installed: string): string[] {
  const manifest = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'));
  return ['dependencies', 'bundledDependencies', 'bundleDependencies', 'optionalDependencies']
    .flatMap((kind) => Array.isArray(manifest[kind]) ? manifest[kind] : Object.keys(manifest[kind] ?? {}));
}
