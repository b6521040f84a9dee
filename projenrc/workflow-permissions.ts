import { Component, github } from 'projen';
import type { awscdk } from 'projen';

type Steps = github.workflows.JobStep[];

/**
 * Takes from the jobs of all workflows what projen gives them and they do not use. A job runs what it has installed: what that code finds in the
 * clone or in its token, it can use.
 */
export class WorkflowPermissions extends Component {
  constructor(private readonly library: awscdk.AwsCdkConstructLibrary) {
    super(library);
  }

  /** projen adds jobs when it synthesizes. */
  preSynthesize(): void {
    const { READ } = github.workflows.JobPermission;
    for (const workflow of this.library.github!.workflows) {
      // What a job without permissions of its own would get.
      workflow.file!.addOverride('permissions', { contents: READ });
      for (const [id, job] of Object.entries(workflow.jobs)) {
        if ('steps' in job) {
          // Those of a build are a function, which the type does not say.
          const steps = job.steps as Steps | (() => Steps);
          workflow.updateJob(id, { ...job, steps: (typeof steps === 'function' ? steps() : steps).map(keepNoCredentials) });
        }
      }
    }
    // It runs the code of a pull request. What it changes is pushed by a job of its own, with a token of its own.
    setPermissions(this.library.buildWorkflow!.workflow, 'build', { contents: READ });
    // It reads a title.
    setPermissions(this.library.github!.tryFindWorkflow('pull-request-lint')!, 'validate', { pullRequests: READ });
  }
}

/** The step that clones leaves its token in the clone. Only a token that was given to it is there to push with. */
function keepNoCredentials(step: github.workflows.JobStep): github.workflows.JobStep {
  const clones = step.uses?.startsWith('actions/checkout@');
  return clones ? { ...step, with: { ...step.with, 'persist-credentials': step.with?.token !== undefined } } : step;
}

function setPermissions(workflow: github.GithubWorkflow, id: string, permissions: github.workflows.JobPermissions): void {
  workflow.updateJob(id, { ...workflow.getJob(id) as github.workflows.Job, permissions });
}
