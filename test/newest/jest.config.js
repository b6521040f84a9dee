// The tests of the constructs a second time, on the newest aws-cdk-lib, and those that need it.
const path = require('path');
const { jest } = require('../../package.json');

const folders = 'analytics|delivery-stream|iam|newest|private|record-processor|track-api';

module.exports = {
  ...jest,
  rootDir: path.resolve(__dirname, '../..'),
  testMatch: [`<rootDir>/test/(${folders})/**/*.test.ts`, '<rootDir>/test/*.test.ts'],
  // The handler knows no CDK, and version 2 of cdk-nag not the newest: version 3 has a test beside this file.
  testPathIgnorePatterns: ['/node_modules/', '/record-processor/handler/', '<rootDir>/test/nag(-packs)?.test.ts'],
  // All of them, or constructs of two trees meet.
  moduleNameMapper: { '^(aws-cdk-lib|cdk-nag|constructs)(/.*)?$': '<rootDir>/.newest/node_modules/$1$2' },
  transform: { '^.+\\.tsx?$': ['ts-jest', { tsconfig: 'test/newest/tsconfig.json' }] },
  reporters: ['default'],
};
