import { Component } from 'projen';
import type { awscdk } from 'projen';

/** `npx projen bench`: measures the packed package against its bars. */
export class Bench extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    const bench = project.addTask('bench', {
      description: 'Measure size, import, synth, handler and local run against their bars; names of subjects choose some',
      env: { CI: 'true' },
    });
    bench.spawn(project.preCompileTask);
    bench.spawn(project.compileTask);
    bench.exec('ts-node --project tsconfig.dev.json bench/bench.ts', { receiveArgs: true });
    project.eslint?.allowDevDeps('bench/**');
    project.addPackageIgnore('/.bench/');
    project.addPackageIgnore('/bench/');
    project.gitignore.exclude('/.bench/');
  }
}
