import { Component } from 'projen';
import type { awscdk, Task } from 'projen';

/** `npx projen test:bundles`: what is published is what the sources and the lock file give. */
export class BundleCheck extends Component {
  /** Takes tarballs as arguments, to be compared besides. */
  readonly task: Task;

  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    this.task = project.addTask('test:bundles', {
      description: 'Bundle a second time from a clean copy of the sources and compare byte for byte, with packed tarballs too',
    });
    this.task.exec('[ -e assets ] || projen bundle');
    this.task.exec('ts-node --project tsconfig.dev.json test/bundles/rebuild.ts', { receiveArgs: true });
  }
}
