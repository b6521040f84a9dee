import { Component } from 'projen';
import type { awscdk } from 'projen';
import { metafile } from './metafile';

/**
 * Bundles the record processor's handlers at our build, so that no consumer needs a bundler at synth: one for records that are one event each, one for
 * records that hold many. Each is a file of the same name in a folder of its own.
 */
export class HandlerBundle extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    for (const entry of ['index', 'packed']) {
      project.bundler.addBundle(`./src/record-processor/handler/${entry}.lambda.mjs`, {
        target: 'node22',
        platform: 'node',
        tsconfigPath: 'tsconfig.dev.json',
        watchTask: false,
        minify: true,
        format: 'esm',
        outfile: 'index.mjs',
        esbuildArgs: metafile(`handler-${entry}`),
      });
    }
  }
}
