import { Component } from 'projen';
import type { awscdk } from 'projen';
import { pullRequestJobs } from './pull-request-jobs';

/**
 * Moves the aws-cdk-lib of test/newest each week, so that a release of the CDK that breaks the constructs is seen before its users see it. It has a pull request of its
 * own: what the CDK breaks must not hold back all other upgrades.
 */
export class NewestUpgrade extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary, { cooldown, schedule }: { cooldown: number; schedule: string }) {
    super(project);
    const before = `$(node -p "new Date(Date.now() - ${cooldown} * 86400000).toISOString()")`;
    const upgrade = project.addTask('upgrade:newest', {
      description: 'Upgrade what the tests on the newest aws-cdk-lib run on (test/newest)',
      env: { CI: '0', NPM_CONFIG_BEFORE: before },
    });
    upgrade.exec(`npx --yes npm-check-updates@20 --upgrade --target=minor --cooldown=${cooldown} --packageFile test/newest/package.json`);
    upgrade.exec('npm install --prefix test/newest --package-lock-only --no-audit --no-fund');

    const workflow = project.github!.addWorkflow('upgrade-newest');
    workflow.on({ workflowDispatch: {}, schedule: [{ cron: schedule }] });
    workflow.addJobs(pullRequestJobs(project, {
      id: 'upgrade_newest',
      workflow,
      ref: 'main',
      steps: [{ name: 'Upgrade', run: project.runTaskCommand(upgrade) }],
      branch: 'github-actions/upgrade-newest',
      title: 'chore(deps): test on the newest aws-cdk-lib',
      description: 'The gate `test:newest` runs on this version of aws-cdk-lib. If it fails, users of that version see the same.',
    }));
  }
}
