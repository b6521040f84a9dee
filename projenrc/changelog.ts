import { Component } from 'projen';
import type { awscdk, Task } from 'projen';

/**
 * A release says what stands under "Unreleased" in CHANGELOG.md. In the packages that section has the version as its name; in the repository it gets it after
 * the release, by a pull request, so that no machine writes to main.
 */
export class Changelog extends Component {
  /** Gives the section the name of the version in the repository, and opens a new one. */
  readonly reopen: Task;

  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    const write = 'ts-node --project tsconfig.dev.json projenrc/changelog/write.ts';
    const release = project.addTask('changelog:release', {
      description: 'Name the unreleased section after the version of dist, and make it the notes of the release',
      exec: `${write} release`,
    });
    project.tasks.tryFind('bump')?.spawn(release);

    const restore = project.addTask('changelog:restore', { description: 'Take changelog:release back', exec: `${write} restore` });
    project.tasks.tryFind('unbump')?.spawn(restore);

    this.reopen = project.addTask('changelog:reopen', { description: 'After a release: open a new unreleased section (the CHANGELOG.md of its package is the argument)', exec: `${write} reopen`, receiveArgs: true });
  }
}
