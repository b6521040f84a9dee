import { Component } from 'projen';
import type { awscdk } from 'projen';

/** `npx projen lint:docs`: every link of a page to a file or heading of this repository leads somewhere. Needs no network. */
export class DocsLint extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    const links = 'remark-validate-links=repository:false';
    project.testTask.spawn(project.addTask('lint:docs', {
      description: 'Check the links between README, docs and examples',
      exec: `remark --frail --quiet --use ${links} README.md CONTRIBUTING.md CHANGELOG.md SECURITY.md docs examples/README.md`,
    }));
  }
}
