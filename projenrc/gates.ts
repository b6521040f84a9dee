import { Component } from 'projen';
import type { awscdk } from 'projen';

/** Checks that need more than this repository: a linter of another language, projects outside, other versions of the CDK. */
export class Gates extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    const lint = project.addTask('lint:templates', {
      description: 'Lint synthesized templates with cfn-lint (pip install cfn-lint)',
    });
    lint.exec('rm -rf cdk.out/templates');
    lint.exec('ts-node --project tsconfig.dev.json test/templates/examples.ts cdk.out/templates/examples');
    lint.exec('ts-node --project tsconfig.dev.json test/templates/variants.ts cdk.out/templates/variants');
    lint.exec('cfn-lint "cdk.out/templates/examples/*.template.json"');
    // W3005: the CDK's own provider of auto-delete depends on its role twice. W6001: the name of a bucket of another stack is an output.
    lint.exec('cfn-lint --ignore-checks W3005 W6001 -- "cdk.out/templates/variants/*.template.json"');
    lint.exec('ts-node --project tsconfig.dev.json test/templates/spoilt.ts cdk.out/templates/variants/Default.template.json cdk.out/templates/spoilt.template.json');

    project.addTask('test:consumer', {
      description: 'Install the packed tarball into projects outside the repository and synthesize, on the oldest and the newest CDK',
      exec: 'ts-node --project tsconfig.dev.json test/consumer/synthesize.ts',
    });

    const newest = project.addTask('test:newest', {
      description: 'Test the constructs on the newest aws-cdk-lib of the peer range, and their templates with its validator in strict mode',
      // On for the tests that are about it.
      env: { CDK_VALIDATION: 'false' },
    });
    // Not in test/newest: jsii-docgen would find it there and document the API of that version. It does not look into folders with a dot.
    newest.exec('mkdir -p .newest && cp test/newest/package.json test/newest/package-lock.json .newest/');
    newest.exec('npm ci --prefix .newest --no-audit --no-fund');
    newest.exec('tsc --project test/newest/tsconfig.json --noEmit');
    newest.exec('jest --ci --config test/newest/jest.config.js');

    const browser = project.addTask('test:browser', {
      description: 'Post from pages in an installed Chromium to the local run: what CORS lets them read, and what it does not',
    });
    browser.spawn(project.bundler.bundleTask);
    browser.exec('jest --ci --config test/browser/jest.config.js');
  }
}
