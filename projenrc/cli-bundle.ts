import * as path from 'path';
import { Component, javascript } from 'projen';
import type { awscdk } from 'projen';
import { metafile } from './metafile';

/**
 * Bundles the command line into one file. It is a program of its own: jsii does not compile it,
 * and its libraries are inlined so that the package has no runtime dependency.
 */
export class CliBundle extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    // DuckDB is native code and an optional peer: it is looked up where the command runs.
    const externals = ['@duckdb/node-api'];
    project.bundler.addBundle('./cli/main.ts', {
      target: 'node20',
      platform: 'node',
      executable: true,
      externals,
      tsconfigPath: 'tsconfig.dev.json',
      watchTask: false,
      esbuildArgs: metafile('cli-main'),
    });
    // Functions of the template run in processes of their own, which start from this file.
    project.bundler.addBundle('./cli/lambda/runtime.ts', {
      target: 'node20',
      platform: 'node',
      tsconfigPath: 'tsconfig.dev.json',
      watchTask: false,
      esbuildArgs: metafile('cli-runtime'),
    });
    // Queries run in a process of their own, so that a fault of native code does not end the command without a word.
    project.bundler.addBundle('./cli/athena/engine.ts', {
      target: 'node20',
      platform: 'node',
      externals,
      tsconfigPath: 'tsconfig.dev.json',
      watchTask: false,
      esbuildArgs: metafile('cli-engine'),
    });
    // Without a tsconfig of its own, ESLint's project service does not find the files of a folder.
    for (const dir of ['cli', 'test', 'bench', 'examples/demo', 'docs/costs']) {
      new javascript.TypescriptConfig(project, {
        fileName: `${dir}/tsconfig.json`,
        include: ['**/*.ts'],
        compilerOptions: {},
        extends: javascript.TypescriptConfigExtends.fromPaths([`${path.posix.relative(dir, '.')}/tsconfig.dev.json`]),
      });
    }
    project.eslint?.allowDevDeps('cli/**');
    project.eslint?.allowDevDeps('projenrc/**');
    project.eslint?.allowDevDeps('examples/**');
  }
}
