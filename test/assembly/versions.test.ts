import * as path from 'path';

/** Where a package finds another. */
const seenBy = (consumer: string, name: string) => require.resolve(name, { paths: [path.dirname(require.resolve(`${consumer}/package.json`))] });

test('names of other languages are made by the code that makes the packages', () => {
  expect(require.resolve('codemaker')).toBe(seenBy('jsii-pacmak', 'codemaker'));
});

test('the assembly is read by the code that writes it', () => {
  expect(require.resolve('@jsii/spec')).toBe(seenBy('jsii', '@jsii/spec'));
});
