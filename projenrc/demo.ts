import { Component } from 'projen';
import type { awscdk } from 'projen';

/** `npx projen demo`: the whole pipeline on this machine, with real events. */
export class Demo extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    const demo = project.addTask('demo', { description: 'Run the quickstart locally on real events, without AWS' });
    demo.spawn(project.preCompileTask);
    demo.spawn(project.compileTask);
    demo.exec('ts-node --project tsconfig.dev.json examples/demo/demo.ts');
  }
}
