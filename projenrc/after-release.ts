import { Component, github } from 'projen';
import type { awscdk } from 'projen';
import type { Changelog } from './changelog';
import { pullRequestJobs } from './pull-request-jobs';

/** After a release, a pull request makes its API what later changes are compared with, and opens a new section of the changelog. */
export class AfterRelease extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary, { changelog }: { changelog: Changelog }) {
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
        { name: 'Unpack what was published', run: 'tar -xzf dist/js/*.tgz -C dist' },
        { name: 'Open a new section of the changelog', run: `${project.runTaskCommand(changelog.reopen)} dist/package/CHANGELOG.md` },
        { name: 'Renew the API baseline', run: 'npx projen api:baseline dist/package' },
      ],
      branch: 'github-actions/after-release',
      title: 'chore: renew API baseline and changelog after a release',
      description: 'The API that was released is what later changes are compared with, and what was unreleased has a version now. What was merged since belongs above the version.',
    }));
  }
}
