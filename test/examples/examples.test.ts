import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';

const EXAMPLES = path.resolve(__dirname, '../../examples');
/** What `cdk init` writes into the context of a new app: the flags that the CDK recommends. */
const FLAGS = JSON.parse(readFileSync(require.resolve('aws-cdk-lib/recommended-feature-flags.json'), 'utf8'));

const LANGUAGES = ['typescript', 'python', 'java', 'go'];
const PROJECTS = LANGUAGES.flatMap((language) => readdirSync(path.join(EXAMPLES, language)).map((example) => [language, example] as const));

const contextOf = (language: string, example: string) => JSON.parse(readFileSync(path.join(EXAMPLES, language, example, 'cdk.json'), 'utf8')).context;
const isFlag = (name: string) => name.startsWith('@aws-cdk');

test('the examples are there in each language', () => {
  expect(Object.fromEntries(LANGUAGES.map((language) => [language, readdirSync(path.join(EXAMPLES, language)).sort()]))).toEqual({
    typescript: ['custom-transform', 'existing-bucket', 'platform-stack', 'quickstart'],
    python: ['custom-transform', 'existing-bucket', 'platform-stack', 'quickstart'],
    java: ['platform-stack', 'quickstart'],
    go: ['quickstart'],
  });
});

test.each(PROJECTS)('%s/%s has the flags of a new app', (language, example) => {
  const flags = Object.fromEntries(Object.entries(contextOf(language, example)).filter(([name]) => isFlag(name)));
  expect(flags).toEqual(FLAGS);
});

test.each(PROJECTS)('%s/%s has the context that it has in TypeScript', (language, example) => {
  expect(contextOf(language, example)).toEqual(contextOf('typescript', example));
});

test('the transform is one in all languages', () => {
  const transforms = ['typescript', 'python'].map((language) => readFileSync(path.join(EXAMPLES, language, 'custom-transform/transform.mjs'), 'utf8'));
  expect(new Set(transforms).size).toBe(1);
});
