import { Component, github } from 'projen';
import type { awscdk } from 'projen';
import { GO, JAVA, PYTHON } from './tool-chains';

/** The id of the job, in each workflow that has it. */
export const GATES = 'gates';

/** Runs .ci/run, the one list of what a change must pass, for each pull request, and again for what is about to be released. */
export class GatesJob extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary, private readonly options: { nodeVersion: string }) {
    super(project);
    project.buildWorkflow?.workflow.addJob(GATES, this.job({
      ref: '${{ github.event.pull_request.head.sha }}',
      repository: '${{ github.event.pull_request.head.repo.full_name }}',
    }));
    // The title of a pull request decides the version.
    project.autoMerge?.addConditions(`status-success=${GATES}`, 'status-success=Validate PR title');
    project.release?.addJobs({ [GATES]: this.job() });
  }

  private job(checkout?: github.CheckoutWith): github.workflows.Job {
    return {
      runsOn: ['ubuntu-latest'],
      permissions: { contents: github.workflows.JobPermission.READ },
      timeoutMinutes: 60,
      env: { CI: 'true' },
      tools: { node: { version: this.options.nodeVersion }, ...PYTHON, ...JAVA, ...GO },
      steps: [
        github.WorkflowSteps.checkout({ with: checkout }),
        { name: 'Run all gates', run: 'bash .ci/run' },
      ],
    };
  }
}
