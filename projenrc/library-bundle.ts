import { Component } from 'projen';
import type { awscdk } from 'projen';

/** Publishes what jsii compiled as one file, beside the declarations of each module. */
export class LibraryBundle extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    project.compileTask.exec('ts-node --project tsconfig.dev.json projenrc/bundle-library.ts');
    project.addPackageIgnore('/lib/**/*.js');
    project.npmignore?.include('/lib/index.js');
  }
}
