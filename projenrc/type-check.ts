import { Component } from 'projen';
import type { awscdk } from 'projen';

/** jest only transpiles: without a compiler run of their own, type errors in tests would pass. */
export class TypeCheck extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    const typeCheck = project.addTask('type-check', {
      description: 'Compile src, cli, test and projenrc without output',
      exec: 'tsc --project tsconfig.dev.json --noEmit',
    });
    project.testTask.prependSpawn(typeCheck);
    // On a fresh clone `npx projen test` comes before any build, and the tests run the bundles.
    project.testTask.prependSpawn(project.bundler.bundleTask);
  }
}
