import { Component } from 'projen';
import type { awscdk } from 'projen';

/** Compiles every `ts` block of the README and of the doc comments; one that does not compile fails the build. */
export class RosettaCheck extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    project.postCompileTask.exec('jsii-rosetta extract --strict');
  }
}
