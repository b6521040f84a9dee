import { Component } from 'projen';
import type { awscdk } from 'projen';
import { readActionPins, toPinned } from './action-pins';

/**
 * Runs the actions that projen names by a tag from the commits in action-commits.json: anyone who can move a tag could run code in a release.
 *
 * projen chooses the versions, because it writes the inputs that they take. Another version of projen may bring other tags: `upgrade:actions` pins
 * them, as part of the weekly upgrade.
 */
export class PinnedActions extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    for (const [action, commit] of Object.entries(readActionPins())) {
      project.github!.actions.set(action, toPinned(action, commit));
    }
    const pin = project.addTask('upgrade:actions', {
      description: 'Pin the actions that a workflow names by a tag to the commit of the tag, and check that no pinned tag was moved (needs GitHub)',
      exec: 'ts-node --project tsconfig.dev.json projenrc/pin-actions.ts',
    });
    pin.exec('npx projen default');
    project.tasks.tryFind('post-upgrade')!.spawn(pin);
  }
}
