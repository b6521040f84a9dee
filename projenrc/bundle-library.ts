import { createRequire } from 'module';
import * as path from 'path';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';

const LIBRARY = path.resolve(__dirname, '../lib');
const ENTRY = path.join(LIBRARY, 'index.js');

/** Makes one file of the modules that jsii compiled: Node takes longer to find and open fifty small files than to run them. */
async function bundleLibrary(): Promise<void> {
  await build({
    entryPoints: [ENTRY],
    outfile: ENTRY,
    allowOverwrite: true,
    bundle: true,
    platform: 'node',
    target: 'node20',
    // A fifth of the file, and of the package. Names stay, for whoever reads a stack.
    minifyWhitespace: true,
    plugins: [PEERS],
    footer: { js: announceNames(Object.keys(createRequire(ENTRY)(ENTRY))) },
    logLevel: 'warning',
  });
}

/**
 * Names that an ES module can import from the file. Node reads them off the source without running it, and finds none of those that are
 * copied from the modules within. It does find this assignment, which never runs; esbuild writes the same below an entry that is an ES module.
 */
function announceNames(names: readonly string[]): string {
  return `0&&(module.exports={${names.join(',')}});`;
}

/**
 * The CDK stays outside. Each of its modules is asked for once, because Node goes through all exports of the package each time.
 *
 * A service's module is asked for when something of it is first used, as aws-cdk-lib does within itself: who imports this library, or uses one part
 * of it, does not wait for the services of the others.
 */
const PEERS: Plugin = {
  name: 'peers',
  setup({ onResolve, onLoad }) {
    const namespace = 'peer';
    onResolve({ filter: /^(aws-cdk-lib|constructs)(\/|$)/ }, ({ path: name, namespace: from }) => {
      return from === namespace ? { path: name, external: true } : { path: name, namespace };
    });
    onLoad({ filter: /.*/, namespace }, ({ path: name }) => ({ contents: name.includes('/aws-') ? lazily(name) : `module.exports = require('${name}');`, resolveDir: LIBRARY }));
  },
};

/** `__esModule` is what TypeScript asks first: it copies the members of anything else. */
function lazily(name: string): string {
  return `let service;
    module.exports = new Proxy({}, { get: (_, member) => member === '__esModule' || (service ??= require('${name}'))[member] });`;
}

bundleLibrary().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
