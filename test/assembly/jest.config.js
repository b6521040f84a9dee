// What the compiled library says of its API. Apart from the other tests, because it has to be compiled first.
const path = require('path');
const { jest } = require('../../package.json');

module.exports = {
  ...jest,
  rootDir: path.resolve(__dirname, '../..'),
  testMatch: ['<rootDir>/test/assembly/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // No construct is made here.
  globalSetup: undefined,
  globalTeardown: undefined,
  reporters: ['default', ['jest-junit', { outputDirectory: 'test-reports', outputName: 'api.xml' }]],
};
