import { Component, github } from 'projen';
import type { awscdk } from 'projen';
import type { BundleCheck } from './bundle-check';
import { GATES } from './gates-job';
import type { ThirdParty } from './third-party';
import { DOTNET, GO, JAVA, PYTHON } from './tool-chains';

/** The job that publishes a language, the one that packages it for a pull request, and what both need. */
const LANGUAGES = [
  { publish: 'release_npm', build: 'package-js', tools: {} },
  { publish: 'release_pypi', build: 'package-python', tools: PYTHON },
  { publish: 'release_maven', build: 'package-java', tools: JAVA },
  { publish: 'release_golang', build: 'package-go', tools: GO },
  { publish: 'release_nuget', build: 'package-dotnet', tools: DOTNET },
];

const GITHUB_RELEASE = 'release_github';
/** The job that bundles a second time. */
const BUNDLES = 'bundles';
/** The step that publishes, and the one that unpacks what was built, as projen names them. */
const RELEASE = 'release';
const EXTRACT = 'extract_build_artifact';

/** What a release does beyond what projen's options say: it publishes only what passed all gates, and what the sources give. */
export class Publishing extends Component {
  constructor(private readonly library: awscdk.AwsCdkConstructLibrary, private readonly parts: { thirdParty: ThirdParty; bundleCheck: BundleCheck }) {
    super(library);
    // What the jobs of the workflows start from. Each language has a package task of its own; a build on a machine needs none of their tool chains.
    const inWorkflow = { condition: '[ -n "$CI" ]' };
    library.packageTask.reset();
    library.packageTask.spawn(library.tasks.tryFind('package:js')!, inWorkflow);
    library.packageTask.spawn(parts.thirdParty.sbom, inWorkflow);
    library.release?.addJobs({ [BUNDLES]: this.compareBundles() });
  }

  /** projen adds the jobs that publish when it synthesizes. */
  preSynthesize(): void {
    const build = this.library.buildWorkflow!.workflow;
    const release = this.library.github!.tryFindWorkflow('release')!;
    for (const language of LANGUAGES) {
      change(build, language.build, ({ tools }) => ({ tools: { ...tools, ...language.tools } }));
      change(release, language.publish, ({ tools, needs }) => ({ tools: { ...tools, ...language.tools }, needs: [...needs ?? [], GATES, BUNDLES] }));
      // npm gives all files of a package a time of long ago: each language would compile the library again, and be made from another than was tested.
      const built = { id: 'take_as_built', name: 'Take the library as it was built', run: 'touch .repo/lib/index.js' };
      build.insertStepAfter(language.build, EXTRACT, built);
      release.insertStepAfter(language.publish, EXTRACT, built);
    }
    // It makes a release of what is out by then: those who approved the languages need not be asked again.
    change(release, GITHUB_RELEASE, () => ({ environment: undefined }));
    // It runs what it has installed, and pushes nothing.
    change(release, 'release', () => ({ permissions: { contents: github.workflows.JobPermission.READ } }));
    release.patchStep('release', 'checkout', { with: { ...release.getStep('release', 'checkout').with, 'persist-credentials': false } });
    // publib knows npm's registry by itself.
    release.patchStep('release_npm', RELEASE, { env: without(release.getStep('release_npm', RELEASE).env, 'NPM_REGISTRY') });
    // Of the registry that Maven Central had before.
    release.patchStep('release_maven', RELEASE, { env: without(release.getStep('release_maven', RELEASE).env, 'MAVEN_STAGING_PROFILE_ID') });

    release.appendStep(GITHUB_RELEASE, {
      id: 'attach_sbom',
      name: 'Attach the bill of materials',
      if: '${{ !inputs.dry_run }}',
      env: { GITHUB_TOKEN: '${{ secrets.GITHUB_TOKEN }}' },
      run: 'gh release upload "$(cat dist/releasetag.txt)" dist/sbom/*.cdx.json --clobber -R "$GITHUB_REPOSITORY"',
    });
  }

  /** On a clone that nothing was unpacked into, and without the right to publish, because it runs what it has installed. */
  private compareBundles(): github.workflows.Job {
    return {
      runsOn: ['ubuntu-latest'],
      needs: ['release'],
      permissions: { contents: github.workflows.JobPermission.READ },
      steps: [
        github.WorkflowSteps.checkout(),
        ...this.library.renderWorkflowSetup({ mutable: false }),
        github.WorkflowSteps.downloadArtifact({ with: { artifactIds: ['${{ needs.release.outputs.artifact_id }}'], path: 'dist' } }),
        { name: 'Compare the bundles in the package with what the sources give', run: `${this.library.runTaskCommand(this.parts.bundleCheck.task)} dist/js/*.tgz` },
      ],
    };
  }
}

function change(workflow: github.GithubWorkflow, id: string, changes: (job: github.workflows.Job) => Partial<github.workflows.Job>): void {
  const job = workflow.getJob(id) as github.workflows.Job;
  workflow.updateJob(id, { ...job, ...changes(job) });
}

function without(env: Record<string, string> | undefined, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(env ?? {}).filter(([key]) => key !== name));
}
