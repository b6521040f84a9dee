import { Component } from 'projen';
import type { awscdk } from 'projen';
import type { CompiledLibrary } from './compiled-library';

const LANGUAGES = ['js', 'python', 'java', 'go', 'dotnet'];

/** `npx projen package:<language>`: an installable package of each language in `dist/`, from a fresh clone too, and a test that each gives the same templates. */
export class LanguagePackages extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary, { compiled, translated }: CompiledLibrary) {
    super(project);
    for (const language of LANGUAGES) {
      const task = project.tasks.tryFind(`package:${language}`)!;
      // Without the translations, the page of each registry would show TypeScript.
      task.prependSpawn(translated);
      task.prependSpawn(compiled);
    }
    // What Maven downloads for it is kept for the next time, and for the examples in Java. Their own repository, because ours must never lie in a user's.
    project.tasks.tryFind('package:java')!.updateStep(2, { exec: 'jsii-pacmak -v --target java --maven-local-repository .languages/m2' });

    project.addTask('code:dotnet', {
      description: 'Generate the code of the package for .NET into dist/dotnet-code; needs no SDK',
      steps: [{ spawn: compiled.name }, { spawn: translated.name }, { exec: 'jsii-pacmak -v --target dotnet --code-only --outdir dist/dotnet-code' }],
    });

    const languages = project.addTask('test:languages', {
      description: 'Install the package of each language, synthesize its examples, and compare their templates with those of TypeScript; names choose some: python java go',
    });
    languages.spawn(compiled);
    languages.spawn(translated);
    languages.exec('jest --ci --config test/languages/jest.config.js', { receiveArgs: true });
  }
}
