import { Component } from 'projen';
import type { awscdk } from 'projen';

const ACTIONLINT = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12';
/** Programs that are not npm packages, for this repository alone. */
const TOOLS = '.tools';

/** `npx projen lint:workflows`: what GitHub would only say when a workflow or a form is used. */
export class WorkflowLint extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    const lint = project.addTask('lint:workflows', {
      description: 'Lint workflows with actionlint (needs Go) and zizmor, and issue forms by their schemas (pip install -r .ci/requirements.txt)',
    });
    lint.exec(`GOBIN="$PWD/${TOOLS}" go install ${ACTIONLINT}`);
    // Without the linters that it calls where they are installed: the result must not depend on the machine.
    lint.exec(`${TOOLS}/actionlint -shellcheck= -pyflakes=`);
    // Security: from medium up, code smells included. Offline, because the result must not depend on the day.
    lint.exec('zizmor --offline --no-progress --strict-collection --pedantic --min-severity=medium .github');
    lint.exec('check-jsonschema --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/bug.yml .github/ISSUE_TEMPLATE/feature.yml');
    lint.exec('check-jsonschema --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml');
    lint.exec('check-jsonschema --builtin-schema vendor.mergify .mergify.yml');
    project.gitignore.exclude(`/${TOOLS}/`);
    project.addPackageIgnore(`/${TOOLS}/`);
  }
}
