// The packages of all languages, which need the tool chain of each: apart from the tests that need Node alone.
const path = require('path');
const { jest } = require('../../package.json');

module.exports = {
  ...jest,
  rootDir: path.resolve(__dirname, '../..'),
  testMatch: ['<rootDir>/test/languages/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/languages/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  // Packages are made and installed within it, on a slow machine too.
  testTimeout: 900_000,
  reporters: ['default', ['jest-junit', { outputDirectory: 'test-reports', outputName: 'languages.xml' }]],
};
