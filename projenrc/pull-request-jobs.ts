import { github } from 'projen';
import type { awscdk } from 'projen';

/** What a workflow changes in the repository, and how the pull request with it is called. */
export interface PullRequestJobs {
  /** The id of the job that makes the changes. */
  readonly id: string;
  readonly workflow: github.GithubWorkflow;
  /** Jobs that must have passed. */
  readonly needs?: string[];
  readonly condition?: string;
  /** The commit that is changed; without it, the one that the workflow runs for. */
  readonly ref?: string;
  /** What makes the changes, on a clone of that commit with its dependencies. */
  readonly steps: github.workflows.JobStep[];
  readonly branch: string;
  /** Also the subject of the commit on main: it must be as the lint of titles wants it. */
  readonly title: string;
  readonly description: string;
}

/**
 * Two jobs: one changes files and may only read, because it runs what it has installed; the other opens the pull request and runs nothing of the repository.
 */
export function pullRequestJobs(project: awscdk.AwsCdkConstructLibrary, options: PullRequestJobs): Record<string, github.workflows.Job> {
  const output = 'patch_created';
  const patchFile = `${options.id}.patch`;
  return {
    [options.id]: {
      runsOn: ['ubuntu-latest'],
      permissions: { contents: github.workflows.JobPermission.READ },
      needs: options.needs,
      if: options.condition,
      outputs: { [output]: { stepId: 'create_patch', outputName: output } },
      steps: [
        github.WorkflowSteps.checkout({ with: { ref: options.ref } }),
        ...project.renderWorkflowSetup({ mutable: false }),
        ...options.steps,
        ...github.WorkflowActions.uploadGitPatch({ stepId: 'create_patch', outputName: output, patchFile }),
      ],
    },
    [`${options.id}_pull_request`]: loud(github.WorkflowJobs.pullRequestFromPatch({
      patch: { jobId: options.id, outputName: output, ref: 'main', patchFile },
      credentials: project.github?.projenCredentials,
      workflowName: options.workflow.name,
      pullRequestTitle: options.title,
      pullRequestDescription: options.description,
      branchName: options.branch,
      runsOn: ['ubuntu-latest'],
    }), patchFile),
  };
}

/** projen goes on when a patch does not apply, and then there is no pull request and nobody knows. */
function loud(job: github.workflows.Job, patchFile: string): github.workflows.Job {
  const apply = job.steps.findIndex(({ name }) => name === 'Apply patch');
  if (apply < 0) {
    throw new Error('projen has no step "Apply patch" any more; see what it does now when a patch does not apply');
  }
  return { ...job, steps: job.steps.map((step, index) => index === apply ? { ...step, run: `git apply "$RUNNER_TEMP/${patchFile}"` } : step) };
}
