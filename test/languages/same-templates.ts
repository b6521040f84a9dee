import { differencesOfEmbedded } from './embedded-package';
import { copyExample, synthesize } from './example-project';
import { assemblyDifferences } from './file-differences';
import { examplesOf } from './folders';
import { referenceOf } from './typescript';

/** How a language gets its package. */
export interface Installation {
  /** Makes the package, and installs what all examples of the language need. */
  install(): void;
  /** Takes the package apart: the folder with the npm package that it holds. */
  embedded(): string;
  /** Makes a copy of an example take this package, where a user would take it from a registry. */
  prepare?(project: string): void;
  /** What the CDK's command line needs besides, to run an app of the language. */
  env(): NodeJS.ProcessEnv;
}

/** Each example of a language must deploy what the one in TypeScript deploys. */
export function describeExamples(language: string, installation: Installation): void {
  describe(`from the package for ${language}`, () => {
    beforeAll(() => installation.install());

    test.each(examplesOf(language))('%s deploys what it deploys in TypeScript, byte for byte', (example) => {
      const project = copyExample(language, example);
      installation.prepare?.(project);
      const assembly = synthesize(project, installation.env());
      expect(assemblyDifferences(referenceOf(example), assembly)).toEqual([]);
    });

    test('holds the npm package, byte for byte', () => {
      expect(differencesOfEmbedded(language, installation.embedded())).toEqual([]);
    });
  });
}
