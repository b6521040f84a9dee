import { contentFaults } from './package-contents';

const RIGHT = [
  '.jsii', '.jsii.gz', 'CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', 'assets/cli/THIRD-PARTY-LICENSES', 'assets/cli/athena/engine/index.js',
  'assets/cli/lambda/runtime/index.js', 'assets/cli/main/index.js', 'assets/record-processor/handler/index.lambda/index.mjs', 'assets/record-processor/handler/packed.lambda/index.mjs',
  'lib/index.d.ts', 'lib/index.js', 'lib/track-api/track-api.d.ts',
];

test('what the package needs is right', () => {
  expect(contentFaults(RIGHT)).toEqual([]);
});

test.each([
  'src/index.ts', 'lib/index.ts', 'lib/pipeline.js', 'node_modules/ajv/index.js', 'assets/node_modules/ajv/lib/ajv.js', 'assets/cli/main/index.js.map', '.projenrc.ts', 'docs/costs.md',
  'test/api.test.ts', 'API.md', 'tsconfig.json', '.jsii.tabl.json',
])('fails with %s', (file) => {
  expect(contentFaults([...RIGHT, file])).toEqual([`leave ${file} out`]);
});

test.each(['assets/record-processor/handler/packed.lambda/index.mjs', 'assets/cli/lambda/runtime/index.js', 'assets/cli/THIRD-PARTY-LICENSES', 'lib/index.js', '.jsii.gz'])(
  'fails without %s', (file) => {
    expect(contentFaults(RIGHT.filter((each) => each !== file))).toEqual([`${file} is missing`]);
  });
