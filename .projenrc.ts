import { awscdk, javascript, release } from 'projen';
import { AfterRelease } from './projenrc/after-release';
import { ApiGates } from './projenrc/api-gates';
import { Bench } from './projenrc/bench';
import { BundleCheck } from './projenrc/bundle-check';
import { Changelog } from './projenrc/changelog';
import { CliBundle } from './projenrc/cli-bundle';
import { CompiledLibrary } from './projenrc/compiled-library';
import { CostTables } from './projenrc/cost-tables';
import { Demo } from './projenrc/demo';
import { DocsLint } from './projenrc/docs-lint';
import { Gates } from './projenrc/gates';
import { GatesJob } from './projenrc/gates-job';
import { HandlerBundle } from './projenrc/handler-bundle';
import { LanguagePackages } from './projenrc/language-packages';
import { LibraryBundle } from './projenrc/library-bundle';
import { LintRules } from './projenrc/lint-rules';
import { NewestUpgrade } from './projenrc/newest-upgrade';
import { OldestNode } from './projenrc/oldest-node';
import { PinnedActions } from './projenrc/pinned-actions';
import { PublishedPackage } from './projenrc/published-package';
import { Publishing } from './projenrc/publishing';
import { RosettaCheck } from './projenrc/rosetta-check';
import { ThirdParty } from './projenrc/third-party';
import { TypeCheck } from './projenrc/type-check';
import { VelocityTests } from './projenrc/velocity-tests';
import { WorkflowLint } from './projenrc/workflow-lint';
import { WorkflowPermissions } from './projenrc/workflow-permissions';

/** Days that a version of another package must be out before an upgrade takes it: what is malicious or broken is mostly found by then. */
const COOLDOWN = 7;
/** What workflows run on; trusted publishing to npm needs 24. */
const WORKFLOW_NODE = '24';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-serverless-data-pipeline',
  description: 'One AWS CDK construct takes an event over HTTP and makes it a row in Athena: API Gateway, Firehose, Lambda, S3, Glue',
  author: 'The cdk-serverless-data-pipeline authors',
  authorAddress: 'authors@cdk-serverless-data-pipeline.dev',
  repositoryUrl: 'https://github.com/cdk-serverless-data-pipeline/cdk-serverless-data-pipeline.git',
  license: 'Apache-2.0',
  keywords: ['analytics', 'api-gateway', 'athena', 'events', 'firehose', 'glue', 'pipeline', 'serverless', 'tracking'],
  stability: 'experimental',
  defaultReleaseBranch: 'main',

  // The floor of the peer range. 2.240.0 is the first version with every API used here: IDeliveryStreamRef, NODEJS_24_X.
  cdkVersion: '2.240.0',
  constructsVersion: '10.5.0',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~5.9.0',
  // The README and the docs of the API are most of it, and every language reads it compressed.
  compressAssembly: true,
  // aws-cdk-lib itself still supports Node 20, so its users must not be warned by us.
  minNodeVersion: '20.16.0',
  workflowNodeVersion: WORKFLOW_NODE,
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  // The dev config must be one file that src, cli, test and projenrc share.
  tsconfigDevFile: 'tsconfig.dev.json',

  // A person starts a release. No token of a registry is kept where the registry trusts the workflow itself.
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  // Who may approve a release is a setting of this environment, and registries trust no other.
  releaseEnvironment: 'release',
  // While it is 0, a breaking change makes a new minor version, and everything else a new patch.
  majorVersion: 0,
  // Without a tag to count from, projen would begin with 0.0.0.
  nextVersionCommand: '[ -n "$LATEST_TAG" ] || echo 0.1.0',
  jsiiReleaseVersion: '0.2.1061', // publishes with the rights of the release, so it is no version that nobody looked at
  npmTrustedPublishing: true,
  publishToPypi: { distName: 'cdk-serverless-data-pipeline', module: 'cdk_serverless_data_pipeline', trustedPublishing: true },
  publishToMaven: {
    javaPackage: 'io.github.serverlessdatapipeline',
    mavenGroupId: 'io.github.serverlessdatapipeline',
    mavenArtifactId: 'cdk-serverless-data-pipeline',
    mavenServerId: 'central-ossrh', // Maven Central, which takes a token only
  },
  publishToGo: {
    moduleName: 'github.com/cdk-serverless-data-pipeline/cdk-serverless-data-pipeline-go',
    packageName: 'serverlessdatapipeline',
    githubUseSsh: true, // with a deploy key, which opens that one repository only
  },
  publishToNuget: { dotNetNamespace: 'ServerlessDataPipeline.Cdk', packageId: 'ServerlessDataPipeline.Cdk', trustedPublishing: true },

  // Everything that only the command line needs is bundled into it: the published package has no runtime dependency.
  devDeps: [
    '@aws-cdk/aws-service-spec@^0.1.216', // says in tests which properties CloudFormation replaces a resource for
    '@duckdb/node-api@1.5.6-r.1', // its platform packages are complete in this version, so that `npm ci` works everywhere
    '@jsii/spec@1.140.0', // reads the assembly in tests; the one that jsii itself has
    '@octokit/webhooks-examples@7.6.1',
    '@types/asciichart',
    '@types/aws-lambda',
    '@types/aws4',
    '@types/cli-progress',
    '@cloud-copilot/iam-simulate@0.1.173', // judges policies in tests, and is in no package that is published
    'ajv',
    'ajv-draft-04',
    'asciichart',
    'autocannon',
    'aws4',
    'awslint@2.72.1', // the last one that reads what jsii 5 and later write
    'cdk-nag@2.37.55', // the last of version 2 that takes the floor of constructs
    'cli-progress',
    'cli-table3',
    'codemaker@1.142.0', // makes names of other languages in tests; the one that jsii-pacmak itself has
    'commander@^14', // 15 needs Node 22
    'eslint-plugin-awscdk',
    'fast-check',
    'ora@^5.4.1', // 6 is an ES module, which jest does not load
    'playwright-core@1.65.1', // drives an installed Chromium, and downloads none
    'remark-cli@^12.0.1',
    'remark-validate-links@^13.1.0',
    'vega-datasets@3.2.1',
    'velocityjs@^2.1.7',
  ],
  bin: { 'cdk-serverless-data-pipeline': 'assets/cli/main/index.js' },
  bumpPackage: 'commit-and-tag-version@^12', // 13 needs Node 22
  depsUpgradeOptions: {
    cooldown: COOLDOWN,
    workflowOptions: { schedule: javascript.UpgradeDependenciesSchedule.WEEKLY },
    // The floor of the peer range, and what is pinned above for a reason.
    exclude: [
      'aws-cdk-lib', 'constructs', '@cloud-copilot/iam-simulate', '@duckdb/node-api', '@octokit/webhooks-examples', 'awslint', 'cdk-nag', 'playwright-core', 'vega-datasets',
    ],
  },
  pullRequestTemplateContents: [
    'Fixes #',
    '',
    '<!-- The title becomes the commit on main, and a line of the release: "feat: …", "fix: …" or "chore: …". -->',
    '',
    '- [ ] A test fails without this change.',
    '- [ ] CHANGELOG.md says under "Unreleased" what users notice, if they notice anything.',
    '- [ ] Nothing breaks: construct ids, layout in S3, columns, replies and verbs are as before. If not, the title has a `!`, and the changelog says what to do.',
    '- [ ] `bash .ci/run` passes.',
  ],

  // The handler is bundled by HandlerBundle: the asset is composed at synth, so no generated function class is wanted.
  lambdaAutoDiscover: false,
  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    // Coverage doubles the time of a run; `npx jest --coverage` shows it.
    jestConfig: {
      testPathIgnorePatterns: [
        '/node_modules/', '<rootDir>/examples/', '/.bench/', '/.demo/', '<rootDir>/test/newest/', '<rootDir>/test/browser/', '<rootDir>/test/velocity/',
        '<rootDir>/test/languages/', '<rootDir>/test/assembly/', '<rootDir>/test/oldest-node/',
      ],
      modulePathIgnorePatterns: ['/.bench/', '/.demo/'],
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
      collectCoverage: false,
      testTimeout: 60_000,
      maxWorkers: 2,
    },
  },
  eslintOptions: { dirs: ['src', 'cli'], devdirs: ['test', 'bench', 'projenrc', 'examples/demo', 'docs/costs'] },
  gitignore: [
    '/.jsii.gz', '/assets/', '/cdk.out/', '/.pipeline/', '/.demo/', '/.languages/', '/.newest/', '/.venv/', '.jsii.tabl.json', '*.tgz',
  ],
});

project.tsconfigDev.addExclude('examples/typescript');
project.tsconfigDev.addExclude('lib');
// These compile against the newest CDK, with a tsconfig of their own.
project.tsconfigDev.addExclude('test/newest');

new HandlerBundle(project);
new CliBundle(project);
const thirdParty = new ThirdParty(project);
const bundleCheck = new BundleCheck(project);
new LibraryBundle(project);
new LanguagePackages(project, new CompiledLibrary(project));
new TypeCheck(project);
new LintRules(project);
new CostTables(project);
new DocsLint(project);
new RosettaCheck(project);
new Gates(project);
new ApiGates(project);
new VelocityTests(project);
new OldestNode(project);
new Demo(project);
new Bench(project);
new PublishedPackage(project);
new GatesJob(project, { nodeVersion: WORKFLOW_NODE });
new Publishing(project, { thirdParty, bundleCheck });
new AfterRelease(project, { changelog: new Changelog(project) });
new NewestUpgrade(project, { cooldown: COOLDOWN, schedule: javascript.UpgradeDependenciesSchedule.WEEKLY.cron[0] });
new PinnedActions(project);
new WorkflowPermissions(project);
new WorkflowLint(project);

// The major number of the Node version whose end-of-life banner jsii must not print into the output of every task.
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
project.synth();
