import * as path from 'path';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';

const LIBRARY = path.resolve(__dirname, '../lib');

/**
 * Makes one file of the modules that jsii compiled: Node takes longer to find and open fifty small files than to run them.
 *
 * A service module of aws-cdk-lib is loaded when something of it is first used, as aws-cdk-lib does within itself: who imports this library, or uses one
 * part of it, does not wait for the services of the others.
 */
async function bundleLibrary(): Promise<void> {
  await build({
    entryPoints: [path.join(LIBRARY, 'index.js')],
    outfile: path.join(LIBRARY, 'index.js'),
    allowOverwrite: true,
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['aws-cdk-lib', 'constructs'],
    plugins: [LAZY_SERVICES],
    logLevel: 'warning',
  });
}

const LAZY_SERVICES: Plugin = {
  name: 'lazy-services',
  setup({ onResolve, onLoad }) {
    const namespace = 'lazy-service';
    onResolve({ filter: /^aws-cdk-lib\/aws-/ }, ({ path: name, namespace: from }) => from === namespace ? { path: name, external: true } : { path: name, namespace });
    onLoad({ filter: /.*/, namespace }, ({ path: name }) => ({
      // TypeScript looks for the mark of an ES module, and copies the members of anything that has none.
      contents: `let service;
        module.exports = new Proxy({}, { get: (_, member) => member === '__esModule' || (service ??= require('${name}'))[member] });`,
      resolveDir: LIBRARY,
    }));
  },
};

bundleLibrary().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
