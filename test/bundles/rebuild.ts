import { execFileSync } from 'child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { differences } from './differences';

/**
 * Bundles a second time, from nothing but the sources and the lock file, in another folder, and compares byte for byte with the bundles that are here
 * and with those in packed tarballs, which are the arguments. So what is published is what the sources say, and names no place of the machine that made it.
 */
const repository = path.resolve(__dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'bundles-'));

function run(cwd: string, command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 26, stdio: ['ignore', 'pipe', 'inherit'] });
}

/** What a commit of the working tree would hold. */
function copySources(to: string): void {
  for (const file of run(repository, 'git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0')) {
    if (file && existsSync(path.join(repository, file))) {
      mkdirSync(path.dirname(path.join(to, file)), { recursive: true });
      copyFileSync(path.join(repository, file), path.join(to, file));
    }
  }
}

function compare(what: string, rebuilt: string, given: string): void {
  const found = differences(rebuilt, given);
  if (found.length > 0) {
    throw new Error(`${what}: ${found.join('; ')}. Run \`npx projen bundle\` and compare again; if it stays, sources and package do not agree`);
  }
  console.log(`ok: ${what} is what the sources give, byte for byte`);
}

try {
  const sources = path.join(folder, 'sources');
  copySources(sources);
  // Not the node_modules that is here: a changed file in it would be in both bundles.
  run(sources, 'npm', 'ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund');
  run(sources, 'npx', 'projen', 'bundle');
  const rebuilt = path.join(sources, 'assets');
  compare('assets/', rebuilt, path.join(repository, 'assets'));

  process.argv.slice(2).map((file) => path.resolve(file)).forEach((tarball, index) => {
    const unpacked = path.join(folder, `tarball-${index}`);
    mkdirSync(unpacked);
    run(unpacked, 'tar', '-xzf', tarball);
    compare(path.basename(tarball), rebuilt, path.join(unpacked, 'package/assets'));
  });
} finally {
  rmSync(folder, { recursive: true });
}
