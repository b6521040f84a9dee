// The command line on the oldest Node.js that the package allows, which is downloaded: apart from the tests that need no network.
const path = require('path');
const { jest } = require('../../package.json');

module.exports = {
  ...jest,
  rootDir: path.resolve(__dirname, '../..'),
  testMatch: ['<rootDir>/test/oldest-node/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/oldest-node/install-node.ts',
  testTimeout: 180_000,
  reporters: ['default', ['jest-junit', { outputDirectory: 'test-reports', outputName: 'oldest-node.xml' }]],
};
