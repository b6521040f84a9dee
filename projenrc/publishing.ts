import { Component } from 'projen';
import type { awscdk, github } from 'projen';
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
/** The step that publishes, as projen names it. */
const RELEASE = 'release';

/** What a release does beyond what projen's options say: it publishes only what passed all gates, and what the sources give. */
export class Publishing extends Component {
  constructor(private readonly library: awscdk.AwsCdkConstructLibrary, private readonly parts: { thirdParty: ThirdParty; bundleCheck: BundleCheck }) {
    super(library);
    // What the jobs of the workflows start from. Each language has a package task of its own; a build on a machine needs none of their tool chains.
    const inWorkflow = { condition: '[ -n "$CI" ]' };
    library.packageTask.reset();
    library.packageTask.spawn(library.tasks.tryFind('package:js')!, inWorkflow);
    library.packageTask.spawn(parts.thirdParty.sbom, inWorkflow);
  }

  /** projen adds the jobs that publish when it synthesizes. */
  preSynthesize(): void {
    const build = this.library.buildWorkflow!.workflow;
    const release = this.library.github!.tryFindWorkflow('release')!;
    for (const language of LANGUAGES) {
      change(build, language.build, ({ tools }) => ({ tools: { ...tools, ...language.tools } }));
      change(release, language.publish, ({ tools }) => ({ tools: { ...tools, ...language.tools } }));
    }
    for (const job of [...LANGUAGES.map(({ publish }) => publish), GITHUB_RELEASE]) {
      change(release, job, ({ needs }) => ({ needs: [...needs ?? [], GATES] }));
    }
    // publib knows npm's registry by itself.
    release.patchStep('release_npm', RELEASE, { env: without(release.getStep('release_npm', RELEASE).env, 'NPM_REGISTRY') });
    // Of the registry that Maven Central had before.
    release.patchStep('release_maven', RELEASE, { env: without(release.getStep('release_maven', RELEASE).env, 'MAVEN_STAGING_PROFILE_ID') });

    release.insertStepBefore('release_npm', RELEASE, {
      id: 'compare_bundles',
      name: 'Compare the bundles about to be published with what the sources give',
      run: `cd .repo && ${this.library.runTaskCommand(this.parts.bundleCheck.task)} ../dist/js/*.tgz`,
    });
    release.appendStep(GITHUB_RELEASE, {
      id: 'attach_sbom',
      name: 'Attach the bill of materials',
      if: '${{ !inputs.dry_run }}',
      env: { GITHUB_TOKEN: '${{ secrets.GITHUB_TOKEN }}' },
      run: 'gh release upload "$(cat dist/releasetag.txt)" dist/sbom/*.cdx.json --clobber -R "$GITHUB_REPOSITORY"',
    });
  }
}

function change(workflow: github.GithubWorkflow, id: string, changes: (job: github.workflows.Job) => Partial<github.workflows.Job>): void {
  const job = workflow.getJob(id) as github.workflows.Job;
  workflow.updateJob(id, { ...job, ...changes(job) });
}

function without(env: Record<string, string> | undefined, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(env ?? {}).filter(([key]) => key !== name));
}
