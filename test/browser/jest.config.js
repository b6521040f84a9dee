// The tests that drive a real browser. They stand apart because not every machine has one.
const path = require('path');
const { jest } = require('../../package.json');

module.exports = {
  ...jest,
  rootDir: path.resolve(__dirname, '../..'),
  testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/browser/global-setup.ts',
  reporters: ['default'],
};
