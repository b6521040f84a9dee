import { Component } from 'projen';
import type { awscdk } from 'projen';

/** `npx projen test:velocity`: the mapping templates on Apache Velocity itself and on its port to Python. Apart from the other tests, which need Node alone. */
export class VelocityTests extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    const velocity = project.addTask('test:velocity', { description: 'Render every mapping template on Apache Velocity 1.7 and 2.x (needs a JDK and Maven) and on its port to Python (pip install -r .ci/requirements.txt)' });
    // One of the pipelines has an asset.
    velocity.spawn(project.bundler.bundleTask);
    // Jars of another version must not stay beside those of this one.
    velocity.exec('rm -rf test/velocity/apache/target');
    // What Maven downloads stays in its own cache, so that only the first run needs a registry.
    velocity.exec('mvn --batch-mode --quiet --file test/velocity/apache/pom.xml process-classes');
    velocity.exec('jest --ci --config test/velocity/jest.config.js');
  }
}
