import { Component } from 'projen';
import type { awscdk } from 'projen';

/** Gates over the public API. Each reads what jsii compiled. */
export class ApiGates extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    this.refuseCompilerWarnings(project);
    const compiled = project.tasks.tryFind('compiled')!;

    const lint = project.addTask('lint:api', { description: 'Lint the public API with awslint: warnings fail too' });
    lint.spawn(compiled);
    lint.exec('ts-node --project tsconfig.dev.json projenrc/lint-api.ts');

    const test = project.addTask('test:api', { description: 'Test the compiled API: types, names of each language, documentation, limits, exports' });
    test.spawn(compiled);
    test.exec('jest --ci --config test/assembly/jest.config.js');

    // projen's own asks npm for the last release, and lets experimental API break.
    project.removeTask('compat');
    const compat = project.addTask('test:compat', { description: 'Compare the compiled API with that of the last release, in api-baseline/' });
    compat.spawn(compiled);
    compat.exec('ts-node --project tsconfig.dev.json projenrc/compare-api.ts');

    // It compiles nothing: at a release the compiled library has the version, and package.json may have lost it already.
    project.addTask('api:baseline', {
      description: 'Make the compiled API the one to compare with (run at a release, after compile; a folder of a published package may be given)',
      exec: 'ts-node --project tsconfig.dev.json projenrc/write-api-baseline.ts',
      receiveArgs: true,
    });
    project.addPackageIgnore('/api-baseline/');
  }

  /**
   * A warning of jsii is a name or a text that is wrong in some language. Those about reserved words are not silenced, as projen does: jsii knows a name as it
   * stands in TypeScript, and `test:api` as each language spells it. What it has written by then must not pass for a compiled library.
   */
  private refuseCompilerWarnings(project: awscdk.AwsCdkConstructLibrary): void {
    const compile = project.compileTask.steps.findIndex(({ exec }) => exec?.startsWith('jsii '));
    project.compileTask.updateStep(compile, { exec: 'jsii --fail-on-warnings --compress-assembly || (rm -f lib/index.js && exit 1)' });
  }
}
