import { Component, github } from 'projen';
import type { awscdk } from 'projen';
import type { Changelog } from './changelog';
import type { CompiledLibrary } from './compiled-library';
import { pullRequestJobs } from './pull-request-jobs';

/** After a release, a pull request makes its API what later changes are compared with, and opens a new section of the changelog. */
export class AfterRelease extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary, { changelog, library }: { changelog: Changelog; library: CompiledLibrary }) {
    super(project);
    project.release?.addJobs(pullRequestJobs(project, {
      id: 'after_release',
      workflow: project.github!.tryFindWorkflow('release')!,
      needs: ['release', 'release_github'],
      condition: '${{ !inputs.dry_run }}',
      steps: [
        github.WorkflowSteps.downloadArtifact({
          name: 'Download the version',
          with: { artifactIds: ['${{ needs.release.outputs.artifact_id }}'], path: 'dist' },
        }),
        { name: 'Open a new section of the changelog', run: project.runTaskCommand(changelog.reopen) },
        { name: 'Compile', run: project.runTaskCommand(library.compiled) },
        { name: 'Renew the API baseline', run: 'npx projen api:baseline' },
      ],
      branch: 'github-actions/after-release',
      title: 'chore: renew API baseline and changelog after a release',
      description: 'The API that was released is what later changes are compared with, and what was unreleased has a version now. What was merged since belongs above the version.',
    }));
  }
}
