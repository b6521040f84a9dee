/** Compiled code in one file, its types, the bundles with the licenses of what is in them, and what npm and jsii read. */
const ALLOWED = /^(\.jsii(\.gz)?|CHANGELOG\.md|LICENSE|README\.md|package\.json|assets\/.+\.m?js|assets\/cli\/THIRD-PARTY-LICENSES|lib\/index\.js|lib\/.+\.d\.ts)$/;
/** Would pass for one of these, and is none. */
const NEVER = /(^|\/)(node_modules|test|src)\//;

/** Without one of these the package installs and does not work. */
const NEEDED = [
  '.jsii.gz',
  'LICENSE',
  'README.md',
  'assets/cli/THIRD-PARTY-LICENSES',
  'assets/cli/athena/engine/index.js',
  'assets/cli/lambda/runtime/index.js',
  'assets/cli/main/index.js',
  'assets/record-processor/handler/index.lambda/index.mjs',
  'assets/record-processor/handler/packed.lambda/index.mjs',
  'lib/index.d.ts',
  'lib/index.js',
];

/** What is wrong with the files of the npm package, which the packages of all languages hold; nothing if they are right. */
export function contentFaults(files: readonly string[]): string[] {
  return [
    ...files.filter((file) => !ALLOWED.test(file) || NEVER.test(file)).map((file) => `leave ${file} out`),
    ...NEEDED.filter((file) => !files.includes(file)).map((file) => `${file} is missing`),
  ];
}
