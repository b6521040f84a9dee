import { Component } from 'projen';
import type { awscdk, Task } from 'projen';

/** What makes the library: its sources, what is bundled into it, and what jsii writes into the assembly. */
const SOURCES = ['src', 'cli', 'README.md', 'package.json', 'package-lock.json', 'tsconfig.json', 'projenrc/bundle-library.ts', '.projen/tasks.json'];

/**
 * What packages and checks of the compiled library begin with, so that each works on a fresh clone and none compiles again what is compiled already.
 */
export class CompiledLibrary extends Component {
  /** Compiles the library if a source is newer than what is there. */
  readonly compiled: Task;

  /** Translates the examples of README and doc comments, if those of the compiled library are not translated yet. */
  readonly translated: Task;

  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    this.compiled = project.addTask('compiled', {
      description: 'Compile the library, unless what is there is newer than each of its sources',
      // The last file that a compile writes.
      condition: `[ ! -e lib/index.js ] || [ -n "$(find ${SOURCES.join(' ')} -newer lib/index.js -print -quit)" ]`,
    });
    this.compiled.spawn(project.preCompileTask);
    this.compiled.spawn(project.compileTask);

    this.translated = project.addTask('translated', {
      description: 'Translate the examples of the compiled library into each language, unless they are',
      condition: '[ ! -e .jsii.tabl.json ] || [ .jsii.gz -nt .jsii.tabl.json ]',
      exec: 'jsii-rosetta extract --strict',
    });
  }
}
