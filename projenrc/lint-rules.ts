import { Component } from 'projen';
import type { awscdk } from 'projen';

/** The rules of style that a machine can check. */
export class LintRules extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    project.eslint?.addPlugins('awscdk');
    project.eslint?.addOverride({
      files: ['src/**/*.ts'],
      rules: {
        'awscdk/no-construct-in-interface': 'error',
        'awscdk/no-construct-stack-suffix': 'error',
        'awscdk/no-mutable-property-of-props-interface': 'error',
        'awscdk/no-mutable-public-property-of-construct': 'error',
        'awscdk/no-parent-name-construct-id-match': 'error',
        'awscdk/no-unused-props': 'error',
        'awscdk/no-variable-construct-id': 'error',
        'awscdk/pascal-case-construct-id': 'error',
        'awscdk/require-passing-this': 'error',
        'awscdk/require-props-default-doc': 'error',
        // One barrel import makes every user load every service.
        'no-restricted-imports': ['error', { paths: [{ name: 'aws-cdk-lib', message: 'import aws-cdk-lib/core or a service submodule' }] }],
      },
    });
    project.eslint?.addOverride({
      files: ['cli/**/*.ts'],
      // The command line reads templates; it must not know the constructs that made them.
      rules: { 'no-restricted-imports': ['error', { patterns: ['**/src/**', 'aws-cdk-lib*'] }] },
    });
  }
}
