import { codeBlocks, pageText } from './pages';

const README = pageText('README.md');

test.each([
  ['tsx', 'typescript/quickstart/lib/quickstart-stack.ts'],
  ['python', 'python/quickstart/quickstart/quickstart_stack.py'],
  ['java', 'java/quickstart/src/main/java/com/myorg/QuickstartStack.java'],
  ['go', 'go/quickstart/quickstart.go'],
])('what the quick start says in %s is what the example does', (language, file) => {
  expect(codeBlocks(README, language)).toEqual([pageText(`examples/${file}`)]);
});

test('what it says for Maven is what the example says', () => {
  const [dependency] = codeBlocks(README, 'xml');
  const pom = pageText('examples/java/quickstart/pom.xml');
  const version = /<pipeline\.version>(.*)<\/pipeline\.version>/.exec(pom)![1];
  const shape = (text: string) => text.replaceAll(/\s+/g, '');
  expect(shape(pom)).toContain(shape(dependency).replace(version, '${pipeline.version}'));
});

test('the module for Go is the one that the example imports', () => {
  const [, name] = /go get (\S+)/.exec(README)!;
  expect(pageText('examples/go/quickstart/quickstart.go')).toContain(`\tpipeline "${name}"\n`);
});
