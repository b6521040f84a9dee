import { execFileSync } from 'child_process';
import { cpSync, existsSync, mkdirSync } from 'fs';
import * as path from 'path';
import { optionalDependencies } from './toolchain/package.json';
import { engines } from '../../package.json';
import setUpTests from '../support/global-setup';

/** Where the binary is, for the tests. */
export const BINARY_VARIABLE = 'OLDEST_NODE';

const VERSION = engines.node.replace(/^\D*/, '').split(' ')[0];
const FOLDER = path.resolve(__dirname, '../../.tools/oldest-node');

/** Installs the oldest Node.js that the package allows. Where the lock file has no binary, as on macOS, it comes by its exact version. */
export default function setUp(): void {
  setUpTests();
  mkdirSync(FOLDER, { recursive: true });
  cpSync(path.join(__dirname, 'toolchain'), FOLDER, { recursive: true });
  const { platform, arch } = process;
  const name = `${platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node'}-${platform}-${arch}`;
  const binary = path.join(FOLDER, 'node_modules', name, 'bin/node');
  npm('ci');
  if (!(name in optionalDependencies)) {
    npm('install', '--no-save', `${name}@${VERSION}`);
  }
  const version = existsSync(binary) ? execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim() : 'no binary';
  if (version !== `v${VERSION}`) {
    throw new Error(`${binary}: got ${version}, and the package allows v${VERSION}; bring test/oldest-node/toolchain up to date`);
  }
  process.env[BINARY_VARIABLE] = binary;
}

function npm(...args: string[]): void {
  execFileSync('npm', [...args, '--no-audit', '--no-fund'], { cwd: FOLDER, stdio: ['ignore', 'ignore', 'inherit'] });
}
