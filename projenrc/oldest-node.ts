import { Component } from 'projen';
import type { awscdk } from 'projen';

/** `npx projen test:oldest-node`: the command line on the oldest Node.js of `engines`. Apart from the other tests, which run on the Node.js that is installed. */
export class OldestNode extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    const oldest = project.addTask('test:oldest-node', { description: 'Send events through a proxy that breaks connections, on the oldest Node.js that the package allows' });
    oldest.spawn(project.bundler.bundleTask);
    oldest.exec('jest --ci --config test/oldest-node/jest.config.js');
  }
}
