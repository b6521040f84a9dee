import { Component } from 'projen';
import type { awscdk } from 'projen';

/** Writes the tables of costs into README and docs, so that one formula stands behind both. */
export class CostTables extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    const tables = project.addTask('docs:costs', {
      description: 'Write the tables of costs into README.md and docs/costs.md',
      exec: 'ts-node --project tsconfig.dev.json docs/costs/write.ts',
    });
    project.postCompileTask.spawn(tables);
  }
}
