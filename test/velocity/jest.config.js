// The mapping templates on Apache Velocity and on a port to Python, which need Java and Python: apart from the tests that need Node alone.
const path = require('path');
const { jest } = require('../../package.json');

module.exports = {
  ...jest,
  rootDir: path.resolve(__dirname, '../..'),
  testMatch: ['<rootDir>/test/velocity/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/velocity/engines/start-engines.ts',
  globalTeardown: '<rootDir>/test/velocity/engines/stop-engines.ts',
  // One process of each engine serves all files, one after another.
  maxWorkers: 1,
  reporters: ['default', ['jest-junit', { outputDirectory: 'test-reports', outputName: 'velocity.xml' }]],
};
