import { Component } from 'projen';
import type { awscdk } from 'projen';

/** Bundles the record processor's handler at our build, so that no consumer needs a bundler at synth. */
export class HandlerBundle extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    project.bundler.addBundle('./src/record-processor/handler/index.lambda.mjs', {
      target: 'node22',
      platform: 'node',
      tsconfigPath: 'tsconfig.dev.json',
      watchTask: false,
      minify: true,
      format: 'esm',
      outfile: 'index.mjs',
    });
  }
}
